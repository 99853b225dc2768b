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
import { Table } from '#src/web/components/table.tsx'
import { DateField, TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

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
    error: 'Écrivez le numéro du dossier, qui est dans l’adresse de sa page : /eleves/123.',
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
    path: '/prolongations',
    droit: 'prolongations.lire',
    handler: async (requete) => {
      const eleve = requete.query('eleve') ?? ''
      const state = freshForm(eleve === '' ? { pour: 'tous' } : { pour: 'eleve', eleve })
      return html(await draw(requete, state))
    },
  }),
  page({ method: 'POST', path: '/prolongations', droit: 'echeance.prolonger', handler: prolong }),
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
  if (done.ok)
    return redirect('/prolongations', `L’échéance est repoussée au ${dayInWords(jusquAu)}, 23 h 59.`)
  const champ = CHAMP[done.refus.code] ?? 'jusquAu'
  return html(await draw(requete, withError(read.state, champ, sentenceCampagne(done.refus))), 422)
}

async function draw({ tx, campagne }: Requete, state: FormState) {
  const { calendrier, prolongations: list } = await readProlongations(tx, campagne.id)
  return (
    <Frame title="Prolonger une échéance" state={state}>
      <p>
        Une échéance se repousse pour tous, pour un établissement (collège ou lycée) ou pour un élève. Elle ne
        s’avance jamais. L’acte, son motif et son auteur restent au journal et dans la liste ci-dessous.
      </p>
      <Ask calendrier={calendrier} state={state} />
      <List list={list} zone={tx.zone} />
    </Frame>
  )
}

function Ask({ calendrier, state }: { calendrier: Calendrier; state: FormState }) {
  const choices = ECHEANCES.map((value) => ({
    value,
    label: `${LIBELLE_CALENDRIER[value]} : ${dayInWords(calendrier[value])}`,
  }))
  return (
    <Form state={state} action="/prolongations">
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
        hint="Pour un élève seulement ; il est dans l’adresse de sa page : /eleves/123."
        state={state}
      />
      <TextArea name="motif" label="Motif" state={state} />
      <Buttons>
        <Button>Prolonger</Button>
      </Buttons>
    </Form>
  )
}

function List({ list, zone }: { list: readonly ProlongationDite[]; zone: string }) {
  return (
    <Table
      caption={`Prolongations accordées : ${list.length}`}
      rows={list}
      rowKey={(one) => one.id}
      empty="Aucune échéance n’a été prolongée."
      columns={[
        { title: 'Échéance', heading: true, cell: (one) => LIBELLE_CALENDRIER[one.echeance] },
        { title: 'Jusqu’au', cell: (one) => dayInWords(one.jusquAu) },
        { title: 'Pour', cell: (one) => one.pour ?? 'toute la campagne' },
        { title: 'Motif', cell: (one) => one.motif },
        { title: 'Par', cell: (one) => `${one.auteur}, le ${dayInWords(dayOf(one.le, zone))}` },
      ]}
    />
  )
}
