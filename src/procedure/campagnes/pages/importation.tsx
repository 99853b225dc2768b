import { csvTexte } from '#src/exchange/csv-out.ts'
import type { Anomalie } from '#src/exchange/model.ts'
import type { EcartVoeu, EtatImport, Importation } from '#src/procedure/campagnes/model.ts'
import { readEcarts, readImport } from '#src/procedure/campagnes/reads/importations.ts'
import {
  Ecarts,
  ecartsDeLImport,
  ECARTS_MONTRES,
} from '#src/procedure/campagnes/pages/importation-ecarts.tsx'
import { LIBELLE_ETAT_IMPORT, LIBELLE_GENRE } from '#src/procedure/campagnes/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Suivi } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { file, html, Introuvable, page } from '#src/web/page.ts'

/** The page of one import, and its report as a file. */
export const importation = [
  page({
    method: 'GET',
    path: '/imports/:id',
    droit: 'imports.lire',
    handler: async ({ tx, id, query }) => {
      const { page: number, ...slice } = sliceOf(query('page'))
      const read = await readImport(tx, { id: id('id'), ...slice })
      if (!read) throw new Introuvable()
      const ecarts = (await readEcarts(tx, { id: id('id'), limit: ECARTS_MONTRES })) ?? []
      return html(<Suite {...read} ecarts={ecarts} page={number} />)
    },
  }),
  ...ecartsDeLImport,
  page({
    method: 'GET',
    path: '/imports/:id/rapport.csv',
    droit: 'imports.lire',
    handler: async ({ tx, id }) => {
      const read = await readImport(tx, { id: id('id'), limit: null, offset: 0 })
      if (!read) throw new Introuvable()
      const name = `rapport-import-${read.importation.id}.csv`
      return file(Buffer.from(`\ufeff${csvOf(read.anomalies)}`), { name, type: 'text/csv; charset=utf-8' })
    },
  }),
]

const csvOf = (anomalies: readonly Anomalie[]): string =>
  csvTexte(
    {
      entete: ['fichier', 'ligne', 'colonne', 'valeur', 'gravite', 'message'],
      lignes: anomalies.map((one) => [
        one.fichier,
        one.ligne,
        one.colonne,
        one.valeur,
        one.gravite,
        one.message,
      ]),
    },
    { formules: 'neutralisees' },
  )

const KIND: Record<EtatImport, 'info' | 'success' | 'error' | undefined> = {
  en_attente: undefined,
  en_cours: 'info',
  finie: 'success',
  refusee: 'error',
}

export function etatBadge({ etat, aBlanc, genre }: Importation) {
  const kind = KIND[etat]
  return (
    <>
      <Badge {...(kind ? { kind } : {})}>{LIBELLE_ETAT_IMPORT[etat]}</Badge>
      {aBlanc && (genre === 'voeux' ? ' aperçu' : ' à blanc')}
    </>
  )
}

const isUnderWay = ({ etat }: Importation): boolean => etat === 'en_attente' || etat === 'en_cours'

function Suite(props: {
  importation: Importation
  anomalies: readonly Anomalie[]
  ecarts: readonly EcartVoeu[]
  page: number
}) {
  const { importation: one, anomalies, ecarts, page: number } = props
  const underWay = isUnderWay(one)
  return (
    <Frame title={`Import n° ${one.id}`} suivi={underWay}>
      <Facts
        facts={[
          ['Contenu', LIBELLE_GENRE[one.genre]],
          ['Fichier', one.fichier],
          ['Établissement', one.uai],
          ['Demandé par', one.auteur],
          [
            'Mode',
            one.aBlanc &&
              (one.genre === 'voeux'
                ? 'Aperçu : rien n’est encore changé'
                : 'Essai à blanc : rien n’est gardé'),
          ],
        ]}
      />
      {underWay ? <UnderWay importation={one} /> : <Ended importation={one} />}
      {!underWay && one.genre === 'voeux' && <Ecarts importation={one} ecarts={ecarts} />}
      {!underWay && <Report importation={one} anomalies={anomalies} page={number} />}
      <p>
        <a className="fr-link" href="/imports">
          Tous les imports
        </a>
      </p>
    </Frame>
  )
}

function UnderWay({ importation: one }: { importation: Importation }) {
  return (
    <Suivi>
      <p>{etatBadge(one)}</p>
      <p>{stepOf(one)}</p>
      <progress
        aria-label="Avancement de l’import"
        value={one.etat === 'en_attente' ? 0 : one.lignes === null ? 1 : 2}
        max={3}
      />
      {one.panne !== null && <Alert kind="warning">{one.panne}</Alert>}
      <p className="fr-hint-text">
        Cette page se met à jour toute seule. Vous pouvez la quitter : l’import continue, et son rapport vous
        attendra ici.
      </p>
    </Suivi>
  )
}

function stepOf({ etat, lignes }: Importation): string {
  if (etat === 'en_attente') return 'Étape 1 sur 3 : le fichier est reçu, sa lecture va commencer.'
  if (lignes === null) return 'Étape 2 sur 3 : lecture et contrôle du fichier.'
  return `Étape 3 sur 3 : ${lignes.toLocaleString('fr-FR')} lignes lues, enregistrement.`
}

function Ended({ importation: one }: { importation: Importation }) {
  if (one.etat === 'refusee')
    return (
      <Alert kind="error" title="Fichier refusé">
        Rien n’est changé. La raison est dans le rapport ci-dessous.
      </Alert>
    )
  const { refuses = 0, avertissements = 0, crees, modifies, supprimes, inchanges } = one.compteurs
  const counters: [string, number | undefined][] = [
    [one.aBlanc ? 'Seraient créées' : 'Créées', crees],
    [one.aBlanc ? 'Seraient modifiées' : 'Modifiées', modifies],
    [one.aBlanc ? 'Seraient supprimées' : 'Supprimées', supprimes],
    ['Sans changement', inchanges],
    ['Refusées', refuses],
    ['Avertissements', avertissements],
  ]
  return (
    <>
      {one.aBlanc ? (
        <Alert kind="info">
          {one.genre === 'voeux'
            ? 'Aperçu terminé : rien n’est encore changé. Relisez ce qui change, puis appliquez-le en bas de la liste.'
            : 'Essai à blanc terminé : rien n’est gardé.'}
        </Alert>
      ) : (
        <Alert kind={refuses > 0 ? 'warning' : 'success'}>
          {refuses > 0
            ? 'Import terminé : les lignes refusées ne sont pas gardées, les autres le sont.'
            : 'Import terminé : toutes les lignes sont gardées.'}
        </Alert>
      )}
      <div className="passpro-etroit">
        <Table
          caption={one.aBlanc ? 'Ce que l’import ferait, en lignes' : 'Ce que l’import a fait, en lignes'}
          rows={counters.filter(([, n]) => n !== undefined)}
          rowKey={([name]) => name}
          columns={[
            { title: 'Lignes', heading: true, cell: ([name]) => name },
            { title: 'Nombre', numeric: true, cell: ([, n]) => (n ?? 0).toLocaleString('fr-FR') },
          ]}
        />
      </div>
    </>
  )
}

function Report(props: { importation: Importation; anomalies: readonly Anomalie[]; page: number }) {
  const { importation: one, anomalies, page: number } = props
  if (one.anomalies === 0) return <p>Le rapport est vide : rien à signaler.</p>
  return (
    <>
      <h2>Rapport</h2>
      <p>
        <a className="fr-link" href={`/imports/${one.id}/rapport.csv`}>
          Télécharger le rapport (CSV)
        </a>
      </p>
      <Table
        cards
        caption={`Remarques (${one.anomalies.toLocaleString('fr-FR')}), dans l’ordre du fichier`}
        rows={anomalies.map((anomalie, rang) => ({ ...anomalie, rang }))}
        rowKey={(row) => row.rang}
        columns={[
          { title: 'Gravité', cell: (row) => <Severity anomalie={row} /> },
          { title: 'Fichier', cell: (row) => row.fichier },
          { title: 'Ligne', numeric: true, cell: (row) => row.ligne || 'tout' },
          { title: 'Colonne', cell: (row) => row.colonne },
          { title: 'Valeur', cell: (row) => row.valeur },
          { title: 'Remarque', cell: (row) => row.message },
        ]}
      />
      <Pagination page={number} total={one.anomalies} href={(n) => `/imports/${one.id}?page=${n}`} />
    </>
  )
}

const Severity = ({ anomalie }: { anomalie: Anomalie }) =>
  anomalie.gravite === 'bloquant' ? (
    <Badge kind="error">Refusé</Badge>
  ) : (
    <Badge kind="warning">Avertissement</Badge>
  )
