import { counted } from '#src/kit/counted.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { z } from 'zod'
import { dayOf, isDay } from '#src/kit/day.ts'
import { noterInformations } from '#src/procedure/eleves/acts/parcours.ts'
import type { Eleve } from '#src/procedure/eleves/model.ts'
import { DESTINATAIRES, MOYENS } from '#src/procedure/eleves/model/parcours.ts'
import { readClassesSuivies, readEleves, readElevesDeCampagne } from '#src/procedure/eleves/reads/college.ts'
import {
  LIBELLE_DESTINATAIRE,
  LIBELLE_MOYEN,
  sentenceParcours,
} from '#src/procedure/eleves/texts/parcours.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox, Radios } from '#src/web/components/choice-fields.tsx'
import { FieldError, fieldId } from '#src/web/components/field.tsx'
import { ChoiceFilter, ClassFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { RowCheckbox, Table } from '#src/web/components/table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm, liste, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/informations'
const NOBODY = 'Cochez au moins un élève.'

const Saisie = z.object({
  eleves: liste().pipe(z.array(z.string().regex(/^[0-9]{1,15}$/)).min(1, NOBODY)),
  moyen: z.enum(MOYENS, { error: 'Dites comment.' }),
  destinataire: z.enum(DESTINATAIRES, { error: 'Dites qui a été informé.' }),
  jour: z.string().default('').refine(isDay, 'Donnez un jour qui existe.'),
})

/** Evidence that families were told of the procedure, noted for many pupils at once. */
export const informationsDesFamilles = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'famille.informer',
    menu: { libelle: 'Familles informées', ordre: 14 },
    attente: async ({ tx, campagne }) => {
      if (hasRole(tx.acteur, 'academie')) return []
      const classes = await readClassesSuivies(tx, { campagneId: campagne.id, uai: null })
      const waiting = classes.reduce((sum, one) => sum + one.sans_information, 0)
      return waiting === 0 ? [] : [{ texte: `Informer ${counted(waiting, 'famille')}, et le noter` }]
    },
    handler: async (requete) => html(await draw(requete)),
  }),
  page({ method: 'POST', path: PATH, droit: 'famille.informer', handler: note }),
]

interface Shown {
  eleves: readonly Eleve[]
  classes: readonly string[]
  total: number
  page: number
  choices: { nom: string; classe: string | null; eleve: string | null; toutes: string | null }
}

const choicesOf = ({ query }: Requete): Shown['choices'] => ({
  nom: query('nom') ?? '',
  classe: query('classe') || null,
  eleve: /^[0-9]{1,15}$/.test(query('eleve') ?? '') ? (query('eleve') ?? null) : null,
  toutes: query('toutes') === 'oui' ? 'oui' : null,
})

async function load(requete: Requete): Promise<Shown> {
  const { tx, campagne } = requete
  const choices = choicesOf(requete)
  if (choices.eleve !== null) {
    const eleves = await readElevesDeCampagne(tx, {
      campagneId: campagne.id,
      eleveIds: [Number(choices.eleve)],
    })
    return { eleves, classes: [], total: eleves.length, page: 1, choices }
  }
  const { page: number, ...slice } = sliceOf(requete.query('page'))
  const { nom, classe, toutes } = choices
  const filtre = toutes === null ? ('sans_information' as const) : null
  const found = await readEleves(tx, {
    campagneId: campagne.id,
    uai: null,
    nom,
    classe,
    filtre,
    tri: null,
    ...slice,
  })
  return { ...found, page: number, choices }
}

async function note(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  if (form.has('tous')) for (const { id } of (await load(requete)).eleves) form.append('eleves', String(id))
  const read = readForm(form, Saisie)
  if (!read.ok) return html(await draw(requete, read.state), 422)
  const { eleves, ...faite } = read.value
  const known = await readElevesDeCampagne(tx, { campagneId: campagne.id, eleveIds: eleves.map(Number) })
  if (known.length === 0) return html(await draw(requete, withError(read.state, 'eleves', NOBODY)), 422)
  const eleveIds = known.map(({ id }) => id)
  const done = await noterInformations(tx, { campagneId: campagne.id, eleveIds, ...faite })
  if (!done.ok)
    return html(await draw(requete, withError(read.state, 'jour', sentenceParcours(done.refus))), 422)
  const said = eleveIds.length === 1 ? 'la famille d’un élève' : `les familles de ${eleveIds.length} élèves`
  const back = addressOf(PATH, { ...choicesOf(requete), eleve: null })
  return redirect(back, `C’est noté pour ${said}.`)
}

async function draw(requete: Requete, state?: FormState) {
  const { tx } = requete
  const shown = await load(requete)
  const fresh = freshForm({
    jour: dayOf(tx.now, tx.zone),
    destinataire: 'tous',
    eleves: shown.choices.eleve === null ? [] : [shown.choices.eleve],
  })
  return <Informations shown={shown} state={state ?? fresh} />
}

function Informations({ shown, state }: { shown: Shown; state: FormState }) {
  const { choices, page: number, total } = shown
  const address = (asked: number): string => addressOf(PATH, { ...choices, page: asked })
  return (
    <Frame title="Familles informées" state={state}>
      <p>
        Chaque élève de 3e et sa famille sont informés de la démarche. Notez ici qui l’a été, comment et quel
        jour : c’est la preuve, et elle reste au dossier.
      </p>
      {choices.eleve === null && <Filters shown={shown} />}
      <Form state={state} action={address(number)}>
        <Pupils shown={shown} state={state} />
        <Pagination page={number} total={total} href={address} />
        <h2>Ce qui a été fait</h2>
        <Checkbox name="tous" label="Pour tous les élèves de cette page" state={state} />
        <Radios
          name="moyen"
          label="Comment"
          choices={MOYENS.map((value) => ({ value, label: LIBELLE_MOYEN[value] }))}
          state={state}
        />
        <Radios
          name="destinataire"
          label="Qui a été informé"
          choices={DESTINATAIRES.map((value) => ({ value, label: LIBELLE_DESTINATAIRE[value] }))}
          state={state}
        />
        <DateField name="jour" label="Quel jour" state={state} />
        <Buttons>
          <Button>Noter</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Filters({ shown: { choices, classes } }: { shown: Shown }) {
  return (
    <FilterForm>
      <NameFilter value={choices.nom} />
      <ClassFilter classes={classes} value={choices.classe} />
      <ChoiceFilter
        name="toutes"
        label="Familles"
        all="Pas encore informées"
        value={choices.toutes}
        choices={[{ value: 'oui', label: 'Toutes' }]}
      />
    </FilterForm>
  )
}

function Pupils({ shown: { eleves, total }, state }: { shown: Shown; state: FormState }) {
  const ticked = state.values['eleves'] ?? []
  return (
    <div id={fieldId('eleves')} tabIndex={-1}>
      <FieldError name="eleves" state={state} />
      <Table
        caption={counted(total, 'élève')}
        rows={eleves}
        rowKey={({ id }) => id}
        empty="Aucun élève ne répond à cette recherche."
        columns={[
          {
            title: 'Choisir',
            cell: ({ id, nom, prenom }) => (
              <RowCheckbox
                name="eleves"
                value={String(id)}
                label={`Choisir ${prenom} ${nom}`}
                checked={ticked.includes(String(id))}
              />
            ),
          },
          {
            title: 'Élève',
            heading: true,
            cell: ({ id, nom, prenom }) => (
              <a href={`/eleves/${id}`}>
                {nom} {prenom}
              </a>
            ),
          },
          { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
        ]}
      />
    </div>
  )
}
