import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { groupBy } from '#src/kit/group.ts'
import { readConfirmations } from '#src/procedure/bonus/api.ts'
import { actingFor, hasRole, mayEver, type Acteur } from '#src/procedure/comptes/api.ts'
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
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { RowCheckbox } from '#src/web/components/table.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, schoolFilter, triDit, triOf, type ListColumn, type Listed } from '#src/web/lists.ts'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, liste, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

interface Shown extends Listed<EleveSuivi> {
  schools: number
  mayName: boolean
  mayRegister: boolean
}

const heads = (acteur: Acteur): boolean => hasRole(acteur, 'chef_origine') || hasRole(acteur, 'academie')

async function load(requete: Requete, slice: Slice): Promise<Shown> {
  const { tx, campagne, query } = requete
  const search = searchOf(requete)
  const tri = triOf(query('tri'), TRIS_ELEVES)
  const found = await readEleves(tx, { ...search, ...slice, tri })
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const columns = columnsOf({ ...found, confirmations: await awaitedFrom(requete, found) })
  return {
    path: '/eleves',
    filters: [
      { name: 'nom', label: 'Nom ou prénom' },
      {
        name: 'classe',
        label: 'Classe',
        all: 'Toutes',
        choices: found.classes.map((classe) => ({ value: classe, label: classe })),
      },
      { name: 'filtre', label: 'Situation', all: 'Toutes', choices: choicesIn(FILTRES, LIBELLE_FILTRE) },
      ...schoolFilter(schools),
    ],
    choices: choicesOf(requete),
    columns,
    tri,
    slice,
    rows: found.eleves,
    total: found.total,
    uai: search.uai,
    schools: schools.length,
    mayName: heads(tx.acteur),
    mayRegister: mayEver(tx.acteur, 'inscription.enregistrer'),
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

const choicesOf = ({ query }: Requete) => ({
  nom: query('nom') ?? '',
  classe: query('classe') || null,
  filtre: oneOf(query('filtre'), FILTRES),
  etablissement: query('etablissement') || null,
})

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
  ...listPages({
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
    nom: 'eleves',
    load,
    draw: (shown) => <Liste shown={shown} state={freshForm()} />,
  }),
  page({
    method: 'POST',
    path: '/eleves',
    droit: 'adulte_referent.nommer',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const read = readForm(form, Nomination)
      const again = async (state: FormState) => {
        const shown = await load(requete, sliceOf(requete.query('page')))
        return html(<Liste shown={shown} state={state} />, 422)
      }
      if (!read.ok) return again(read.state)
      const { adulte: nom, eleves: asked, portee } = read.value
      const eleves =
        portee === 'recherche'
          ? await readElevesDeRecherche(tx, searchOf(requete))
          : await readElevesDeCampagne(tx, { campagneId: campagne.id, eleveIds: asked.map(Number) })
      if (eleves.length === 0) return again(withError(read.state, 'eleves', NOBODY))
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
]

function Liste({ shown, state }: { shown: Shown; state: FormState }) {
  const { choices, slice, mayName, mayRegister, tri, total } = shown
  return (
    <Frame title="Élèves" state={state}>
      <ListFilters list={shown} />
      <Buttons>
        <LinkButton
          href={addressOf('/eleves/manques', { etablissement: choices['etablissement'] ?? null })}
          kind="secondary"
        >
          Ce qui manque, par classe
        </LinkButton>
        {mayRegister && (
          <LinkButton href={addressOf('/eleves/inscriptions', classeOf(choices))} kind="secondary">
            Inscrire en série
          </LinkButton>
        )}
        {mayName && (
          <LinkButton href="/eleves/nouveau" kind="secondary">
            Ajouter un élève
          </LinkButton>
        )}
      </Buttons>
      {mayName && (total > 0 || Object.keys(state.values).length > 0) ? (
        <div>
          <Form
            state={state}
            action={addressOf('/eleves', { ...choices, tri: triDit(tri), page: slice.page })}
          >
            <Pupils shown={shown} state={state} />
            <Naming shown={shown} state={state} />
          </Form>
        </div>
      ) : (
        <Pupils shown={shown} state={state} />
      )}
    </Frame>
  )
}

const classeOf = ({ classe = null, etablissement = null }: Shown['choices']) => ({ classe, etablissement })

function Pupils({ shown, state }: { shown: Shown; state: FormState }) {
  const { total, schools, mayName, columns } = shown
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
      <List
        list={shown}
        caption={counted(total, 'élève')}
        columns={[...choose, ...columns.filter((one) => schools > 1 || one !== SCHOOL)]}
        rowKey={(eleve) => eleve.id}
        empty="Aucun élève n’est encore là : importez la base élèves, ou ajoutez un élève."
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
