import { dateIn, type Langue } from '#src/documents/langues/catalogue.ts'
import type { FicheDeFamille } from '#src/procedure/bonus/reads/famille.ts'
import type { EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import { DansLaLangue, EntretienTraduit, GuideAImprimer, Langues } from '#src/web/components/langue.tsx'

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
            const { fiche } = catalogue
            return (
              <>
                {rendezVous.map(({ rangee, convocation }) => (
                  <EntretienTraduit key={rangee.entretienId} {...{ catalogue, convocation }} />
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
      <GuideAImprimer eleveId={lue.eleveId} langue={langue} />
    </section>
  )
}
