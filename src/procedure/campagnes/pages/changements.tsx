import { decideChangements } from '#src/procedure/campagnes/acts/changements.ts'
import {
  DECISIONS_CHANGEMENT,
  GENRES_CHANGEMENT,
  type Changement,
  type GenreChangement,
} from '#src/procedure/campagnes/model/changements.ts'
import { readChangements } from '#src/procedure/campagnes/reads/reprise.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import {
  LIBELLE_DECISION,
  LIBELLE_GENRE_CHANGEMENT,
  LIBELLE_NATURE,
} from '#src/procedure/campagnes/texts/changements.ts'
import { mayEver } from '#src/procedure/comptes/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { lignes } from '#src/web/form.ts'
import { exportPage, sortedBy, triDit, triOf, trisOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/campagne/changements'

const FILTRES = ['a_decider'] as const
interface Choix {
  genre: GenreChangement | null
  filtre: (typeof FILTRES)[number] | null
}
const choixOf = ({ query }: Requete): Choix => ({
  genre: oneOf(query('genre'), GENRES_CHANGEMENT),
  filtre: oneOf(query('filtre'), FILTRES),
})
const isShown = ({ genre, filtre }: Choix, one: Changement): boolean =>
  (genre === null || one.genre === genre) && (filtre === null || one.decision === null)

export const changements = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'campagne.suivre',
    handler: async (requete) => html(await draw(requete)),
  }),
  page({ method: 'POST', path: PATH, droit: 'changements.decider', handler: decide }),
  exportPage({
    path: PATH,
    droit: 'campagne.suivre',
    nom: 'changements',
    lignes: async (requete) => {
      const { changements: all } = await readChangements(requete.tx, requete.campagne.id)
      return { rows: shownOf(requete, all), columns: COLUMNS }
    },
  }),
]

const triAsked = ({ query }: Requete) => triOf(query('tri'), trisOf(COLUMNS))
function shownOf(requete: Requete, all: readonly Changement[]): Changement[] {
  const choix = choixOf(requete)
  const kept = all.filter((one) => isShown(choix, one))
  return sortedBy(kept, { tri: triAsked(requete), columns: COLUMNS })
}

const keyOf = ({ genre, cle }: Changement): string => `${genre}:${cle}`

/** One decision a line, or all that this list still waits for kept at once. */
async function decide(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const choix = choixOf(requete)
  const typed = new Map(
    lignes(form).map(({ id, fields }) => [id, oneOf(fields['decision'], DECISIONS_CHANGEMENT)]),
  )
  const all = form.get('etape') === 'garder'
  const done = await decideChangements(tx, {
    campagneId: campagne.id,
    decider: (one) =>
      all
        ? isShown(choix, one) && one.decision === null
          ? 'garder'
          : null
        : (typed.get(keyOf(one)) ?? null),
  })
  if (!done.ok) return html(await draw(requete, sentenceCampagne(done.refus)), 422)
  return redirect(
    addressOf(PATH, { ...choix }),
    done.value === 0
      ? 'Rien n’a changé.'
      : done.value === 1
        ? 'Une décision est enregistrée.'
        : `${done.value} décisions sont enregistrées.`,
  )
}

const COLUMNS: readonly ListColumn<Changement>[] = [
  { title: 'Quoi', heading: true, tri: 'quoi', cell: (one) => one.quoi, valeur: (one) => one.quoi },
  {
    title: 'Genre',
    tri: 'genre',
    cell: (one) => LIBELLE_GENRE_CHANGEMENT[one.genre],
    valeur: (one) => LIBELLE_GENRE_CHANGEMENT[one.genre],
  },
  {
    title: 'Nature',
    tri: 'nature',
    cell: (one) => LIBELLE_NATURE[one.nature],
    valeur: (one) => LIBELLE_NATURE[one.nature],
  },
  { title: 'Avant', cell: (one) => one.avant ?? '–', valeur: (one) => one.avant },
  { title: 'Maintenant', cell: (one) => one.apres ?? '–', valeur: (one) => one.apres },
  {
    title: 'Décision',
    tri: 'decision',
    cell: (one) => decisionDite(one),
    valeur: (one) => decisionDite(one),
  },
]
const decisionDite = ({ nature, decision }: Changement): string =>
  decision === null ? 'À décider' : LIBELLE_DECISION[nature][decision]

/** The same list while it can still be decided upon. */
const COLUMNS_OUVERTES = COLUMNS.map((column) =>
  column.title === 'Décision'
    ? { ...column, cell: (one: Changement) => <Choice changement={one} /> }
    : column,
)

function Choice({ changement }: { changement: Changement }) {
  const { nature, decision, quoi } = changement
  return (
    <select
      className="fr-select"
      name={`decision-${keyOf(changement)}`}
      aria-label={`${LIBELLE_GENRE_CHANGEMENT[changement.genre]} : ${quoi}`}
      defaultValue={decision ?? ''}
    >
      <option value="">À décider</option>
      {DECISIONS_CHANGEMENT.map((one) => (
        <option key={one} value={one}>
          {LIBELLE_DECISION[nature][one]}
        </option>
      ))}
    </select>
  )
}

async function draw(requete: Requete, refus?: string) {
  const { tx, campagne, query } = requete
  const choix = choixOf(requete)
  const { precedente, ouverte, changements: all } = await readChangements(tx, campagne.id)
  const shown = shownOf(requete, all)
  const tri = triAsked(requete)
  const left = all.filter((one) => one.decision === null).length
  const open = !ouverte && mayEver(tx.acteur, 'changements.decider')
  const { page: number, limit, offset } = sliceOf(query('page'))
  const list = (
    <ListTable
      path={PATH}
      caption={`Changements : ${shown.length.toLocaleString('fr-FR')}`}
      columns={open ? COLUMNS_OUVERTES : COLUMNS}
      rows={shown.slice(offset, offset + limit)}
      rowKey={keyOf}
      empty={choix.filtre === null ? 'Rien n’a changé.' : 'Tout est décidé.'}
      choices={{ ...choix }}
      tri={tri}
    />
  )
  return (
    <Frame title="Ce qui a changé depuis l’an dernier">
      <p>
        <a className="fr-link" href={ouverte ? '/campagne' : '/campagne/ouverture'}>
          {ouverte ? 'Retour à la campagne' : 'Retour à l’ouverture de la campagne'}
        </a>
      </p>
      {refus !== undefined && (
        <Alert kind="error" title="Ces décisions ne sont pas enregistrées">
          {refus}
        </Alert>
      )}
      <Introduction {...{ precedente, left, open }} />
      <Filters choix={choix} />
      {open && shown.length > 0 ? (
        <Form action={addressOf(PATH, { ...choix })}>
          {list}
          <Buttons>
            <Button>Enregistrer ces décisions</Button>
            <Button kind="secondary" name="etape" value="garder">
              Garder tout ce qui reste à décider dans cette liste
            </Button>
          </Buttons>
        </Form>
      ) : (
        list
      )}
      <Pagination
        page={number}
        total={shown.length}
        href={(n) => addressOf(PATH, { ...choix, tri: triDit(tri), page: n })}
      />
    </Frame>
  )
}

function Introduction(props: {
  precedente: { annee: string; dispositif: string } | undefined
  left: number
  open: boolean
}) {
  const { precedente, left, open } = props
  if (!precedente)
    return <p>L’académie n’a pas de campagne plus ancienne de ce dispositif : il n’y a rien à comparer.</p>
  return (
    <>
      <p>
        Par rapport à la campagne {precedente.dispositif} {precedente.annee}. Une offre « sans fichier » est
        reprise de l’an dernier, et aucun fichier de cette année ne la nomme.
      </p>
      {open && (
        <p>
          {left === 0
            ? 'Tout est décidé.'
            : `À décider avant d’ouvrir : ${left.toLocaleString('fr-FR')}. Garder laisse ce qui est écrit « Maintenant » ; l’autre choix le défait.`}
        </p>
      )}
    </>
  )
}

const Filters = ({ choix: { genre, filtre } }: { choix: Choix }) => (
  <FilterForm>
    <ChoiceFilter
      name="genre"
      label="Genre"
      all="Tous"
      value={genre}
      choices={GENRES_CHANGEMENT.map((value) => ({ value, label: LIBELLE_GENRE_CHANGEMENT[value] }))}
    />
    <ChoiceFilter
      name="filtre"
      label="Décision"
      all="Tous les changements"
      value={filtre}
      choices={[{ value: 'a_decider', label: 'À décider seulement' }]}
    />
  </FilterForm>
)
