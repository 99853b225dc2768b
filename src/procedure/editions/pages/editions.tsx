import { MODELE_PAR_DEFAUT, MOTS_MODELE } from '#src/procedure/bonus/api.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { demanderEdition } from '#src/procedure/editions/acts/editions.ts'
import { GENRES_EDITION, type Edition } from '#src/procedure/editions/model.ts'
import { EtatDeLEdition, etatDit } from '#src/procedure/editions/pages/edition-vue.tsx'
import { readMesEditions, TRIS_EDITIONS } from '#src/procedure/editions/reads/editions.ts'
import { FormulaireEdition } from '#src/procedure/editions/schema.ts'
import { LIBELLE_GENRE, sentenceEdition } from '#src/procedure/editions/texts.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { minuteInWords, localMinuteOf } from '#src/kit/day.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import type { School } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, triOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

const TITLE = 'Documents préparés'
const PATH = '/editions'

/** Letters and sheets of a school or of the académie, prepared while one does something else. */
export const editions = [
  ...listPages({
    path: PATH,
    droit: 'edition.documents',
    menu: { libelle: TITLE, ordre: 43 },
    nom: 'documents-prepares',
    load,
    draw: (lue) => <Editions lue={lue} state={freshForm({ modele: MODELE_PAR_DEFAUT })} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'edition.documents', handler: (requete) => ask(requete) }),
]

async function ask(requete: Requete): Promise<Reply> {
  const { tx, campagne, form, origine } = requete
  const read = readForm(form, FormulaireEdition)
  const again = async (state: FormState) =>
    html(<Editions lue={await load(requete, sliceOf(requete.query('page')))} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const { genre, etablissement, jour, modele } = read.value
  const uai = etablissement ?? (hasRole(tx.acteur, 'academie') ? null : await onlySchool(requete))
  if (uai === undefined) return again(withError(read.state, 'etablissement', 'Choisissez l’établissement.'))
  if (uai === null && genre === 'lettres')
    return again(withError(read.state, 'genre', 'Les lettres des élèves se lisent dans leur établissement.'))
  const done = await demanderEdition(tx, {
    campagneId: campagne.id,
    genre,
    uai,
    jour: genre === 'lettres' ? jour : null,
    modele: genre === 'fiches_ent' ? (modele ?? MODELE_PAR_DEFAUT) : null,
    origine,
  })
  return done.ok
    ? redirect(`${PATH}/${done.value}`)
    : again(withError(read.state, 'modele', sentenceEdition(done.refus)))
}

async function onlySchool({ tx, campagne }: Requete): Promise<string | undefined> {
  const [only, other] = await readEtablissementsSuivis(tx, campagne.id)
  return other ? undefined : only?.uai
}

async function load({ tx, campagne, query }: Requete, slice: Slice) {
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  // Not « genre »: the form of the same page has a field of that name.
  const choices = { nom: query('nom') ?? '', documents: oneOf(query('documents'), GENRES_EDITION) }
  const tri = triOf(query('tri'), TRIS_EDITIONS)
  const search = { campagneId: campagne.id, nom: choices.nom, genre: choices.documents, tri, ...slice }
  const { editions: rows, total } = await readMesEditions(tx, search)
  const genres = choicesIn(GENRES_EDITION, LIBELLE_GENRE)
  return {
    path: PATH,
    filters: [
      { name: 'nom', label: 'Établissement' },
      { name: 'documents', label: 'Documents', choices: genres },
    ],
    choices,
    columns: columnsFor(schools, tx.zone),
    tri,
    slice,
    rows,
    total,
    schools,
    tout: hasRole(tx.acteur, 'academie'),
  } as const
}

function columnsFor(schools: readonly School[], zone: string): ListColumn<Edition>[] {
  const names = new Map(schools.map(({ uai, nom }) => [uai, nom]))
  const named = ({ id, genre }: Edition): string => `${LIBELLE_GENRE[genre]} (n° ${id})`
  return [
    {
      title: 'Documents',
      heading: true,
      tri: 'documents',
      valeur: named,
      cell: (one) => <a href={`${PATH}/${one.id}`}>{named(one)}</a>,
    },
    {
      title: 'Établissement',
      tri: 'etablissement',
      valeur: ({ uai }) => (uai === null ? 'Toute l’académie' : (names.get(uai) ?? uai)),
    },
    {
      title: 'Demandé le',
      tri: 'le',
      valeur: ({ demandeeLe }) => minuteInWords(localMinuteOf(demandeeLe, zone)),
    },
    { title: 'Lettres', numeric: true, valeur: ({ lettres }) => lettres },
    { title: 'État', valeur: etatDit, cell: (one) => <EtatDeLEdition edition={one} /> },
  ]
}

function Editions({ lue, state }: { lue: Awaited<ReturnType<typeof load>>; state: FormState }) {
  const { schools, tout } = lue
  return (
    <Frame title={TITLE} state={state}>
      <p>
        La préparation se fait à part : vous pouvez quitter la page et revenir. Chaque fichier est gardé sept
        jours, pour vous seul.
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={lue.total === 1 ? 'Votre demande' : `Vos demandes : ${lue.total}`}
        rowKey={({ id }) => id}
        empty="Vous n’avez encore rien demandé."
      />
      <h2>Préparer des documents</h2>
      <Demande {...{ schools, tout, state }} />
    </Frame>
  )
}

function Demande({ schools, tout, state }: { schools: readonly School[]; tout: boolean; state: FormState }) {
  const genres = GENRES_EDITION.filter((genre) => !tout || genre !== 'lettres')
  return (
    <Form action={PATH} state={state}>
      <Select
        name="genre"
        label="Documents"
        choices={genres.map((value) => ({ value, label: LIBELLE_GENRE[value] }))}
        state={state}
      />
      {(tout || schools.length > 1) && (
        <Select
          name="etablissement"
          label="Établissement d’origine"
          choices={schools.map(({ uai, nom }) => ({ value: uai, label: nom }))}
          {...(tout ? { empty: 'Toute l’académie, un fichier par établissement' } : {})}
          state={state}
        />
      )}
      <ModeleField state={state} />
      <Buttons>
        <Button>Préparer</Button>
      </Buttons>
    </Form>
  )
}

const ModeleField = ({ state }: { state: FormState }) => (
  <TextField
    name="modele"
    label="Nom de chaque fichier, pour l’ENT seulement"
    hint={`Mots possibles : ${MOTS_MODELE.map((mot) => `{${mot}}`).join(', ')} ; {numero} ou {ine} est nécessaire. Le nom proposé ne dit rien de l’élève : correspondance.csv, dans l’archive, dit de qui est chaque fiche.`}
    state={state}
  />
)
