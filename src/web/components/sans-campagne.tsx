import { hasRole } from '#src/procedure/comptes/api.ts'
import { usePageContext } from '#src/web/components/page-context.ts'

/** What is said before the first campagne, and where it begins for who prepares it. */
export function SansCampagne() {
  const { acteur } = usePageContext()
  if (!acteur || !hasRole(acteur, 'academie'))
    return <p>L’académie n’a pas encore préparé de campagne : vos pages s’ouvriront avec elle.</p>
  return (
    <>
      <p>Votre académie n’a pas encore de campagne : les autres pages s’ouvriront avec elle.</p>
      <ol>
        <li>
          <a href="/reglements">Écrire un règlement, et le faire approuver par une seconde personne</a>
        </li>
        <li>
          <a href="/campagnes/nouvelle">Préparer la première campagne</a>
        </li>
      </ol>
    </>
  )
}
