import { dayInWords, type Day } from '#src/kit/day.ts'
import {
  adresseOf,
  cadreOf,
  Figure,
  FiltreLycee,
  Vues,
  type Cadre,
} from '#src/procedure/entretiens/pages/cadre.tsx'
import { CarteDesSorties, reperesOf } from '#src/procedure/entretiens/pages/dessin-sorties.tsx'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readSorties, type SortieLue } from '#src/procedure/entretiens/reads/charge.ts'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, type Reply, type Requete } from '#src/web/page.ts'

export const sorties = [
  page({
    method: 'GET',
    path: '/planning/sorties',
    droit: 'charge.ecran',
    handler: (requete) => show(requete),
  }),
  page({
    method: 'GET',
    path: '/planification/sorties',
    droit: 'charge.lire_partout',
    handler: (requete) => show(requete),
  }),
]

async function show(requete: Requete): Promise<Reply> {
  const { tx, campagne, query } = requete
  const cadre = await cadreOf(requete)
  const { uai } = cadre
  const scope = { campagneId: campagne.id, ...(uai === undefined ? {} : { uai }) }
  const { semaines } = await readSorties(tx, { ...scope, semaine: undefined })
  const semaine = semaines.find((one) => one === query('semaine'))
  const { lignes } = await readSorties(tx, { ...scope, semaine })
  return html(<Sorties {...{ cadre, lignes, semaines, semaine }} slice={sliceOf(query('page'))} />)
}

interface Props {
  cadre: Cadre
  lignes: readonly SortieLue[]
  semaines: readonly Day[]
  semaine: Day | undefined
  slice: ReturnType<typeof sliceOf>
}

function Sorties(props: Props) {
  const { cadre, lignes, semaines, semaine } = props
  return (
    <Frame title={cadre.nom === undefined ? 'Sorties accompagnées' : `Sorties accompagnées : ${cadre.nom}`}>
      <Vues cadre={cadre} vue="sorties" />
      <FilterForm>
        <FiltreLycee cadre={cadre} all="Tous les lycées" />
        <ChoiceFilter
          name="semaine"
          label="Semaine du"
          value={semaine ?? null}
          choices={semaines.map((day) => ({ value: day, label: dayInWords(day) }))}
          all="Toute la campagne"
        />
      </FilterForm>
      <p>{phraseOf(lignes)}</p>
      {lignes.some((one) => one.minutes !== null) && (
        <Figure
          titre="La carte des sorties"
          legende="Rond : collège ; carré : lycée ; trait plus épais : davantage de sorties, leur nombre est écrit dessus. Le nord est en haut. Les repères sont ceux du tableau ; au plus les soixante trajets les plus fréquents sont tracés."
        >
          <CarteDesSorties lignes={lignes} />
        </Figure>
      )}
      <Tableau {...props} />
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

function Tableau({ cadre, lignes, semaine, slice }: Props) {
  const reperes = reperesOf(lignes)
  const href = (n: number): string =>
    adresse(adresseOf(cadre, 'sorties'), { ...cadre.suite, semaine, page: String(n) })
  return (
    <>
      <div className="passpro-multiligne">
        <Table
          caption="Qui va où"
          rows={lignes.slice(slice.offset, slice.offset + slice.limit)}
          rowKey={(row) => `${row.origine.uai}-${row.lycee.uai}`}
          empty="Aucune sortie."
          columns={[
            {
              title: 'Collège',
              heading: true,
              cell: (row) => `${reperes.get(row.origine.uai) ?? ''} : ${row.origine.nom}`,
            },
            { title: 'Lycée', cell: (row) => `${reperes.get(row.lycee.uai) ?? ''} : ${row.lycee.nom}` },
            { title: 'Sorties', numeric: true, cell: (row) => row.sorties },
            { title: 'Entretiens', numeric: true, cell: (row) => row.entretiens },
            {
              title: 'Aller simple',
              numeric: true,
              cell: (row) => (row.minutes === null ? 'distance inconnue' : dureeInWords(row.minutes)),
            },
          ]}
        />
      </div>
      <Pagination page={slice.page} total={lignes.length} href={href} />
    </>
  )
}

/** 155 to « 2 h 35 ». */
const dureeInWords = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
