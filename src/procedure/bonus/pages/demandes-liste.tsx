import { counted } from '#src/kit/counted.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import type { ContestationRecue, ReexamenRecu } from '#src/procedure/bonus/model/demandes.ts'
import { readContestations, readReexamensRecus } from '#src/procedure/bonus/reads/demandes.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import {
  choicesIn,
  listed,
  textFilter,
  type ListColumn,
  type Listed,
  type ListFilter,
} from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

export const DEMANDES = '/demandes-des-familles'

const GENRES = ['reexamen', 'contestation'] as const
const LIBELLE_GENRE = { reexamen: 'Réexamen', contestation: 'Saisie sur papier contestée' } as const

type Demande = (ReexamenRecu & { genre: 'reexamen' }) | (ContestationRecue & { genre: 'contestation' })

const FILTERS: readonly ListFilter<Demande>[] = [
  textFilter('Élève ou collège', ({ eleve, college }) => `${eleve} ${college}`),
  {
    name: 'genre',
    label: 'Demande',
    all: 'Toutes',
    choices: choicesIn(GENRES, LIBELLE_GENRE),
    keeps: ({ genre }, asked) => genre === asked,
  },
  {
    name: 'filtre',
    label: 'Réponse',
    all: 'Toutes',
    choices: [{ value: 'a_repondre', label: 'À donner' }],
    keeps: (one) => one.genre === 'reexamen' && one.reponduLe === null,
  },
]

/** What families of the reader's schools ask. */
export async function loadDemandes(requete: Requete, slice: Slice): Promise<Listed<Demande>> {
  const { tx, campagne } = requete
  const rows: Demande[] = [
    ...(await readReexamensRecus(tx, campagne.id)).map((one) => ({ ...one, genre: 'reexamen' as const })),
    ...(await readContestations(tx, campagne.id)).map((one) => ({ ...one, genre: 'contestation' as const })),
  ]
  return listed(requete, { path: DEMANDES, filters: FILTERS, columns: columnsFor(tx.zone), rows, slice })
}

export const Demandes = ({ lue }: { lue: Listed<Demande> }) => (
  <Frame title="Demandes des familles">
    <p>
      Une personne de l’académie répond à chaque demande de réexamen. Ce qui doit changer se fait ensuite par
      les actes prévus, à deux personnes.
    </p>
    <ListFilters list={lue} />
    <List
      list={lue}
      caption={counted(lue.total, 'demande')}
      rowKey={(one) => (one.genre === 'reexamen' ? one.id : `saisie-${one.confirmationId}`)}
      empty="Aucune famille n’a demandé de réexamen ni contesté de saisie sur papier."
    />
  </Frame>
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
    { title: 'Collège', tri: 'college', valeur: ({ college }) => college },
    {
      title: 'Formation',
      tri: 'formation',
      valeur: ({ libelle }) => libelle,
    },
    { title: 'Demande', tri: 'genre', valeur: genreDit },
    { title: 'Le', tri: 'le', valeur: asked, ordre: ({ le }) => le.toISOString() },
    { title: 'Par', tri: 'auteur', valeur: ({ auteur }) => auteur },
    { title: 'Pourquoi', cell: whyShown },
    { title: 'Motif', fichierSeul: true, valeur: ({ motif }) => motif },
    { title: 'Réponse', tri: 'reponse', valeur: answer },
  ]
}
