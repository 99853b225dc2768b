import { MODELE_PAR_DEFAUT, MOTS_MODELE } from '#src/procedure/bonus/api.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { demanderEdition } from '#src/procedure/editions/acts/editions.ts'
import { GENRES_EDITION, type Edition } from '#src/procedure/editions/model.ts'
import { EtatDeLEdition } from '#src/procedure/editions/pages/edition-vue.tsx'
import { readMesEditions } from '#src/procedure/editions/reads/editions.ts'
import { FormulaireEdition } from '#src/procedure/editions/schema.ts'
import { LIBELLE_GENRE, sentenceEdition } from '#src/procedure/editions/texts.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { minuteInWords, localMinuteOf } from '#src/kit/day.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import type { School } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const TITLE = 'Documents préparés'
const PATH = '/editions'

/** Letters and sheets of a school or of the académie, prepared while one does something else. */
export const editions = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'edition.documents',
    menu: { libelle: TITLE, ordre: 43 },
    handler: async (requete) => html(await draw(requete, freshForm({ modele: MODELE_PAR_DEFAUT }))),
  }),
  page({ method: 'POST', path: PATH, droit: 'edition.documents', handler: (requete) => ask(requete) }),
]

async function ask(requete: Requete): Promise<Reply> {
  const { tx, campagne, form, origine } = requete
  const read = readForm(form, FormulaireEdition)
  const again = async (state: FormState) => html(await draw(requete, state), 422)
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

async function draw({ tx, campagne, query }: Requete, state: FormState) {
  const { page: number, ...slice } = sliceOf(query('page'))
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const mine = await readMesEditions(tx, { campagneId: campagne.id, ...slice })
  const tout = hasRole(tx.acteur, 'academie')
  return <Editions {...{ ...mine, schools, state, tout, number }} zone={tx.zone} />
}

function Editions(props: {
  editions: readonly Edition[]
  total: number
  number: number
  schools: readonly School[]
  /** For the whole académie besides. */
  tout: boolean
  state: FormState
  zone: string
}) {
  const { editions: list, total, number, schools, tout, state, zone } = props
  const names = new Map(schools.map(({ uai, nom }) => [uai, nom]))
  return (
    <Frame title={TITLE} state={state}>
      <p>
        La préparation se fait à part : vous pouvez quitter la page et revenir. Chaque fichier est gardé sept
        jours, pour vous seul.
      </p>
      <Table
        caption="Vos demandes, de la plus récente à la plus ancienne"
        rows={list}
        rowKey={({ id }) => id}
        empty="Vous n’avez encore rien demandé."
        columns={[
          {
            title: 'Documents',
            heading: true,
            cell: ({ id, genre }) => <a href={`${PATH}/${id}`}>{`${LIBELLE_GENRE[genre]} (n° ${id})`}</a>,
          },
          {
            title: 'Établissement',
            cell: ({ uai }) => (uai === null ? 'Toute l’académie' : (names.get(uai) ?? uai)),
          },
          { title: 'Demandé le', cell: ({ demandeeLe }) => minuteInWords(localMinuteOf(demandeeLe, zone)) },
          { title: 'État', cell: (one) => <EtatDeLEdition edition={one} /> },
        ]}
      />
      <Pagination page={number} total={total} href={(n) => `${PATH}?page=${n}`} />
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
