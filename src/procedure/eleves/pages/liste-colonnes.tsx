import { dayToFrench } from '#src/kit/day.ts'
import type { EleveSuivi } from '#src/procedure/eleves/model.ts'
import { manquesOf } from '#src/procedure/eleves/texts/suivi.ts'
import type { ListColumn } from '#src/web/lists.ts'

export const SCHOOL: ListColumn<EleveSuivi> = {
  title: 'Établissement',
  tri: 'etablissement',
  valeur: (eleve) => eleve.etablissement,
}

const COLUMNS: readonly ListColumn<EleveSuivi>[] = [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ id, nom, prenom }) => <a href={`/eleves/${id}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ nom, prenom }) => `${nom} ${prenom}`,
  },
  { title: 'INE', fichierSeul: true, valeur: ({ ine }) => ine },
  {
    title: 'Date de naissance',
    fichierSeul: true,
    valeur: ({ dateNaissance }) => dayToFrench(dateNaissance),
  },
  SCHOOL,
  { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
  {
    title: 'Adulte référent',
    tri: 'adulte',
    valeur: ({ adulteReferent }) => adulteReferent,
  },
  {
    title: 'Inscriptions',
    tri: 'inscriptions',
    cell: ({ formations }) => <Lines lines={formations} none="Aucune" />,
    valeur: ({ formations }) => formations.join(' ; '),
  },
]

interface Suivi {
  avisOuverts: boolean
  /** Confirmations that are awaited, by pupil. */
  confirmations: ReadonlyMap<number, number>
}

/** The columns of the list and of its file, the last one saying what is missing. */
export function columnsOf({ avisOuverts, confirmations }: Suivi): ListColumn<EleveSuivi>[] {
  const missing = (eleve: EleveSuivi): string[] =>
    manquesOf(eleve, { avisOuverts, confirmations: confirmations.get(eleve.id) ?? 0 })
  return [
    ...COLUMNS,
    {
      title: 'Ce qui manque',
      cell: (eleve) => <Lines lines={missing(eleve)} none="–" />,
      valeur: (eleve) => missing(eleve).join(' ; '),
    },
  ]
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length === 0) return none
  return lines.map((line) => <div key={line}>{line}</div>)
}
