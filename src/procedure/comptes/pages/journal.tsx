import { addDays, dayAsked, instantOf, localMinuteOf, minuteInWords, type Day } from '#src/kit/day.ts'
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
import { triOf, type ListColumn, type Listed } from '#src/web/lists.ts'
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
    menu: { libelle: 'Journal', ordre: 97 },
    nom: 'journal',
    load: loadJournal,
    draw: (lue) => <Journal lue={lue} />,
  }),
]

/** Only time orders it: half a million rows are not sorted by name for one page. */
const orderOf = ({ query }: Requete) => {
  const tri = triOf(query('tri'), ['quand'])
  return { tri, sens: tri && !tri.descendant ? ('ancien' as const) : ('recent' as const) }
}

async function loadHistoire(requete: Requete, slice: Slice) {
  const { tx, id } = requete
  const eleveId = id('id')
  const { tri, sens } = orderOf(requete)
  const found = await readHistoire(tx, { eleveId, sens, limit: slice.limit, offset: slice.offset })
  if (!found) throw new Introuvable()
  const { nom, uai, total, traces: rows } = found
  const list: Listed<Trace> = {
    path: `/eleves/${eleveId}/histoire`,
    filters: [],
    choices: {},
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
  const jour = (name: string): Day | null => dayAsked(query(name)) ?? null
  const [du, au] = [jour('du'), jour('au')]
  const ou = query('ou')?.slice(0, 80) ?? ''
  const auteur = query('qui')?.slice(0, 80) ?? ''
  const acte = oneOf(
    query('quoi'),
    actes.map(({ value }) => value),
  )
  const { tri, sens } = orderOf(requete)
  const { total, traces: rows } = await readJournal(tx, {
    ou,
    acte,
    auteur: auteur.trim(),
    debut: du === null ? null : instantOf(du, tx.zone),
    fin: au === null ? null : instantOf(addDays(au, 1), tx.zone),
    sens,
    limit: Math.min(slice.limit, LIGNES_DE_FICHIER),
    offset: slice.offset,
  })
  return {
    path: '/journal',
    filters: [
      { name: 'quoi', label: 'Quoi', choices: actes },
      { name: 'qui', label: 'Qui' },
      { name: 'ou', label: 'Établissement, ou « académie »' },
      { name: 'du', label: 'Du', genre: 'jour' },
      { name: 'au', label: 'Au', genre: 'jour' },
    ],
    choices: { quoi: acte, qui: auteur, ou, du, au },
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
