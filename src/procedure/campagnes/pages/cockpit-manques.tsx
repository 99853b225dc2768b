import type { SuiviCampagne } from '#src/procedure/campagnes/model.ts'
import { AVIS_MANQUANTS } from '#src/procedure/campagnes/pages/avis-manquants.tsx'
import { LIBELLE_NON_PLACE } from '#src/procedure/campagnes/texts.ts'
import { Table } from '#src/web/components/table.tsx'
import { addressOf } from '#src/web/query.ts'

/** Schools beyond these are in their list: a cockpit is read at a glance. */
const SHOWN = 15

/** Interviews without a place, and schools that owe avis. */
export function Missing({ suivi }: { suivi: SuiviCampagne }) {
  return (
    <>
      <Table
        caption={`Entretiens non placés : ${suivi.nonPlaces.reduce((sum, one) => sum + one.nombre, 0)}`}
        rows={suivi.nonPlaces}
        rowKey={(one) => one.raison}
        empty="Tous les entretiens attendus sont placés."
        columns={[
          { title: 'Raison', heading: true, cell: (one) => LIBELLE_NON_PLACE[one.raison] ?? one.raison },
          {
            title: 'Élèves',
            numeric: true,
            cell: (one) => <a href="/sans-place">{one.nombre.toLocaleString('fr-FR')}</a>,
          },
          { title: 'Par exemple', cell: (one) => one.exemple },
        ]}
      />
      <MissingAvis
        avis="origine"
        caption="Avis d’origine manquants, par établissement"
        rows={suivi.avisOrigineManquants}
        href={(uai) => addressOf('/eleves', { etablissement: uai, filtre: 'avis_attendus' })}
      />
      <MissingAvis
        avis="referent"
        caption="Avis du référent manquants après l’entretien, par lycée"
        rows={suivi.avisReferentManquants}
        href={(uai) => addressOf('/planification/charge', { lycee: uai })}
      />
    </>
  )
}

function MissingAvis(props: {
  caption: string
  rows: SuiviCampagne['avisOrigineManquants']
  avis: 'origine' | 'referent'
  href: (uai: string) => string
}) {
  const { caption, rows, avis, href } = props
  const rest = rows.length - SHOWN
  return (
    <>
      <Table
        caption={caption}
        rows={rows.slice(0, SHOWN)}
        rowKey={(one) => one.uai}
        empty="Aucun avis ne manque."
        columns={[
          { title: 'Établissement', heading: true, cell: (one) => <a href={href(one.uai)}>{one.nom}</a> },
          { title: 'UAI', cell: (one) => one.uai },
          {
            title: 'Inscriptions sans avis',
            numeric: true,
            cell: (one) => one.nombre.toLocaleString('fr-FR'),
          },
        ]}
      />
      {rows.length > 0 && (
        <p>
          <a className="fr-link" href={addressOf(AVIS_MANQUANTS, { avis })}>
            {rest > 0 ? `Et ${rest} autres : toute la liste` : 'Chercher, trier, télécharger cette liste'}
          </a>
        </p>
      )}
    </>
  )
}
