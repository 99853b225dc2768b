import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf, isDay } from '#src/kit/day.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { noterRemises } from '#src/procedure/bonus/acts/remises.ts'
import { VOIES_REMISE } from '#src/procedure/bonus/model.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import { readRemises, type DocumentARemettre } from '#src/procedure/bonus/reads/remises.ts'
import { LIBELLE_GENRE, LIBELLE_VOIE, sentenceRemise } from '#src/procedure/bonus/texts/remises.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { RowCheckbox } from '#src/web/components/table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm, liste, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter, textFilter, triDit, type ListColumn } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const TITLE = 'Remises aux familles'
const PATH = '/remises'

const Saisie = z.object({
  etablissement: z.string(),
  documents: liste().refine((all) => all.length > 0, 'Cochez au moins un document.'),
  voie: z.enum(VOIES_REMISE, 'Dites comment les documents ont été remis.'),
  le: z.string().refine(isDay, 'Donnez le jour de la remise.'),
})

/** What was handed over, and what still is not: for whoever prints, and for the head of the school. */
export const remises = [
  ...listPages({
    path: PATH,
    droit: 'remises.lire',
    menu: { libelle: TITLE, ordre: 42 },
    attente: async (requete) => {
      const { tx, campagne } = requete
      const uai = chosenSchool(requete, await readEtablissementsSuivis(tx, campagne.id))
      if (uai === null) return []
      const all = await readRemises(tx, { campagneId: campagne.id, uai })
      const waiting = all.filter(({ remises: given }) => given.length === 0).length
      return waiting === 0 ? [] : [{ texte: `Remettre ${counted(waiting, 'document')} aux familles` }]
    },
    nom: 'remises',
    load,
    draw: (lue, { tx }) => (
      <Remises lue={lue} state={freshForm({ le: dayOf(tx.now, tx.zone), voie: 'main' })} />
    ),
  }),
  page({ method: 'POST', path: PATH, droit: 'remise.noter', handler: (requete) => note(requete) }),
]

/** `fiche-12` or `convocation-7`, as the boxes of the page are named. */
function documentsOf(names: readonly string[]): { genre: 'fiche' | 'convocation'; id: number }[] {
  return names.flatMap((name) => {
    const [, genre, id] = /^(fiche|convocation)-(\d{1,15})$/.exec(name) ?? []
    return genre === 'fiche' || genre === 'convocation' ? [{ genre, id: Number(id) }] : []
  })
}

async function note(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Saisie)
  const uai = form.get('etablissement')
  if (typeof uai !== 'string') throw new Introuvable()
  const again = async (state: FormState) =>
    html(<Remises lue={await load(requete, sliceOf(requete.query('page')))} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const { documents, voie, le } = read.value
  const done = await noterRemises(tx, {
    campagneId: campagne.id,
    uai,
    documents: documentsOf(documents),
    voie,
    le,
  })
  if (!done.ok)
    return again(
      withError(read.state, done.refus.code === 'remise_a_venir' ? 'le' : '', sentenceRemise(done.refus)),
    )
  const told = done.value > 1 ? `${done.value} documents sont notés remis` : 'Le document est noté remis'
  return redirect(addressOf(PATH, { etablissement: uai }), `${told} ${LIBELLE_VOIE[voie]}.`)
}

/** The documents asked for, and how many of all are still to be handed over; none before a school is chosen. */
async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const posted = requete.form.get('etablissement')
  const uai = typeof posted === 'string' ? posted : chosenSchool(requete, schools)
  const all = uai === null ? [] : await readRemises(tx, { campagneId: campagne.id, uai })
  const waiting = all.filter((one) => one.remises.length === 0)
  const liste = listed(requete, {
    path: PATH,
    filters: [
      ...schoolFilter(schools),
      textFilter('Nom ou prénom', eleveDit),
      {
        name: 'montrer',
        label: 'Documents',
        all: 'Non remis seulement',
        choices: [{ value: 'toutes', label: 'Tous, remis ou non' }],
      },
    ],
    columns: COLUMNS,
    rows: query('montrer') === 'toutes' ? all : waiting,
    slice,
    uai,
  })
  return { ...liste, schools, attendues: waiting.length }
}

interface Vue {
  lue: Awaited<ReturnType<typeof load>>
  state: FormState
}

function Remises({ lue, state }: Vue) {
  const { uai, schools, total, attendues } = lue
  if (uai === null) return <SchoolFirst title={TITLE} schools={schools} />
  return (
    <Frame title={TITLE} state={state}>
      <p>
        {attendues === 0
          ? 'Tous les documents émis ont été remis.'
          : `${attendues} ${attendues > 1 ? 'documents ne sont pas encore remis' : 'document n’est pas encore remis'}.`}
      </p>
      <ListFilters list={lue} />
      {total === 0 ? <Documents lue={lue} state={state} /> : <Noter lue={lue} state={state} />}
    </Frame>
  )
}

function Noter({ lue, state }: Vue) {
  const { choices, tri, slice, uai = null } = lue
  return (
    <Form state={state} action={addressOf(PATH, { ...choices, tri: triDit(tri), page: slice.page })}>
      <input type="hidden" name="etablissement" value={uai ?? ''} />
      <Documents lue={lue} state={state} />
      <Radios
        name="voie"
        label="Comment ont-ils été remis ?"
        choices={VOIES_REMISE.map((value) => ({ value, label: LIBELLE_VOIE[value] }))}
        state={state}
        inline
      />
      <DateField name="le" label="Quel jour ?" state={state} />
      <Buttons>
        <Button>Noter la remise des documents cochés</Button>
      </Buttons>
    </Form>
  )
}

const keyOf = ({ genre, id }: DocumentARemettre): string => `${genre}-${id}`
const named = ({ genre, domaine, version }: DocumentARemettre): string =>
  `${LIBELLE_GENRE[genre]}${domaine === null ? '' : `, ${domaine}`}${version > 1 ? ` (version ${version})` : ''}`
const given = ({ remises: done }: DocumentARemettre): string =>
  done.length === 0
    ? 'non'
    : done.map(({ voie, le, auteur }) => `${dayInWords(le)} ${LIBELLE_VOIE[voie]} (${auteur})`).join(' ; ')

const eleveDit = ({ nom, prenom }: DocumentARemettre): string => `${nom} ${prenom}`
const COLUMNS: readonly ListColumn<DocumentARemettre>[] = [
  { title: 'Élève', heading: true, tri: 'eleve', valeur: eleveDit },
  { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
  { title: 'Document', tri: 'document', valeur: named },
  { title: 'Déjà remis', valeur: given },
]

function Documents({ lue, state }: Vue) {
  const ticked = new Set(state.values['documents'])
  return (
    <List
      list={lue}
      caption={`Documents à remettre : ${lue.total}`}
      rowKey={keyOf}
      empty="Aucun document à montrer."
      columns={[
        {
          title: 'Remis',
          cell: (one) => (
            <RowCheckbox
              name="documents"
              value={keyOf(one)}
              label={`${one.prenom} ${one.nom}, ${named(one)}`}
              checked={ticked.has(keyOf(one))}
            />
          ),
        },
        ...COLUMNS,
      ]}
    />
  )
}
