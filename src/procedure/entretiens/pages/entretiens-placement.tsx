import type { readNonPlaces } from '#src/procedure/entretiens/reads/lycee.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Table } from '#src/web/components/table.tsx'
import { fr } from '#src/web/fr.ts'

export type NonPlaces = Awaited<ReturnType<typeof readNonPlaces>>

/** What the planner of a lycée does: place everybody, and see who has no place and why. */
export function Placement({ nonPlaces }: { nonPlaces: NonPlaces }) {
  return (
    <div className="passpro-hors-papier">
      <h2>Placer et convoquer</h2>
      <p>
        Chaque élève inscrit qui n’a pas encore d’entretien reçoit la première place qui convient, à partir de
        maintenant, et sa convocation est émise. Ce qui est déjà placé ne bouge pas. Le placement se fait pour
        toute la campagne, tous lycées ensemble.
      </p>
      <div className={fr('fr-mb-4w')}>
        <ActionButton action="/entretiens/placer" kind="primary">
          Placer et convoquer
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
