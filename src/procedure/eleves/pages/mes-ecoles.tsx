import { counted } from '#src/kit/counted.ts'
import { mayEver } from '#src/procedure/comptes/api.ts'
import type { Filtre } from '#src/procedure/eleves/model.ts'
import { readEcolesDEleves, type EcoleDEleves } from '#src/procedure/eleves/reads/college.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import type { Apercu, Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/eleves/etablissements'

/** The schools of the pupils that one follows, each with its numbers. */
export const mesEcoles = listPages({
  path: PATH,
  droit: 'eleves.lire',
  nom: 'etablissements',
  load,
  draw: (lue) => <MesEcoles lue={lue} />,
  apercu,
})

async function load(requete: Requete, slice: Slice): Promise<Listed<EcoleDEleves>> {
  const { tx, campagne } = requete
  return listed(requete, {
    path: PATH,
    filters: [
      textFilter('Établissement ou ville', ({ nom, commune }: EcoleDEleves) => `${nom} ${commune ?? ''}`),
    ],
    columns: COLUMNS,
    rows: await readEcolesDEleves(tx, campagne.id),
    slice,
  })
}

const elevesOf = (uai: string | null, filtre: Filtre | null): string =>
  addressOf('/eleves', { filtre, etablissement: uai })

/** A number leads to the pupils that it counts. */
const numberOf = (
  title: string,
  cle: 'eleves' | 'inscrits' | 'avisAttendus' | 'nonPlaces',
  filtre: Filtre | null,
): ListColumn<EcoleDEleves> => ({
  title,
  numeric: true,
  tri: cle,
  cell: (one) => (one[cle] === 0 ? 0 : <a href={elevesOf(one.uai, filtre)}>{one[cle]}</a>),
  valeur: (one) => one[cle],
})

const COLUMNS: readonly ListColumn<EcoleDEleves>[] = [
  {
    title: 'Établissement',
    heading: true,
    tri: 'nom',
    cell: ({ uai, nom }) => <a href={elevesOf(uai, null)}>{nom}</a>,
    valeur: ({ nom }) => nom,
  },
  { title: 'UAI', fichierSeul: true, valeur: ({ uai }) => uai },
  { title: 'Ville', tri: 'ville', valeur: ({ commune }) => commune },
  numberOf('Élèves', 'eleves', null),
  numberOf('Inscrits', 'inscrits', 'inscrits'),
  numberOf('Avis d’origine attendu', 'avisAttendus', 'avis_attendus'),
  numberOf('Sans place d’entretien', 'nonPlaces', 'non_places'),
  {
    title: 'Entretiens cette semaine',
    numeric: true,
    tri: 'entretiens',
    valeur: ({ entretiens }) => entretiens,
  },
]

function MesEcoles({ lue }: { lue: Listed<EcoleDEleves> }) {
  return (
    <Frame title="Établissements suivis">
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={counted(lue.total, 'établissement')}
        rowKey={({ uai }) => uai}
        empty="Aucun élève n’est encore importé."
      />
    </Frame>
  )
}

/** For who follows pupils and has nothing to do for them: his schools in numbers, each number with its pupils. */
async function apercu({ tx, campagne }: Requete): Promise<Apercu[]> {
  if (mayEver(tx.acteur, 'famille.informer')) return []
  const rows = await readEcolesDEleves(tx, campagne.id)
  const sum = (of: (one: EcoleDEleves) => number): number => rows.reduce((total, one) => total + of(one), 0)
  const eleves = sum((one) => one.eleves)
  if (eleves === 0) return [{ texte: 'Aucun élève n’est encore importé' }]
  const attendus = sum((one) => one.avisAttendus)
  const sansPlace = sum((one) => one.nonPlaces)
  const where = rows.length === 1 ? (rows[0]?.nom ?? '') : `${rows.length} établissements`
  return [
    { texte: `${counted(eleves, 'élève suivi', 'élèves suivis')} : ${where}` },
    {
      texte: `${counted(
        sum((one) => one.inscrits),
        'élève inscrit',
        'élèves inscrits',
      )} à une formation au moins`,
      href: elevesOf(null, 'inscrits'),
    },
    ...(attendus === 0
      ? []
      : [
          {
            texte: `Avis d’origine attendu pour ${counted(attendus, 'élève')}`,
            href: elevesOf(null, 'avis_attendus'),
          },
        ]),
    ...(sansPlace === 0
      ? []
      : [
          {
            texte: `${counted(sansPlace, 'élève')} sans place d’entretien`,
            href: elevesOf(null, 'non_places'),
          },
        ]),
    {
      texte: `${counted(
        sum((one) => one.entretiens),
        'entretien',
      )} cette semaine, par établissement`,
      href: `${PATH}?tri=-entretiens`,
    },
  ]
}
