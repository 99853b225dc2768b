import { adresse, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { fr } from '#src/web/fr.ts'

/** What the planner of a lycée does: place everybody, and see who has no place and why. */
export function Placement({ sansPlace, lycee }: { sansPlace: number; lycee: LyceeCourant }) {
  return (
    <div className="passpro-hors-papier">
      <h2>Placer les élèves qui attendent</h2>
      <p>
        Les élèves sont placés dès leur inscription. Vous pouvez essayer de nouveau pour ceux qui n’ont pas
        encore de place, par exemple après avoir ajouté une disponibilité. Ce qui est déjà placé ne bouge pas,
        et rien n’est convoqué avant que vous ne le décidiez (page « Convocations »).
      </p>
      <div className={fr('fr-mb-4w')}>
        <ActionButton action={adresse('/entretiens/placer', lycee.suite)} kind="primary">
          Placer maintenant
        </ActionButton>
      </div>
      <p>
        {sansPlace === 0 ? (
          'Tous les élèves que votre lycée peut recevoir ont une place.'
        ) : (
          <a className={fr('fr-link')} href={adresse('/sans-place', lycee.suite)}>
            {sansPlace === 1
              ? 'Un entretien attendu est encore sans place : voir pourquoi'
              : `${sansPlace} entretiens attendus sont encore sans place : voir pourquoi`}
          </a>
        )}
      </p>
    </div>
  )
}
