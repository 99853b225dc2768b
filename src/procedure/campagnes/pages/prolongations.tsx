import { z } from 'zod'
import { dayInWords, dayOf, isDay } from '#src/kit/day.ts'
import { prolongEcheance } from '#src/procedure/campagnes/acts/prolongations.ts'
import { ECHEANCES, type Calendrier, type ProlongationDite } from '#src/procedure/campagnes/model.ts'
import { readProlongations } from '#src/procedure/campagnes/reads/prolongations.ts'
import { LIBELLE_CALENDRIER, sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios, Select } from '#src/web/components/choice-fields.tsx'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { DateField, TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { exportPage, holds, sortedBy, triDit, triOf, trisOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/prolongations'

const POUR = ['tous', 'etablissement', 'eleve'] as const

const Demande = z
  .object({
    echeance: z.enum(ECHEANCES, { error: 'Choisissez l’échéance.' }),
    jusquAu: z.string().refine(isDay, 'Donnez un jour qui existe.'),
    pour: z.enum(POUR, { error: 'Dites pour qui.' }),
    uai: z.string().trim().toUpperCase().default(''),
    eleve: z.string().trim().default(''),
    motif: texte('Écrivez le motif : il reste au journal.', 500),
  })
  .refine(({ pour, uai }) => pour !== 'etablissement' || uai !== '', {
    path: ['uai'],
    error: 'Écrivez l’UAI de l’établissement.',
  })
  .refine(({ pour, eleve }) => pour !== 'eleve' || /^[1-9][0-9]{0,8}$/.test(eleve), {
    path: ['eleve'],
    error:
      'Écrivez le numéro du dossier : le lien « Prolonger une échéance » du dossier de l’élève l’écrit pour vous.',
  })

/** The field of the form that a refusal is about. */
const CHAMP: Readonly<Record<string, string>> = {
  motif_absent: 'motif',
  eleve_inconnu: 'eleve',
  etablissement_inconnu: 'uai',
}

export const prolongations = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'prolongations.lire',
    handler: async (requete) => {
      const eleve = requete.query('eleve') ?? ''
      const state = freshForm(eleve === '' ? { pour: 'tous' } : { pour: 'eleve', eleve })
      return html(await draw(requete, state))
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'echeance.prolonger', handler: prolong }),
  exportPage({
    path: PATH,
    droit: 'prolongations.lire',
    nom: 'prolongations',
    lignes: async (requete) => {
      const { prolongations: list } = await readProlongations(requete.tx, requete.campagne.id)
      const { rows, columns } = narrowed(requete, list)
      return { rows, columns }
    },
  }),
]

async function prolong(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Demande)
  if (!read.ok) return html(await draw(requete, read.state), 422)
  const { echeance, jusquAu, pour, uai, eleve, motif } = read.value
  const done = await prolongEcheance(tx, {
    campagneId: campagne.id,
    echeance,
    jusquAu,
    uai: pour === 'etablissement' ? uai : null,
    eleveId: pour === 'eleve' ? Number(eleve) : null,
    motif,
  })
  if (done.ok) return redirect(PATH, `L’échéance est repoussée au ${dayInWords(jusquAu)}, 23 h 59.`)
  const champ = CHAMP[done.refus.code] ?? 'jusquAu'
  return html(await draw(requete, withError(read.state, champ, sentenceCampagne(done.refus))), 422)
}

async function draw(requete: Requete, state: FormState) {
  const { calendrier, prolongations: list } = await readProlongations(requete.tx, requete.campagne.id)
  return (
    <Frame title="Prolonger une échéance" state={state}>
      <p>
        Une échéance se repousse pour tous, pour un établissement (collège ou lycée) ou pour un élève. Elle ne
        s’avance jamais. L’acte, son motif et son auteur restent au journal et dans la liste ci-dessous.
      </p>
      <Ask calendrier={calendrier} state={state} />
      <h2>Prolongations accordées</h2>
      <List requete={requete} list={list} />
    </Frame>
  )
}

function Ask({ calendrier, state }: { calendrier: Calendrier; state: FormState }) {
  const choices = ECHEANCES.map((value) => ({
    value,
    label: `${LIBELLE_CALENDRIER[value]} : ${dayInWords(calendrier[value])}`,
  }))
  return (
    <Form state={state} action={PATH}>
      <Select name="echeance" label="Échéance" choices={choices} state={state} />
      <DateField
        name="jusquAu"
        label="Nouveau dernier jour"
        hint="Jusqu’à 23 h 59 ce jour-là."
        state={state}
      />
      <Radios
        name="pour"
        label="Pour qui"
        state={state}
        choices={[
          { value: 'tous', label: 'Toute la campagne' },
          { value: 'etablissement', label: 'Un établissement' },
          { value: 'eleve', label: 'Un élève' },
        ]}
      />
      <TextField
        name="uai"
        label="UAI de l’établissement"
        hint="Pour un établissement seulement."
        state={state}
      />
      <TextField
        name="eleve"
        label="Numéro du dossier de l’élève"
        hint="Pour un élève seulement. Le lien « Prolonger une échéance » de son dossier l’écrit pour vous."
        state={state}
      />
      <TextArea name="motif" label="Motif" state={state} />
      <Buttons>
        <Button>Prolonger</Button>
      </Buttons>
    </Form>
  )
}

const pourOf = ({ pour }: ProlongationDite): string => pour ?? 'toute la campagne'

function columnsFor(zone: string): ListColumn<ProlongationDite>[] {
  const day = ({ le }: ProlongationDite): string => dayInWords(dayOf(le, zone))
  return [
    {
      title: 'Échéance',
      heading: true,
      tri: 'echeance',
      cell: (one) => LIBELLE_CALENDRIER[one.echeance],
      valeur: (one) => LIBELLE_CALENDRIER[one.echeance],
      ordre: (one) => ECHEANCES.indexOf(one.echeance),
    },
    {
      title: 'Jusqu’au',
      tri: 'jour',
      cell: (one) => dayInWords(one.jusquAu),
      valeur: (one) => dayInWords(one.jusquAu),
      ordre: (one) => one.jusquAu,
    },
    { title: 'Pour', tri: 'pour', cell: pourOf, valeur: pourOf },
    { title: 'Motif', cell: (one) => one.motif, valeur: (one) => one.motif },
    { title: 'Par', tri: 'auteur', cell: (one) => one.auteur, valeur: (one) => one.auteur },
    { title: 'Le', tri: 'le', cell: day, valeur: day, ordre: ({ le }) => le.toISOString() },
  ]
}

/** Those that the address asks for, in its order. */
function narrowed({ tx, query }: Requete, list: readonly ProlongationDite[]) {
  const columns = columnsFor(tx.zone)
  const choices = { cherche: query('cherche') ?? '', sur: oneOf(query('sur'), ECHEANCES) }
  const tri = triOf(query('tri'), trisOf(columns))
  const kept = list.filter(
    (one) =>
      (choices.sur === null || one.echeance === choices.sur) &&
      holds(`${pourOf(one)} ${one.motif} ${one.auteur}`, choices.cherche),
  )
  return { columns, choices, tri, rows: sortedBy(kept, { tri, columns }) }
}

function List({ requete, list }: { requete: Requete; list: readonly ProlongationDite[] }) {
  const { columns, choices, tri, rows } = narrowed(requete, list)
  const { page: number, limit, offset } = sliceOf(requete.query('page'))
  return (
    <>
      {list.length > 0 && (
        <FilterForm>
          <TextField
            name="cherche"
            label="Pour qui, motif ou auteur"
            type="search"
            state={freshForm({ cherche: choices.cherche })}
          />
          <ChoiceFilter
            name="sur"
            label="Échéance prolongée"
            all="Toutes"
            value={choices.sur}
            choices={ECHEANCES.map((value) => ({ value, label: LIBELLE_CALENDRIER[value] }))}
          />
        </FilterForm>
      )}
      <ListTable
        path={PATH}
        caption={`Prolongations accordées : ${rows.length}`}
        columns={columns}
        rows={rows.slice(offset, offset + limit)}
        rowKey={(one) => one.id}
        empty={
          list.length === 0 ? 'Aucune échéance n’a été prolongée.' : 'Aucune ne répond à cette recherche.'
        }
        choices={choices}
        tri={tri}
      />
      <Pagination
        page={number}
        total={rows.length}
        href={(n) => addressOf(PATH, { ...choices, tri: triDit(tri), page: n })}
      />
    </>
  )
}
