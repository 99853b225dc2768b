import { dateIn, heureIn, type Langue } from '#src/documents/langues/catalogue.ts'
import { joignable } from '#src/documents/wording.ts'
import type { FicheDeFamille } from '#src/procedure/bonus/reads/famille.ts'
import type { EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import { DansLaLangue, Langues } from '#src/web/components/langue.tsx'

/** What the page says, in short and in the language of the family: when and where to go, what to answer until when. */
export function EnUneLangue(props: {
  lue: FicheDeFamille
  rendezVous: readonly EntretienConvoque[]
  langue: Langue
  path: string
}) {
  const { lue, rendezVous, langue, path } = props
  return (
    <section aria-label="En d’autres langues" className="passpro-carte">
      <Langues path={path} langue={langue} />
      {langue !== 'fr' && (
        <DansLaLangue langue={langue}>
          {(catalogue) => {
            const { convocation, fiche } = catalogue
            return (
              <>
                {rendezVous.map(({ rangee, convocation: { debut, lycee, college, mode } }) => (
                  <div key={rangee.entretienId}>
                    <h2>{convocation.titre}</h2>
                    <p>{convocation.but}</p>
                    <ul>
                      <li>
                        {convocation.quand(dateIn(catalogue, debut.slice(0, 10)), heureIn(catalogue, debut))}
                      </li>
                      <li>
                        {mode === 'distanciel'
                          ? convocation.distance(college.nom)
                          : convocation.lieu(lycee.nom)}
                      </li>
                      <li>{convocation.apporter}</li>
                      <li>{convocation.empechement(joignable(college))}</li>
                    </ul>
                  </div>
                ))}
                {lue.fiche && (
                  <>
                    <h2>{fiche.titre}</h2>
                    <p>{fiche.contenu}</p>
                    <p>
                      {fiche.avisFinal} {fiche.libre}
                    </p>
                    <ul>
                      <li>{fiche.confirmer(dateIn(catalogue, lue.fiche.finConfirmations))}</li>
                      <li>{fiche.voeu}</li>
                      <li>{fiche.droits}</li>
                    </ul>
                  </>
                )}
              </>
            )
          }}
        </DansLaLangue>
      )}
    </section>
  )
}
