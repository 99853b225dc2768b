import type { Reglement, Sens } from '#src/procedure/campagnes/model.ts'
import { libelleSens } from '#src/procedure/campagnes/model.ts'
import {
  LIBELLE_AVIS_ORIGINE,
  LIBELLE_CONFIRMATION,
  LIBELLE_VISIBILITE,
} from '#src/procedure/campagnes/texts.ts'
import { Facts } from '#src/web/components/facts.tsx'
import { Table } from '#src/web/components/table.tsx'

const best = (niveaux: readonly Sens[]): Sens[] => [...niveaux].reverse()

/** The crossing as a table: both scales from the best level down. */
export function CrossingTable({ reglement }: { reglement: Reglement }) {
  const { echelles, croisement } = reglement
  return (
    <Table
      croisement
      caption="Croisement : avis final, selon l’avis d’origine (lignes) et l’avis du lycée référent (colonnes)"
      rows={best(echelles.origine)}
      rowKey={(origine) => origine}
      columns={[
        { title: 'Origine ↓ · référent →', heading: true, cell: (origine) => libelleSens(origine) },
        ...best(echelles.referent).map((referent) => ({
          title: libelleSens(referent),
          cell: (origine: Sens) => libelleSens(croisement[origine]?.[referent] ?? ''),
        })),
      ]}
    />
  )
}

export function PointsTable({ reglement: { echelles, points } }: { reglement: Reglement }) {
  return (
    <div className="passpro-etroit">
      <Table
        caption="Points de chaque avis final"
        rows={best(echelles.final)}
        rowKey={(final) => final}
        columns={[
          { title: 'Avis final', heading: true, cell: (final) => libelleSens(final) },
          { title: 'Points', numeric: true, cell: (final) => points[final] ?? 0 },
        ]}
      />
    </div>
  )
}

/** Everything a reglement says. */
export function ReglementView({ reglement }: { reglement: Reglement }) {
  return (
    <>
      <CrossingTable reglement={reglement} />
      <PointsTable reglement={reglement} />
      <Facts
        facts={[
          ['Avis d’origine', LIBELLE_AVIS_ORIGINE[reglement.avisOrigine]],
          [
            'Date de l’avis d’origine',
            reglement.avisOrigineAvantEntretien
              ? 'avant l’entretien, qui le fige'
              : 'avant ou après l’entretien',
          ],
          ['Confirmation', LIBELLE_CONFIRMATION[reglement.confirmationResponsables]],
          [
            'Ce que l’intervenant voit de l’avis d’origine',
            LIBELLE_VISIBILITE[reglement.visibiliteAvisOrigine],
          ],
        ]}
      />
    </>
  )
}
