import { z } from 'zod'
import { groupBy } from '#src/kit/group.ts'
import { readConfirmations } from '#src/procedure/bonus/api.ts'
import { actingFor, hasRole, type Acteur } from '#src/procedure/comptes/api.ts'
import { nommerAdultesReferents } from '#src/procedure/eleves/acts.ts'
import { FILTRES, type EleveSuivi } from '#src/procedure/eleves/model.ts'
import {
  readEleves,
  readElevesDeCampagne,
  readEtablissementsSuivis,
  type ListeEleves,
} from '#src/procedure/eleves/reads/college.ts'
import { LIBELLE_FILTRE, manquesOf } from '#src/procedure/eleves/texts/suivi.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { FieldError, fieldId } from '#src/web/components/field.tsx'
import {
  ChoiceFilter,
  FilterForm,
  NameFilter,
  SchoolFilter,
  type School,
} from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { RowCheckbox, Table, type Column } from '#src/web/components/table.tsx'
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
  mayName: boolean
}

const heads = (acteur: Acteur): boolean => hasRole(acteur, 'chef_origine') || hasRole(acteur, 'academie')

async function load(requete: Requete): Promise<Shown> {
  const { tx, campagne, query } = requete
  const choices = choicesOf(requete)
  const { page: number, ...slice } = sliceOf(query('page'))
  const scope = { campagneId: campagne.id, uai: choices.etablissement }
  const found = await readEleves(tx, { ...choices, ...scope, ...slice })
  const eleveIds = found.eleves.map((eleve) => eleve.id)
  const said = await readConfirmations(tx, { campagneId: campagne.id, eleveIds })
  return {
    ...found,
    choices,
    page: number,
    schools: await readEtablissementsSuivis(tx, campagne.id),
    confirmations: new Map(
      [...said].map(([id, list]) => [id, list.filter((one) => one.etat === 'attendue').length]),
    ),
    mayName: heads(tx.acteur),
  }
}

const NOBODY = 'Cochez au moins un élève.'
const Nomination = z.object({
  eleves: liste().pipe(z.array(z.string().regex(/^[0-9]{1,15}$/)).min(1, NOBODY)),
  adulte: texte('Écrivez le nom de l’adulte référent.', 120),
})

export const listeDesEleves = [
  page({
    method: 'GET',
    path: '/eleves',
    droit: 'eleves.lire',
    menu: { libelle: 'Élèves', ordre: 10 },
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
      const { adulte: nom, eleves: asked } = read.value
      const eleves = await readElevesDeCampagne(tx, {
        campagneId: campagne.id,
        eleveIds: asked.map(Number),
      })
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
      const back = addressOf('/eleves', { ...choicesOf(requete), page: requete.query('page') ?? null })
      return redirect(back, `${nom} est l’adulte référent de ${counted}.`)
    },
  }),
]

function Liste({ shown, state }: { shown: Shown; state: FormState }) {
  const { choices, page: number, total, mayName } = shown
  const address = (asked: number): string => addressOf('/eleves', { ...choices, page: asked })
  return (
    <Frame title="Élèves" state={state}>
      <Filters shown={shown} />
      {mayName && (
        <Buttons>
          <LinkButton href="/eleves/nouveau" kind="secondary">
            Ajouter un élève
          </LinkButton>
        </Buttons>
      )}
      {mayName ? (
        <div>
          <Form state={state} action={address(number)}>
            <Pupils shown={shown} state={state} />
            <Pagination page={number} total={total} href={address} />
            <Naming state={state} />
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
      <ChoiceFilter
        name="classe"
        label="Classe"
        all="Toutes"
        value={choices.classe}
        choices={classes.map((classe) => ({ value: classe, label: classe }))}
      />
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
  const { eleves, total, schools, mayName } = shown
  const ticked = state.values['eleves'] ?? []
  const choose: Column<EleveSuivi>[] = mayName
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
      <Table
        caption={total === 1 ? '1 élève' : `${total.toLocaleString('fr-FR')} élèves`}
        columns={[...choose, schools.length > 1 ? NAME_AND_SCHOOL : NAME, ...COLUMNS, missingColumn(shown)]}
        rows={eleves}
        rowKey={(eleve) => eleve.id}
        empty="Aucun élève ne répond à cette recherche."
      />
    </div>
  )
}

const NAME: Column<EleveSuivi> = {
  title: 'Élève',
  heading: true,
  cell: ({ id, nom, prenom }) => (
    <a href={`/eleves/${id}`}>
      {nom} {prenom}
    </a>
  ),
}

/** With the school under the name for those who follow several. */
const NAME_AND_SCHOOL: Column<EleveSuivi> = {
  ...NAME,
  cell: (eleve) => (
    <>
      {NAME.cell(eleve)}
      <span className="passpro-sous-titre">{eleve.etablissement}</span>
    </>
  ),
}

const COLUMNS: readonly Column<EleveSuivi>[] = [
  { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
  { title: 'Adulte référent', cell: ({ adulteReferent }) => adulteReferent ?? '–' },
  { title: 'Inscriptions', cell: ({ formations }) => <Lines lines={formations} none="Aucune" /> },
]

const missingColumn = ({ avisOuverts, confirmations }: Shown): Column<EleveSuivi> => ({
  title: 'Ce qui manque',
  cell: (eleve) => (
    <Lines
      lines={manquesOf(eleve, { avisOuverts, confirmations: confirmations.get(eleve.id) ?? 0 })}
      none="–"
    />
  ),
})

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length === 0) return none
  return lines.map((line) => <div key={line}>{line}</div>)
}

function Naming({ state }: { state: FormState }) {
  return (
    <section aria-labelledby="nommer">
      <h2 id="nommer">Nommer l’adulte référent des élèves cochés</h2>
      <TextField name="adulte" label="Prénom et nom de l’adulte référent" state={state} />
      <Buttons>
        <Button>Nommer</Button>
      </Buttons>
    </section>
  )
}
