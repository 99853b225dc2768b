import type { Anomalie } from '#src/exchange/model.ts'
import type { EtatImport, Importation } from '#src/procedure/campagnes/model.ts'
import { readRapport, TRIS_RAPPORT } from '#src/procedure/campagnes/reads/importations.ts'
import { ecartsDeLImport, LienDesEcarts } from '#src/procedure/campagnes/pages/importation-ecarts.tsx'
import { LIBELLE_ETAT_IMPORT, LIBELLE_GENRE } from '#src/procedure/campagnes/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { Suivi } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, triOf, type ListColumn } from '#src/web/lists.ts'
import { Introuvable, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

/** The page of one import: its report is a list. */
export const importation = [
  ...listPages({
    path: '/imports/:id',
    droit: 'imports.lire',
    nom: 'rapport-import',
    load,
    draw: (lue) => <Suite lue={lue} />,
  }),
  ...ecartsDeLImport,
]

const GRAVITES = ['bloquant', 'avertissement'] as const
const LIBELLE_GRAVITE: Record<Anomalie['gravite'], string> = {
  bloquant: 'Refusé',
  avertissement: 'Avertissement',
}

async function load({ tx, id, query }: Requete, slice: Slice) {
  const choices = { cherche: query('cherche') ?? '', gravite: oneOf(query('gravite'), GRAVITES) }
  const tri = triOf(query('tri'), TRIS_RAPPORT)
  const search = { id: id('id'), cherche: choices.cherche, genre: choices.gravite, tri, ...slice }
  const read = await readRapport(tx, search)
  if (!read) throw new Introuvable()
  const { importation: one, anomalies, total } = read
  return {
    path: `/imports/${one.id}`,
    filters: [
      { name: 'cherche', label: 'Ligne, colonne, valeur ou remarque' },
      { name: 'gravite', label: 'Gravité', choices: choicesIn(GRAVITES, LIBELLE_GRAVITE) },
    ],
    choices,
    columns: COLUMNS,
    tri,
    slice,
    // Two remarks may say the same of the same line.
    rows: anomalies.map((anomalie, rang) => ({ ...anomalie, rang })),
    total,
    uai: one.uai,
    importation: one,
  } as const
}
type Lue = Awaited<ReturnType<typeof load>>

const COLUMNS: readonly ListColumn<Anomalie & { rang: number }>[] = [
  { title: 'Ligne', heading: true, tri: 'ligne', valeur: (row) => row.ligne || 'tout' },
  {
    title: 'Gravité',
    tri: 'gravite',
    valeur: (row) => LIBELLE_GRAVITE[row.gravite],
    cell: ({ gravite }) => (
      <Badge kind={gravite === 'bloquant' ? 'error' : 'warning'}>{LIBELLE_GRAVITE[gravite]}</Badge>
    ),
  },
  { title: 'Colonne', tri: 'colonne', valeur: (row) => row.colonne },
  { title: 'Valeur', valeur: (row) => row.valeur },
  { title: 'Remarque', tri: 'remarque', valeur: (row) => row.message },
  { title: 'Fichier', valeur: (row) => row.fichier },
]

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

function Suite({ lue }: { lue: Lue }) {
  const { importation: one } = lue
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
      {one.etat === 'finie' && one.genre === 'voeux' && <LienDesEcarts importation={one} />}
      {!underWay && <Report lue={lue} />}
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
            ? 'Aperçu terminé : rien n’est encore changé. Relisez ce qui changerait, puis appliquez-le.'
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

function Report({ lue }: { lue: Lue }) {
  const { anomalies } = lue.importation
  if (anomalies === 0) return <p>Le rapport est vide : rien à signaler.</p>
  return (
    <>
      <h2>Rapport</h2>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption={`Remarques (${anomalies.toLocaleString('fr-FR')}), dans l’ordre du fichier`}
          rowKey={(row) => row.rang}
          empty="Rien à signaler."
        />
      </div>
    </>
  )
}
