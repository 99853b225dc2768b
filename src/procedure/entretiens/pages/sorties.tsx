import { dayInWords } from '#src/kit/day.ts'
import { cadreOf, Figure, filtreLycee, Vues } from '#src/procedure/entretiens/pages/cadre.tsx'
import { CarteDesSorties, reperesOf } from '#src/procedure/entretiens/pages/dessin-sorties.tsx'
import { readSorties, type SortieLue } from '#src/procedure/entretiens/reads/charge.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

const sortiesAt = (path: `/${string}`, droit: 'charge.ecran' | 'charge.lire_partout') =>
  listPages({ path, droit, nom: 'sorties', load, draw: (lue) => <Sorties lue={lue} /> })

export const sorties = [
  ...sortiesAt('/planning/sorties', 'charge.ecran'),
  ...sortiesAt('/planification/sorties', 'charge.lire_partout'),
]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const cadre = await cadreOf(requete)
  const { uai } = cadre
  const scope = { campagneId: campagne.id, ...(uai === undefined ? {} : { uai }) }
  const { semaines } = await readSorties(tx, { ...scope, semaine: undefined })
  const semaine = semaines.find((one) => one === query('semaine'))
  const { lignes } = await readSorties(tx, { ...scope, semaine })
  const list = listed(requete, {
    path: `${cadre.racine}/sorties`,
    kept: cadre.suite,
    filters: [
      {
        name: 'semaine',
        label: 'Semaine du',
        all: 'Toute la campagne',
        choices: semaines.map((day) => ({ value: day, label: dayInWords(day) })),
        cadre: true,
      },
      textFilter('Collège ou lycée', (one: SortieLue) => `${one.origine.nom} ${one.lycee.nom}`),
    ],
    columns: columnsOf(lignes),
    rows: lignes,
    slice,
    uai: uai ?? null,
  })
  return { ...list, cadre, lignes }
}

function columnsOf(lignes: readonly SortieLue[]): ListColumn<SortieLue>[] {
  const reperes = reperesOf(lignes)
  const marked = (of: 'origine' | 'lycee') => (row: SortieLue) =>
    `${reperes.get(row[of].uai) ?? ''} : ${row[of].nom}`
  return [
    {
      title: 'Collège',
      heading: true,
      tri: 'college',
      valeur: marked('origine'),
      ordre: ({ origine }) => origine.nom,
    },
    { title: 'Lycée', tri: 'lycee', valeur: marked('lycee'), ordre: ({ lycee }) => lycee.nom },
    { title: 'Sorties', numeric: true, tri: 'sorties', valeur: (row) => row.sorties },
    { title: 'Entretiens', numeric: true, tri: 'entretiens', valeur: (row) => row.entretiens },
    {
      title: 'Aller simple',
      numeric: true,
      tri: 'trajet',
      valeur: ({ minutes }) => (minutes === null ? 'distance inconnue' : dureeInWords(minutes)),
      ordre: ({ minutes }) => minutes ?? Number.MAX_SAFE_INTEGER,
    },
  ]
}

function Sorties({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { cadre, lignes } = lue
  const filters = [...filtreLycee(cadre, { all: 'Tous les lycées' }), ...lue.filters]
  return (
    <Frame title={cadre.nom === undefined ? 'Sorties accompagnées' : `Sorties accompagnées : ${cadre.nom}`}>
      <Vues cadre={cadre} vue="sorties" />
      <ListFilters list={{ ...lue, filters }} />
      <p>{phraseOf(lignes)}</p>
      {lignes.some((one) => one.minutes !== null) && (
        <Figure
          titre="La carte des sorties"
          legende="Rond : collège ; carré : lycée ; trait plus épais : davantage de sorties, leur nombre est écrit dessus. Le nord est en haut. Les repères sont ceux du tableau ; au plus les soixante trajets les plus fréquents sont tracés."
        >
          <CarteDesSorties lignes={lignes} />
        </Figure>
      )}
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption="Qui va où"
          rowKey={(row) => `${row.origine.uai}-${row.lycee.uai}`}
          empty="Aucune sortie."
        />
      </div>
    </Frame>
  )
}

function phraseOf(lignes: readonly SortieLue[]): string {
  const sum = (of: (one: SortieLue) => number): number => lignes.reduce((total, one) => total + of(one), 0)
  const trips = sum((one) => one.sorties)
  if (trips === 0) return 'Aucun entretien sur place : personne ne se déplace.'
  const mean = (sum((one) => one.entretiens) / trips).toFixed(1).replace('.', ',')
  const unknown = new Set(
    lignes
      .flatMap((one) => [one.origine, one.lycee])
      .flatMap((one) => (one.latitude === null || one.longitude === null ? [one.nom] : [])),
  )
  const missing =
    unknown.size === 0
      ? ''
      : ` Distance inconnue pour ${[...unknown].join(', ')} : ses coordonnées manquent, le trajet est compté comme possible et il n’est pas tracé.`
  return `${trips} ${trips === 1 ? 'sortie accompagnée' : 'sorties accompagnées'} : un collège envoie ses élèves dans un lycée pour une demi-journée, ${mean} entretiens par sortie en moyenne.${missing}`
}

/** 155 to « 2 h 35 ». */
const dureeInWords = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
