import { counted } from '#src/kit/counted.ts'
import { derniereEcheance, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { z } from 'zod'
import { dayOf, isDay, type Day } from '#src/kit/day.ts'
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
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { addressIn, List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { RowCheckbox } from '#src/web/components/table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm, liste, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { triOf, type ListColumn, type Listed, type ListFilter } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

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
  ...listPages({
    path: PATH,
    droit: 'famille.informer',
    menu: { libelle: 'Familles informées', ordre: 14 },
    attente: async ({ tx, campagne }) => {
      if (hasRole(tx.acteur, 'academie')) return []
      const last = derniereEcheance(await loadCampagne(tx.trx, campagne.id), { echeance: 'finConfirmations' })
      if (dayOf(tx.now, tx.zone) > last) return []
      const classes = await readClassesSuivies(tx, { campagneId: campagne.id, uai: null })
      const waiting = classes.reduce((sum, one) => sum + one.sans_information, 0)
      return waiting === 0 ? [] : [{ texte: `Informer ${counted(waiting, 'famille')}, et le noter` }]
    },
    nom: 'familles-informees',
    load,
    draw: (shown, { tx }) => <Informations shown={shown} state={freshIn(shown, dayOf(tx.now, tx.zone))} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'famille.informer', handler: note }),
]

type Shown = Listed<Eleve> & { eleve: string | null }

/** One pupil of whom one comes, else those whose families were not told, or all of them. */
async function load(requete: Requete, slice: Slice): Promise<Shown> {
  const { tx, campagne, query } = requete
  const eleve = /^[0-9]{1,15}$/.test(query('eleve') ?? '') ? (query('eleve') ?? null) : null
  const toutes = query('toutes') === 'oui' ? 'oui' : null
  const choices = { nom: query('nom') ?? '', classe: query('classe') || null, toutes }
  const tri = triOf(query('tri'), ['eleve', 'classe'])
  const asked = {
    campagneId: campagne.id,
    ...choices,
    uai: null,
    tri,
    limit: slice.limit,
    offset: slice.offset,
  }
  const list = { path: PATH, columns: COLUMNS, tri, slice } as const
  if (eleve !== null) {
    const rows = await readElevesDeCampagne(tx, { campagneId: campagne.id, eleveIds: [Number(eleve)] })
    return { ...list, filters: [], choices: { eleve }, rows, total: rows.length, eleve }
  }
  const found = await readEleves(tx, { ...asked, filtre: toutes === null ? 'sans_information' : null })
  return {
    ...list,
    filters: filtersFor(found.classes),
    choices,
    rows: found.eleves,
    total: found.total,
    eleve,
  }
}

const filtersFor = (classes: readonly string[]): ListFilter<Eleve>[] => [
  { name: 'nom', label: 'Nom ou prénom' },
  {
    name: 'classe',
    label: 'Classe',
    all: 'Toutes',
    choices: classes.map((classe) => ({ value: classe, label: classe })),
  },
  {
    name: 'toutes',
    label: 'Familles',
    all: 'Pas encore informées',
    choices: [{ value: 'oui', label: 'Toutes' }],
  },
]

const COLUMNS: readonly ListColumn<Eleve>[] = [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ id, nom, prenom }) => <a href={`/eleves/${id}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ nom, prenom }) => `${nom} ${prenom}`,
  },
  { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
]

async function note(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const shown = await load(requete, sliceOf(requete.query('page')))
  const refused = (state: FormState) => html(<Informations shown={shown} state={state} />, 422)
  if (form.has('tous')) for (const { id } of shown.rows) form.append('eleves', String(id))
  const read = readForm(form, Saisie)
  if (!read.ok) return refused(read.state)
  const { eleves, ...faite } = read.value
  const known = await readElevesDeCampagne(tx, { campagneId: campagne.id, eleveIds: eleves.map(Number) })
  if (known.length === 0) return refused(withError(read.state, 'eleves', NOBODY))
  const eleveIds = known.map(({ id }) => id)
  const done = await noterInformations(tx, { campagneId: campagne.id, eleveIds, ...faite })
  if (!done.ok) return refused(withError(read.state, 'jour', sentenceParcours(done.refus)))
  const said = eleveIds.length === 1 ? 'la famille d’un élève' : `les familles de ${eleveIds.length} élèves`
  return redirect(addressIn(shown, { eleve: null }), `C’est noté pour ${said}.`)
}

const freshIn = ({ eleve }: Shown, jour: Day): FormState =>
  freshForm({ jour, destinataire: 'tous', eleves: eleve === null ? [] : [eleve] })

function Informations({ shown, state }: { shown: Shown; state: FormState }) {
  return (
    <Frame title="Familles informées" state={state}>
      <p>
        Chaque élève de 3e et sa famille sont informés de la démarche. Notez ici qui l’a été, comment et quel
        jour : c’est la preuve, et elle reste au dossier.
      </p>
      {shown.eleve === null && <ListFilters list={shown} />}
      <Form state={state} action={addressIn(shown, { page: shown.slice.page })}>
        <Pupils shown={shown} state={state} />
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

function Pupils({ shown, state }: { shown: Shown; state: FormState }) {
  const ticked = state.values['eleves'] ?? []
  const choose: ListColumn<Eleve> = {
    title: 'Choisir',
    cell: ({ id, nom, prenom }) => (
      <RowCheckbox
        name="eleves"
        value={String(id)}
        label={`Choisir ${prenom} ${nom}`}
        checked={ticked.includes(String(id))}
      />
    ),
  }
  return (
    <div id={fieldId('eleves')} tabIndex={-1}>
      <FieldError name="eleves" state={state} />
      <List
        list={shown}
        caption={counted(shown.total, 'élève')}
        columns={[choose, ...COLUMNS]}
        rowKey={({ id }) => id}
        empty="Aucune famille n’attend d’être informée."
      />
    </div>
  )
}
