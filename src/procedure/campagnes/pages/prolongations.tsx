import { z } from 'zod'
import { dayInWords, dayOf, isDay } from '#src/kit/day.ts'
import { prolongEcheance } from '#src/procedure/campagnes/acts/prolongations.ts'
import { ECHEANCES, type Calendrier, type ProlongationDite } from '#src/procedure/campagnes/model.ts'
import { readProlongations } from '#src/procedure/campagnes/reads/prolongations.ts'
import { LIBELLE_CALENDRIER, sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios, Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { DateField, TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, holds, listed, type ListColumn, type ListFilter } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

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
  ...listPages({
    path: PATH,
    droit: 'prolongations.lire',
    nom: 'prolongations',
    load,
    draw: (lue, { query }) => {
      const eleve = query('eleve') ?? ''
      return <Prolongations lue={lue} state={freshForm({ pour: eleve === '' ? 'tous' : 'eleve', eleve })} />
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'echeance.prolonger', handler: prolong }),
]

async function prolong(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Demande)
  const again = async (state: FormState) =>
    html(<Prolongations lue={await load(requete, sliceOf(requete.query('page')))} state={state} />, 422)
  if (!read.ok) return again(read.state)
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
  return again(withError(read.state, champ, sentenceCampagne(done.refus)))
}

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const { calendrier, prolongations: rows } = await readProlongations(tx, campagne.id)
  const columns = columnsFor(tx.zone)
  return { calendrier, ...listed(requete, { path: PATH, filters: FILTERS, columns, rows, slice }) }
}

function Prolongations({ lue, state }: { lue: Awaited<ReturnType<typeof load>>; state: FormState }) {
  return (
    <Frame title="Prolonger une échéance" state={state}>
      <p>
        Une échéance se repousse pour tous, pour un établissement (collège ou lycée) ou pour un élève. Elle ne
        s’avance jamais. L’acte, son motif et son auteur restent au journal et dans la liste ci-dessous.
      </p>
      <Ask calendrier={lue.calendrier} state={state} />
      <h2>Prolongations accordées</h2>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={`Prolongations accordées : ${lue.total}`}
        rowKey={(one) => one.id}
        empty="Aucune échéance n’a été prolongée."
      />
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
      valeur: (one) => LIBELLE_CALENDRIER[one.echeance],
      ordre: (one) => ECHEANCES.indexOf(one.echeance),
    },
    {
      title: 'Jusqu’au',
      tri: 'jour',
      valeur: (one) => dayInWords(one.jusquAu),
      ordre: (one) => one.jusquAu,
    },
    { title: 'Pour', tri: 'pour', valeur: pourOf },
    { title: 'Motif', valeur: (one) => one.motif },
    { title: 'Par', tri: 'auteur', valeur: (one) => one.auteur },
    { title: 'Le', tri: 'le', valeur: day, ordre: ({ le }) => le.toISOString() },
  ]
}

const FILTERS: readonly ListFilter<ProlongationDite>[] = [
  {
    name: 'cherche',
    label: 'Pour qui, motif ou auteur',
    keeps: (one, asked) => holds(`${pourOf(one)} ${one.motif} ${one.auteur}`, asked),
  },
  {
    name: 'sur',
    label: 'Échéance prolongée',
    all: 'Toutes',
    choices: choicesIn(ECHEANCES, LIBELLE_CALENDRIER),
    keeps: (one, asked) => one.echeance === asked,
  },
]
