import { dayInWords } from '#src/kit/day.ts'
import { Alert } from '#src/web/components/alert.tsx'

/** Until when one registers, or why one cannot. */
export function DelaiInscription(props: {
  ouvertes: boolean
  avantOuverture: boolean
  finInscriptions: string
}) {
  const { ouvertes, avantOuverture, finInscriptions } = props
  const until = `${dayInWords(finInscriptions)} à 23 h 59`
  if (ouvertes) return <p>Inscriptions possibles jusqu’au {until}.</p>
  return (
    <Alert kind="warning">
      {avantOuverture
        ? `La campagne n’est pas encore ouverte : les inscriptions commenceront avec elle, jusqu’au ${until}.`
        : `Les inscriptions étaient possibles jusqu’au ${until}. L’académie peut accorder un délai.`}
    </Alert>
  )
}
