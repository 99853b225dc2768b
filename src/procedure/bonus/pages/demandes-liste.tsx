import { counted } from '#src/kit/counted.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import type { ContestationRecue, ReexamenRecu } from '#src/procedure/bonus/model/demandes.ts'
import { readContestations, readReexamensRecus } from '#src/procedure/bonus/reads/demandes.ts'
import { ChoiceFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { holds, sortedBy, triDit, triOf, trisOf, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

export const DEMANDES = '/demandes-des-familles'

const GENRES = ['reexamen', 'contestation'] as const
const LIBELLE_GENRE = { reexamen: 'Réexamen', contestation: 'Saisie sur papier contestée' } as const

type Demande = (ReexamenRecu & { genre: 'reexamen' }) | (ContestationRecue & { genre: 'contestation' })

const FILTRES = ['a_repondre'] as const
const awaits = (one: Demande): boolean => one.genre === 'reexamen' && one.reponduLe === null

/** What families of the reader's schools ask that the address asks for, in its order, all pages together. */
export async function loadDemandes({ tx, campagne, query }: Requete) {
  const all: Demande[] = [
    ...(await readReexamensRecus(tx, campagne.id)).map((one) => ({ ...one, genre: 'reexamen' as const })),
    ...(await readContestations(tx, campagne.id)).map((one) => ({ ...one, genre: 'contestation' as const })),
  ]
  const columns = columnsFor(tx.zone)
  const choices = {
    nom: query('nom') ?? '',
    genre: oneOf(query('genre'), GENRES),
    filtre: oneOf(query('filtre'), FILTRES),
  }
  const tri = triOf(query('tri'), trisOf(columns))
  const kept = all.filter(
    (one) =>
      holds(`${one.eleve} ${one.college}`, choices.nom) &&
      (choices.genre === null || one.genre === choices.genre) &&
      (choices.filtre === null || awaits(one)),
  )
  return { total: all.length, columns, choices, tri, rows: sortedBy(kept, { tri, columns }) }
}

export async function drawDemandes(requete: Requete) {
  const { total, columns, choices, tri, rows } = await loadDemandes(requete)
  const { page: number, limit, offset } = sliceOf(requete.query('page'))
  return (
    <Frame title="Demandes des familles">
      <p>
        Une personne de l’académie répond à chaque demande de réexamen. Ce qui doit changer se fait ensuite
        par les actes prévus, à deux personnes.
      </p>
      {total > 0 && <Filters {...choices} />}
      <ListTable
        path={DEMANDES}
        caption={counted(rows.length, 'demande')}
        columns={columns}
        rows={rows.slice(offset, offset + limit)}
        rowKey={(one) => (one.genre === 'reexamen' ? one.id : `saisie-${one.confirmationId}`)}
        empty={
          total === 0
            ? 'Aucune famille n’a demandé de réexamen ni contesté de saisie sur papier.'
            : 'Aucune demande ne répond à cette recherche.'
        }
        choices={choices}
        tri={tri}
      />
      <Pagination
        page={number}
        total={rows.length}
        href={(n) => addressOf(DEMANDES, { ...choices, tri: triDit(tri), page: n })}
      />
    </Frame>
  )
}

const Filters = (props: { nom: string; genre: string | null; filtre: string | null }) => (
  <FilterForm>
    <NameFilter value={props.nom} label="Élève ou collège" />
    <ChoiceFilter
      name="genre"
      label="Demande"
      all="Toutes"
      value={props.genre}
      choices={GENRES.map((value) => ({ value, label: LIBELLE_GENRE[value] }))}
    />
    <ChoiceFilter
      name="filtre"
      label="Réponse"
      all="Toutes"
      value={props.filtre}
      choices={[{ value: 'a_repondre', label: 'À donner' }]}
    />
  </FilterForm>
)

const DEBUT = 120
/** A contested paper has no page of its own: all that is said of it is here. */
const whyShown = (one: Demande): string =>
  one.genre === 'contestation' || one.motif.length <= DEBUT ? one.motif : `${one.motif.slice(0, DEBUT)}…`

const genreDit = (one: Demande): string =>
  one.genre === 'reexamen'
    ? LIBELLE_GENRE.reexamen
    : `${LIBELLE_GENRE.contestation} : « ${one.decision} », par ${one.saisiPar}`

function columnsFor(zone: string): ListColumn<Demande>[] {
  const day = (instant: Date): string => dayInWords(dayOf(instant, zone))
  const asked = ({ le }: Demande): string => day(le)
  const answer = (one: Demande): string => {
    if (one.genre === 'contestation') return '–'
    return one.reponduLe === null ? 'À donner' : `${day(one.reponduLe)}, par ${one.reponduPar}`
  }
  return [
    {
      title: 'Élève',
      heading: true,
      tri: 'eleve',
      cell: (one) =>
        one.genre === 'reexamen' ? <a href={`${DEMANDES}/${one.id}`}>{one.eleve}</a> : one.eleve,
      valeur: (one) => one.eleve,
    },
    { title: 'Collège', tri: 'college', cell: ({ college }) => college, valeur: ({ college }) => college },
    {
      title: 'Formation',
      tri: 'formation',
      cell: ({ libelle }) => libelle,
      valeur: ({ libelle }) => libelle,
    },
    { title: 'Demande', tri: 'genre', cell: genreDit, valeur: genreDit },
    { title: 'Le', tri: 'le', cell: asked, valeur: asked, ordre: ({ le }) => le.toISOString() },
    { title: 'Par', tri: 'auteur', cell: ({ auteur }) => auteur, valeur: ({ auteur }) => auteur },
    { title: 'Pourquoi', cell: whyShown },
    { title: 'Motif', fichierSeul: true, cell: () => null, valeur: ({ motif }) => motif },
    { title: 'Réponse', tri: 'reponse', cell: answer, valeur: answer },
  ]
}
