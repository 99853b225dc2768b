import { counted } from '#src/kit/counted.ts'
import { dayOf, addDays, dayAsked, instantOf, localMinuteOf, minuteInWords, type Day } from '#src/kit/day.ts'
import { mayEver } from '#src/procedure/comptes/rights.ts'
import {
  LIGNES_COMPTEES,
  readHistoire,
  readJournal,
  type Trace,
} from '#src/procedure/comptes/reads/journal.ts'
import {
  acteInWords,
  actesDuJournal,
  chaineInWords,
  objetInWords,
} from '#src/procedure/comptes/rights/words.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { triOf, type ListColumn, type Listed, type ListFilter } from '#src/web/lists.ts'
import { Introuvable, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

/** Rows of a file of the journal: a spreadsheet of half a million is opened by nobody. */
const LIGNES_DE_FICHIER = 50_000

/** Who did what, and when: of one pupil for his school and the académie, of everything for who answers for it. */
export const journal = [
  ...listPages({
    path: '/eleves/:id/histoire',
    droit: 'histoire.lire',
    nom: 'histoire',
    load: loadHistoire,
    draw: (lue) => <Histoire lue={lue} />,
  }),
  ...listPages({
    path: '/journal',
    droit: 'journal.lire',
    menu: { libelle: 'Journal', ordre: 97, sansCampagne: true },
    nom: 'journal',
    apercu: async ({ tx }) => {
      if (mayEver(tx.acteur, 'campagne.suivre')) return []
      const today = dayOf(tx.now, tx.zone)
      const debut = instantOf(today, tx.zone)
      const asked = {
        ou: '',
        acte: null,
        auteur: '',
        debut,
        fin: null,
        sens: 'recent',
        limit: 1,
        offset: 0,
      } as const
      const { total } = await readJournal(tx, asked)
      const count =
        total > LIGNES_COMPTEES ? `Plus de ${inFigures(LIGNES_COMPTEES)} actes` : counted(total, 'acte')
      return [{ texte: `${count} au journal aujourd’hui`, href: `/journal?du=${today}` }]
    },
    load: loadJournal,
    draw: (lue) => <Journal lue={lue} />,
  }),
]

/** Only time orders it: half a million rows are not sorted by name for one page. */
const orderOf = ({ query }: Requete) => {
  const tri = triOf(query('tri'), ['quand'])
  return { tri, sens: tri && !tri.descendant ? ('ancien' as const) : ('recent' as const) }
}

const JOURS: readonly ListFilter<Trace>[] = [
  { name: 'du', label: 'Du', genre: 'jour' },
  { name: 'au', label: 'Au', genre: 'jour' },
]

/** The days asked for, the last one whole. */
function joursOf({ tx, query }: Requete) {
  const jour = (name: string): Day | null => dayAsked(query(name)) ?? null
  const choices = { du: jour('du'), au: jour('au') }
  return {
    choices,
    debut: choices.du === null ? null : instantOf(choices.du, tx.zone),
    fin: choices.au === null ? null : instantOf(addDays(choices.au, 1), tx.zone),
  }
}

async function loadHistoire(requete: Requete, slice: Slice) {
  const { tx, id } = requete
  const eleveId = id('id')
  const { tri, sens } = orderOf(requete)
  const { choices, debut, fin } = joursOf(requete)
  const found = await readHistoire(tx, {
    eleveId,
    debut,
    fin,
    sens,
    limit: slice.limit,
    offset: slice.offset,
  })
  if (!found) throw new Introuvable()
  const { nom, uai, total, traces: rows } = found
  const list: Listed<Trace> = {
    path: `/eleves/${eleveId}/histoire`,
    filters: JOURS,
    choices,
    columns: columnsIn(tx.zone),
    tri,
    slice,
    rows,
    total,
    uai,
  }
  return { ...list, nom, eleveId }
}

async function loadJournal(requete: Requete, slice: Slice): Promise<Listed<Trace>> {
  const { tx, query } = requete
  const actes = actesDuJournal()
  const ou = query('ou')?.slice(0, 80) ?? ''
  const auteur = query('qui')?.slice(0, 80) ?? ''
  const acte = oneOf(
    query('quoi'),
    actes.map(({ value }) => value),
  )
  const { tri, sens } = orderOf(requete)
  const { choices, debut, fin } = joursOf(requete)
  const { total, traces: rows } = await readJournal(tx, {
    ou,
    acte,
    auteur: auteur.trim(),
    debut,
    fin,
    sens,
    limit: Math.min(slice.limit, LIGNES_DE_FICHIER),
    offset: slice.offset,
  })
  return {
    path: '/journal',
    filters: [
      { name: 'quoi', label: 'Quoi', choices: actes },
      { name: 'qui', label: 'Qui' },
      { name: 'ou', label: 'Lieu, ou académie' },
      ...JOURS,
    ],
    choices: { quoi: acte, qui: auteur, ou, ...choices },
    columns: [...columnsIn(tx.zone), ...OU],
    tri,
    slice,
    rows,
    total,
  }
}

/** On the screen, words; the codes that a program knows, in the files alone. */
const columnsIn = (zone: string): ListColumn<Trace>[] => [
  { title: 'Quand', tri: 'quand', valeur: ({ le }) => minuteInWords(localMinuteOf(le, zone)) },
  { title: 'Quoi', heading: true, valeur: ({ acte }) => acteInWords(acte) },
  { title: 'Sur quoi', valeur: objetInWords },
  { title: 'Qui', valeur: whoOf },
  { title: 'Instant', fichierSeul: true, valeur: ({ le }) => le.toISOString() },
  { title: 'Acte (code)', fichierSeul: true, valeur: ({ acte }) => acte },
  { title: 'Objet (code)', fichierSeul: true, valeur: ({ objet }) => objet },
  { title: 'Numéro de l’objet', fichierSeul: true, valeur: ({ objetId }) => objetId },
]

const OU: readonly ListColumn<Trace>[] = [
  { title: 'Où', valeur: chaineInWords },
  { title: 'Chaîne (code)', fichierSeul: true, valeur: ({ chaine }) => chaine },
  { title: 'Rang dans la chaîne', fichierSeul: true, numeric: true, valeur: ({ rang }) => rang },
]

/** « pour le chef, par délégation », or for a school by the académie. */
function whoOf({ auteur, signe, pourLeCompteDe }: Trace): string {
  const who = signe ?? auteur
  return pourLeCompteDe === null ? who : `${who}, pour le compte de ${pourLeCompteDe}`
}

const keyOf = ({ chaine, rang }: Trace): string => `${chaine}/${rang}`

function Histoire({ lue }: { lue: Awaited<ReturnType<typeof loadHistoire>> }) {
  const { nom, eleveId } = lue
  return (
    <Frame title={`Histoire du dossier de ${nom}`}>
      <p>
        <a href={`/eleves/${eleveId}`}>Revenir au dossier</a>
      </p>
      <p>
        Tout acte sur ce dossier, et toute lecture, laisse ici une ligne que personne ne peut changer ni
        retirer sans que cela se voie.
      </p>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List list={lue} caption="Actes et lectures" rowKey={keyOf} empty="Rien n’est encore écrit." />
      </div>
    </Frame>
  )
}

const inFigures = (count: number): string => count.toLocaleString('fr-FR')

function Journal({ lue }: { lue: Listed<Trace> }) {
  const more = lue.total > LIGNES_COMPTEES
  const total = Math.min(lue.total, LIGNES_COMPTEES)
  return (
    <Frame title="Journal">
      <p>
        Chaque acte est écrit ici dans la transaction qui le fait, et chaque ligne tient la précédente : une
        ligne changée, retirée ou coupée se voit. Ce qui a été écrit n’est pas montré.
      </p>
      <ListFilters list={lue} />
      {more && (
        <p>
          Il y a davantage de lignes : les {inFigures(LIGNES_COMPTEES)} premières se feuillettent ici, un
          fichier en tient {inFigures(LIGNES_DE_FICHIER)}. Choisissez des jours pour voir les autres.
        </p>
      )}
      <div className="passpro-multiligne">
        <List
          list={{ ...lue, total }}
          caption={more ? `Plus de ${inFigures(LIGNES_COMPTEES)} lignes` : `${inFigures(total)} lignes`}
          rowKey={keyOf}
          empty="Rien n’est encore écrit."
        />
      </div>
    </Frame>
  )
}
