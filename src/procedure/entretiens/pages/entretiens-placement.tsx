import { adresse, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import type { readNonPlaces } from '#src/procedure/entretiens/reads/lycee.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Table } from '#src/web/components/table.tsx'
import { fr } from '#src/web/fr.ts'

export type NonPlaces = Awaited<ReturnType<typeof readNonPlaces>>

/** What the planner of a lycée does: place everybody, and see who has no place and why. */
export function Placement({ nonPlaces, lycee }: { nonPlaces: NonPlaces; lycee: LyceeCourant }) {
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
      <div className="passpro-multiligne">
        <Table
          caption="Élèves sans place dans vos domaines"
          columns={[
            { title: 'Élève', heading: true, cell: (row) => `${row.nom} ${row.prenom}` },
            { title: 'Classe', cell: (row) => row.classe ?? '' },
            { title: 'Domaine', cell: (row) => row.domaineLibelle },
            { title: 'Pourquoi', cell: (row) => row.explication },
          ]}
          rows={nonPlaces}
          rowKey={(row) => `${row.eleveId}-${row.domaine}`}
          empty="Tous les élèves de vos domaines ont une place."
        />
      </div>
    </div>
  )
}
