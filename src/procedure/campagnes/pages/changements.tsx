import {
  GENRES_CHANGEMENT,
  readChangements,
  type Changement,
  type GenreChangement,
} from '#src/procedure/campagnes/reads/reprise.ts'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { exportPage, type ListColumn } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/campagne/changements'

const DIT: Record<GenreChangement, string> = {
  formation: 'Formation (MEF)',
  offre: 'Offre Affelnet',
  referent: 'Lycée référent',
  secteur: 'Secteur',
  capacite: 'Capacité',
}
const OU: Record<GenreChangement, string> = {
  formation: '/imports',
  offre: '/imports',
  capacite: '/imports',
  referent: '/referents',
  secteur: '/referents',
}

const genreOf = ({ query }: Requete): GenreChangement | null => oneOf(query('genre'), GENRES_CHANGEMENT)

export const changements = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'campagne.suivre',
    handler: async (requete) => {
      const { tx, campagne, query } = requete
      const genre = genreOf(requete)
      const found = await readChangements(tx, { campagneId: campagne.id, genre })
      return html(<Changements {...found} genre={genre} page={sliceOf(query('page'))} />)
    },
  }),
  exportPage({
    path: PATH,
    droit: 'campagne.suivre',
    nom: 'changements',
    lignes: async (requete) => {
      const asked = { campagneId: requete.campagne.id, genre: genreOf(requete) }
      return { rows: (await readChangements(requete.tx, asked)).changements, columns: COLUMNS }
    },
  }),
]

const natureOf = ({ avant, apres }: Changement): string =>
  avant === null ? 'Nouveau' : apres === null ? 'Disparu' : 'Changé'

const COLUMNS: readonly ListColumn<Changement>[] = [
  { title: 'Quoi', heading: true, cell: (one) => one.quoi, valeur: (one) => one.quoi },
  { title: 'Genre', cell: (one) => DIT[one.genre], valeur: (one) => DIT[one.genre] },
  { title: 'Nature', cell: natureOf, valeur: natureOf },
  { title: 'Avant', cell: (one) => one.avant ?? '–', valeur: (one) => one.avant },
  { title: 'Maintenant', cell: (one) => one.apres ?? '–', valeur: (one) => one.apres },
  { title: 'Décider', cell: (one) => <a href={OU[one.genre]}>Corriger</a> },
]

function Changements(
  props: Awaited<ReturnType<typeof readChangements>> & {
    genre: GenreChangement | null
    page: ReturnType<typeof sliceOf>
  },
) {
  const { precedente, changements: all, genre } = props
  const { page: number, limit, offset } = props.page
  return (
    <Frame title="Ce qui a changé depuis l’an dernier">
      <p>
        <a className="fr-link" href="/campagne">
          Retour à la campagne
        </a>
      </p>
      {precedente ? (
        <p>
          Par rapport à la campagne {precedente.dispositif} {precedente.annee}. Ce qui a disparu n’est pas
          repris tant que vous ne l’ajoutez pas ; ce qui est nouveau compte dès l’ouverture.
        </p>
      ) : (
        <p>L’académie n’a pas de campagne plus ancienne de ce dispositif : il n’y a rien à comparer.</p>
      )}
      <FilterForm>
        <ChoiceFilter
          name="genre"
          label="Genre"
          all="Tous"
          value={genre}
          choices={GENRES_CHANGEMENT.map((value) => ({ value, label: DIT[value] }))}
        />
      </FilterForm>
      <ListTable
        path={PATH}
        caption={`Changements : ${all.length.toLocaleString('fr-FR')}`}
        columns={COLUMNS}
        rows={all.slice(offset, offset + limit)}
        rowKey={(one) => `${one.genre}/${one.quoi}/${one.avant ?? ''}`}
        empty="Rien n’a changé."
        choices={{ genre }}
        tri={null}
      />
      <Pagination page={number} total={all.length} href={(n) => addressOf(PATH, { genre, page: n })} />
    </Frame>
  )
}
