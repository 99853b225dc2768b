import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { groupBy } from '#src/kit/group.ts'
import { readConfirmations } from '#src/procedure/bonus/api.ts'
import { actingFor, hasRole, type Acteur } from '#src/procedure/comptes/api.ts'
import { nommerAdultesReferents } from '#src/procedure/eleves/acts.ts'
import { FILTRES, type EleveSuivi } from '#src/procedure/eleves/model.ts'
import {
  readClassesSuivies,
  readEleves,
  readElevesDeCampagne,
  readElevesDeRecherche,
  readEtablissementsSuivis,
  TRIS_ELEVES,
  type ListeEleves,
} from '#src/procedure/eleves/reads/college.ts'
import { columnsOf, SCHOOL } from '#src/procedure/eleves/pages/liste-colonnes.tsx'
import { LIBELLE_FILTRE } from '#src/procedure/eleves/texts/suivi.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { FieldError, fieldId } from '#src/web/components/field.tsx'
import {
  ChoiceFilter,
  ClassFilter,
  FilterForm,
  NameFilter,
  SchoolFilter,
  type School,
} from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { RowCheckbox } from '#src/web/components/table.tsx'
import { EXPORT_MAX, exportPage, triDit, triOf, type ListColumn, type Tri } from '#src/web/lists.ts'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, liste, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

interface Choices {
  nom: string
  classe: string | null
  filtre: (typeof FILTRES)[number] | null
  etablissement: string | null
}

const choicesOf = ({ query }: Requete): Choices => ({
  nom: query('nom') ?? '',
  classe: query('classe') || null,
  filtre: oneOf(query('filtre'), FILTRES),
  etablissement: query('etablissement') || null,
})

interface Shown extends ListeEleves {
  choices: Choices
  page: number
  schools: School[]
  confirmations: ReadonlyMap<number, number>
  tri: Tri<string> | null
  mayName: boolean
}

const heads = (acteur: Acteur): boolean => hasRole(acteur, 'chef_origine') || hasRole(acteur, 'academie')

async function load(requete: Requete): Promise<Shown> {
  const { tx, campagne, query } = requete
  const choices = choicesOf(requete)
  const { page: number, ...slice } = sliceOf(query('page'))
  const tri = triOf(query('tri'), TRIS_ELEVES)
  const found = await readEleves(tx, { ...searchOf(requete), ...slice, tri })
  return {
    ...found,
    choices,
    tri,
    page: number,
    schools: await readEtablissementsSuivis(tx, campagne.id),
    confirmations: await awaitedFrom(requete, found),
    mayName: heads(tx.acteur),
  }
}

/** Confirmations that are awaited, by pupil. */
async function awaitedFrom(
  { tx, campagne }: Requete,
  { eleves }: ListeEleves,
): Promise<ReadonlyMap<number, number>> {
  const eleveIds = eleves.map((eleve) => eleve.id)
  const said = await readConfirmations(tx, { campagneId: campagne.id, eleveIds })
  return new Map([...said].map(([id, list]) => [id, list.filter((one) => one.etat === 'attendue').length]))
}

function searchOf(requete: Requete) {
  const { etablissement: uai, ...choices } = choicesOf(requete)
  return { ...choices, uai, campagneId: requete.campagne.id }
}

const NOBODY = 'Cochez au moins un élève.'
const Nomination = z.object({
  portee: z.enum(['coches', 'recherche'], { error: 'Choisissez pour quels élèves.' }).default('coches'),
  eleves: liste().pipe(z.array(z.string().regex(/^[0-9]{1,15}$/))),
  adulte: texte('Écrivez le nom de l’adulte référent.', 120),
})

export const listeDesEleves = [
  page({
    method: 'GET',
    path: '/eleves',
    droit: 'eleves.lire',
    menu: { libelle: 'Élèves', ordre: 10 },
    attente: async ({ tx, campagne }) => {
      if (!hasRole(tx.acteur, 'chef_origine')) return []
      const classes = await readClassesSuivies(tx, { campagneId: campagne.id, uai: null })
      const waiting = classes.reduce((sum, one) => sum + one.demandes, 0)
      const texte = `Inscrire : ${counted(waiting, 'élève attend', 'élèves attendent')} une réponse à leur demande`
      return waiting === 0 ? [] : [{ texte, href: '/eleves?filtre=demandes' }]
    },
    handler: async (requete) => html(<Liste shown={await load(requete)} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: '/eleves',
    droit: 'adulte_referent.nommer',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const read = readForm(form, Nomination)
      if (!read.ok) return html(<Liste shown={await load(requete)} state={read.state} />, 422)
      const { adulte: nom, eleves: asked, portee } = read.value
      const eleves =
        portee === 'recherche'
          ? await readElevesDeRecherche(tx, searchOf(requete))
          : await readElevesDeCampagne(tx, { campagneId: campagne.id, eleveIds: asked.map(Number) })
      if (eleves.length === 0)
        return html(
          <Liste shown={await load(requete)} state={withError(read.state, 'eleves', NOBODY)} />,
          422,
        )
      for (const [uai, group] of groupBy(eleves, (eleve) => eleve.uai))
        await nommerAdultesReferents(
          { ...tx, acteur: actingFor(tx.acteur, uai) },
          group.map((eleve) => ({ eleveId: eleve.id, nom })),
        )
      const counted = eleves.length === 1 ? '1 élève' : `${eleves.length} élèves`
      const back = addressOf('/eleves', {
        ...choicesOf(requete),
        tri: requete.query('tri') ?? null,
        page: requete.query('page') ?? null,
      })
      return redirect(back, `${nom} est l’adulte référent de ${counted}.`)
    },
  }),
  exportPage({
    path: '/eleves',
    droit: 'eleves.lire',
    nom: 'eleves',
    lignes: async (requete) => {
      const search = searchOf(requete)
      const tri = triOf(requete.query('tri'), TRIS_ELEVES)
      const found = await readEleves(requete.tx, { ...search, tri, limit: EXPORT_MAX, offset: 0 })
      const confirmations = await awaitedFrom(requete, found)
      return { rows: found.eleves, columns: columnsOf({ ...found, confirmations }), uai: search.uai }
    },
  }),
]

function Liste({ shown, state }: { shown: Shown; state: FormState }) {
  const { choices, page: number, total, mayName, tri } = shown
  const address = (asked: number): string =>
    addressOf('/eleves', { ...choices, tri: triDit(tri), page: asked })
  return (
    <Frame title="Élèves" state={state}>
      <Filters shown={shown} />
      <Buttons>
        <LinkButton
          href={addressOf('/eleves/manques', { etablissement: choices.etablissement })}
          kind="secondary"
        >
          Ce qui manque, par classe
        </LinkButton>
        {mayName && (
          <LinkButton href="/eleves/nouveau" kind="secondary">
            Ajouter un élève
          </LinkButton>
        )}
      </Buttons>
      {mayName ? (
        <div>
          <Form state={state} action={address(number)}>
            <Pupils shown={shown} state={state} />
            <Pagination page={number} total={total} href={address} />
            <Naming shown={shown} state={state} />
          </Form>
        </div>
      ) : (
        <>
          <Pupils shown={shown} state={state} />
          <Pagination page={number} total={total} href={address} />
        </>
      )}
    </Frame>
  )
}

function Filters({ shown: { choices, classes, schools } }: { shown: Shown }) {
  return (
    <FilterForm>
      <NameFilter value={choices.nom} />
      <ClassFilter classes={classes} value={choices.classe} />
      <ChoiceFilter
        name="filtre"
        label="Situation"
        all="Toutes"
        value={choices.filtre}
        choices={FILTRES.map((value) => ({ value, label: LIBELLE_FILTRE[value] }))}
      />
      <SchoolFilter schools={schools} value={choices.etablissement} />
    </FilterForm>
  )
}

function Pupils({ shown, state }: { shown: Shown; state: FormState }) {
  const { eleves, total, schools, mayName, choices, tri } = shown
  const ticked = state.values['eleves'] ?? []
  const choose: ListColumn<EleveSuivi>[] = mayName
    ? [
        {
          title: 'Choisir',
          cell: (eleve) => (
            <RowCheckbox
              name="eleves"
              value={String(eleve.id)}
              label={`Choisir ${eleve.prenom} ${eleve.nom}`}
              checked={ticked.includes(String(eleve.id))}
            />
          ),
        },
      ]
    : []
  return (
    <div id={fieldId('eleves')} tabIndex={-1}>
      <FieldError name="eleves" state={state} />
      <ListTable
        path="/eleves"
        choices={{ ...choices }}
        tri={tri}
        caption={counted(total, 'élève')}
        columns={[...choose, ...columnsOf(shown).filter((one) => schools.length > 1 || one !== SCHOOL)]}
        rows={eleves}
        rowKey={(eleve) => eleve.id}
        empty="Aucun élève ne répond à cette recherche."
      />
    </div>
  )
}

function Naming({ shown, state }: { shown: Shown; state: FormState }) {
  const { total } = shown
  return (
    <section aria-labelledby="nommer">
      <h2 id="nommer">Nommer un adulte référent</h2>
      <Radios
        name="portee"
        label="Pour quels élèves ?"
        choices={[
          { value: 'coches', label: 'Les élèves cochés' },
          {
            value: 'recherche',
            label: `Tous ceux de cette recherche (${total.toLocaleString('fr-FR')})`,
            hint: 'Toutes les pages de la liste telle qu’elle est filtrée, par exemple une classe entière.',
          },
        ]}
        state={{ ...state, values: { portee: ['coches'], ...state.values } }}
      />
      <TextField name="adulte" label="Prénom et nom de l’adulte référent" state={state} />
      <Buttons>
        <Button>Nommer</Button>
      </Buttons>
    </section>
  )
}
