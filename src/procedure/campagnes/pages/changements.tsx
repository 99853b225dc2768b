import { decideChangements } from '#src/procedure/campagnes/acts/changements.ts'
import {
  DECISIONS_CHANGEMENT,
  GENRES_CHANGEMENT,
  type Changement,
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
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { EVERYTHING, sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { lignes } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, listed, type ListColumn, type ListFilter } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/campagne/changements'

const FILTERS: readonly ListFilter<Changement>[] = [
  {
    name: 'genre',
    label: 'Genre',
    choices: choicesIn(GENRES_CHANGEMENT, LIBELLE_GENRE_CHANGEMENT),
    keeps: ({ genre }, asked) => genre === asked,
  },
  {
    name: 'filtre',
    label: 'Décision',
    all: 'Tous les changements',
    choices: [{ value: 'a_decider', label: 'À décider seulement' }],
    keeps: ({ decision }) => decision === null,
  },
]

export const changements = [
  ...listPages({
    path: PATH,
    droit: 'campagne.suivre',
    nom: 'changements',
    load,
    draw: (lue) => <Changements lue={lue} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'changements.decider', handler: decide }),
]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const { precedente, ouverte, changements: rows } = await readChangements(tx, campagne.id)
  return {
    precedente,
    ouverte,
    left: rows.filter((one) => one.decision === null).length,
    open: !ouverte && mayEver(tx.acteur, 'changements.decider'),
    ...listed(requete, { path: PATH, filters: FILTERS, columns: COLUMNS, rows, slice }),
  }
}

const keyOf = ({ genre, cle }: Changement): string => `${genre}:${cle}`

/** One decision a line, or all that this list still waits for kept at once. */
async function decide(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const { choices, rows } = await load(requete, EVERYTHING)
  const typed = new Map(
    lignes(form).map(({ id, fields }) => [id, oneOf(fields['decision'], DECISIONS_CHANGEMENT)]),
  )
  const shown = new Set(rows.map(keyOf))
  const keeps = (one: Changement): boolean => shown.has(keyOf(one)) && one.decision === null
  const all = form.get('etape') === 'garder'
  const done = await decideChangements(tx, {
    campagneId: campagne.id,
    decider: (one) => (all ? (keeps(one) ? 'garder' : null) : (typed.get(keyOf(one)) ?? null)),
  })
  if (!done.ok) {
    const lue = await load(requete, sliceOf(requete.query('page')))
    return html(<Changements lue={lue} refus={sentenceCampagne(done.refus)} />, 422)
  }
  return redirect(
    addressOf(PATH, choices),
    done.value === 0
      ? 'Rien n’a changé.'
      : done.value === 1
        ? 'Une décision est enregistrée.'
        : `${done.value} décisions sont enregistrées.`,
  )
}

const COLUMNS: readonly ListColumn<Changement>[] = [
  { title: 'Quoi', heading: true, tri: 'quoi', valeur: (one) => one.quoi },
  {
    title: 'Genre',
    tri: 'genre',
    valeur: (one) => LIBELLE_GENRE_CHANGEMENT[one.genre],
  },
  {
    title: 'Nature',
    tri: 'nature',
    valeur: (one) => LIBELLE_NATURE[one.nature],
  },
  { title: 'Avant', valeur: (one) => one.avant },
  { title: 'Maintenant', valeur: (one) => one.apres },
  {
    title: 'Décision',
    tri: 'decision',
    valeur: decisionDite,
  },
]
function decisionDite({ nature, decision }: Changement): string {
  return decision === null ? 'À décider' : LIBELLE_DECISION[nature][decision]
}

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

function Changements({ lue, refus }: { lue: Awaited<ReturnType<typeof load>>; refus?: string }) {
  const { precedente, ouverte, left, open, choices, total } = lue
  const list = (
    <List
      list={lue}
      caption={`Changements : ${total.toLocaleString('fr-FR')}`}
      columns={open ? COLUMNS_OUVERTES : COLUMNS}
      rowKey={keyOf}
      empty="Rien n’a changé."
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
      <ListFilters list={lue} />
      {open && total > 0 ? (
        <Form action={addressOf(PATH, choices)}>
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
