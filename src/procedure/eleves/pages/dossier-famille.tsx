import { LANGUES } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES } from '#src/documents/langues/langues.ts'

/** For a family that reads little French and has no screen: its interviews and what it may do, on one page. */
function GuidesDeLaFamille({ eleveId }: { eleveId: number }) {
  return (
    <details>
      <summary>Imprimer un guide dans la langue de la famille</summary>
      <ul>
        {LANGUES.map((langue) => {
          const { nom, code, dir } = CATALOGUES[langue]
          return (
            <li key={langue}>
              <a href={`/eleves/${eleveId}/guide/${langue}.pdf`} lang={code} dir={dir}>
                {nom} (PDF)
              </a>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

/** What the school does with the family: how to reach it, its access, its guide. */
export const Family = ({ id }: { id: number }) => (
  <>
    <p>
      <a href={`/eleves/${id}/coordonnees`}>Voir les coordonnées de la famille</a>
    </p>
    <p>
      <a href={`/eleves/${id}/acces`}>Remettre un code d’accès à l’élève ou à sa famille</a>
    </p>
    <p>
      <a href={`/eleves/${id}/reexamen`}>Saisir une demande de réexamen reçue sur papier</a>
    </p>
    <GuidesDeLaFamille eleveId={id} />
  </>
)

/** What happens to the file of a pupil, rarely. */
export const Gestes = ({ id, mayProlong }: { id: number; mayProlong: boolean }) => (
  <ul>
    <li>
      <a href={`/eleves/${id}/demande-donnees`}>Enregistrer une demande de la famille sur ses données</a>
    </li>
    <li>
      <a href={`/eleves/${id}/reunir`}>Réunir avec un autre dossier du même élève</a>
    </li>
    <li>
      <a href={`/eleves/${id}/transfert`}>L’élève change d’établissement</a>
    </li>
    {mayProlong && (
      <li>
        <a href={`/prolongations?eleve=${id}`}>Prolonger une échéance pour cet élève</a>
      </li>
    )}
  </ul>
)
