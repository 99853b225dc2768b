import { readBilan } from '#src/procedure/bilan/reads.ts'
import { LIBELLE_ETAT, LIBELLE_RAPPROCHEMENT } from '#src/procedure/bonus/api.ts'
import { libelleSens, loadCampagne, type Sens } from '#src/procedure/campagnes/api.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, type Requete } from '#src/web/page.ts'

export const bilan = [
  page({
    method: 'GET',
    path: '/bilan',
    droit: 'bilan.lire',
    menu: { libelle: 'Bilan', ordre: 95 },
    handler: async (requete) => html(await draw(requete)),
  }),
]

const PRESENCES: Readonly<Record<string, string>> = {
  present: 'Présent',
  absent: 'Absent',
  excuse: 'Excusé',
  annule_par_lycee: 'Annulé par le lycée',
}

interface Part {
  name: string
  count: number
}

async function draw({ tx, campagne: { id } }: Requete) {
  const bilan = await readBilan(tx, id)
  const { academieNom, reglement } = await loadCampagne(tx.trx, id)
  const { echelles } = reglement
  const levels = (scale: readonly Sens[], counts: Readonly<Record<string, number>>): Part[] =>
    [...scale].reverse().map((sens) => ({ name: libelleSens(sens), count: counts[sens] ?? 0 }))
  const named = (
    labels: Readonly<Record<string, string>>,
    counts: Readonly<Record<string, number>>,
  ): Part[] => Object.entries(labels).map(([key, name]) => ({ name, count: counts[key] ?? 0 }))
  return (
    <Frame title="Bilan de la campagne">
      <div className="passpro-etroit">
        <Table
          caption="Dénombrements"
          rows={
            [
              ['Élèves importés', bilan.eleves],
              ['Élèves inscrits', bilan.elevesInscrits],
              ['Inscriptions', bilan.inscriptions],
              ['Entretiens placés', bilan.entretiensPlaces],
              ['Entretiens non placés', bilan.entretiensNonPlaces],
              [
                'Longueur moyenne d’un commentaire d’origine, en caractères',
                bilan.longueurMoyenneCommentaireOrigine,
              ],
              ['Longueur moyenne d’un compte rendu, en caractères', bilan.longueurMoyenneCompteRendu],
            ] as const
          }
          rowKey={([name]) => name}
          columns={[
            { title: 'Indicateur', heading: true, cell: ([name]) => name },
            { title: 'Valeur', numeric: true, cell: ([, value]) => value.toLocaleString('fr-FR') },
          ]}
        />
      </div>
      <Distribution title="Présence aux entretiens" parts={named(PRESENCES, bilan.presences)} />
      <Distribution
        title="Avis d’origine"
        note="Quand presque tous sont au même niveau, ces avis ne distinguent plus les situations."
        parts={levels(echelles.origine, bilan.avisOrigine)}
      />
      <Distribution
        title="Avis des lycées référents"
        parts={levels(echelles.referent, bilan.avisReferents)}
      />
      <Distribution title="Avis finals" parts={levels(echelles.final, bilan.avisFinaux)} />
      <Distribution title="Inscriptions, par état de l’avis final" parts={named(LIBELLE_ETAT, bilan.etats)} />
      <Distribution
        title="Inscriptions, par état du rapprochement"
        parts={named(LIBELLE_RAPPROCHEMENT, bilan.rapprochement)}
      />
      <LegalMention sentences={mentionLegale({ academie: academieNom, etablissement: null })} />
    </Frame>
  )
}

/** A distribution as a table that says everything, with a bar that only helps the eye. */
function Distribution({ title, note, parts }: { title: string; note?: string; parts: readonly Part[] }) {
  const total = parts.reduce((sum, one) => sum + one.count, 0)
  return (
    <>
      <Table
        caption={`${title} (${total.toLocaleString('fr-FR')})`}
        rows={parts}
        rowKey={(one) => one.name}
        columns={[
          { title: 'Valeur', heading: true, cell: (one) => one.name },
          { title: 'Nombre', numeric: true, cell: (one) => one.count.toLocaleString('fr-FR') },
          { title: 'Part', numeric: true, cell: (one) => shareOf(one.count, total) },
          { title: 'Barre', cell: (one) => <Bar share={total === 0 ? 0 : one.count / total} /> },
        ]}
      />
      {note !== undefined && <p className="fr-hint-text">{note}</p>}
    </>
  )
}

const shareOf = (count: number, total: number): string =>
  total === 0 ? '–' : `${Math.round((count / total) * 100)} %`

const Bar = ({ share }: { share: number }) => (
  <svg
    className="passpro-barre"
    viewBox="0 0 100 8"
    width="160"
    height="13"
    aria-hidden="true"
    focusable="false"
  >
    <rect x="0" y="0" width="100" height="8" className="passpro-barre-fond" />
    <rect x="0" y="0" width={Math.round(share * 1000) / 10} height="8" className="passpro-barre-part" />
  </svg>
)
