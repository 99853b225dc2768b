import { z } from 'zod'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { reglerContraintes } from '#src/procedure/entretiens/acts/contraintes.ts'
import { joursFermesInLines, readJoursFermes } from '#src/procedure/entretiens/texts/jours-fermes.ts'
import {
  LIBELLE_CONTRAINTE,
  sentenceContraintes,
  type ContraintesPlanning,
} from '#src/procedure/entretiens/texts/contraintes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/planification/contraintes'

type Borne = keyof typeof LIBELLE_CONTRAINTE

/** A whole number; left empty, the rule does not apply. */
const borne = (min: number, max: number) => {
  const said = `Écrivez un nombre entier de ${min} à ${max}, ou rien.`
  return z
    .union(
      [
        z.literal('').transform(() => undefined),
        z.coerce.number(said).int(said).min(min, said).max(max, said),
      ],
      said,
    )
    .optional()
}

const Saisie = z.object({
  joursFermes: z.string().default(''),
  accompagnes: borne(1, 60),
  maxParCollege: borne(1, 200),
  pauseMinutes: borne(0, 120),
  preavisJours: borne(0, 30),
  trajetMaxMinutes: borne(10, 600),
})

export const contraintes = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'contraintes.regler',
    handler: async ({ tx, campagne }) => {
      const { contraintes } = await loadCampagne(tx.trx, campagne.id)
      return html(<Contraintes state={typedFrom(contraintes)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'contraintes.regler', handler: set }),
]

const typedFrom = ({ joursFermes = [], ...bornes }: ContraintesPlanning): FormState =>
  freshForm({
    joursFermes: joursFermesInLines(joursFermes),
    ...Object.fromEntries(Object.entries(bornes).map(([name, value]) => [name, String(value)])),
  })

async function set({ tx, campagne, form }: Requete): Promise<Reply> {
  const read = readForm(form, Saisie)
  if (!read.ok) return html(<Contraintes state={read.state} />, 422)
  const { joursFermes, ...bornes } = read.value
  const lus = readJoursFermes(joursFermes)
  const again = (field: string, sentence: string): Reply =>
    html(<Contraintes state={withError(read.state, field, sentence)} />, 422)
  if (!lus.ok)
    return again('joursFermes', `« ${lus.ligne} » n’est ni un jour (08/03/2027), ni une période (du … au …).`)
  const done = await reglerContraintes(tx, {
    campagneId: campagne.id,
    contraintes: { ...said(bornes), joursFermes: lus.jours },
  })
  if (!done.ok) return again('', sentenceContraintes(done.refus))
  return redirect(PATH, 'Les contraintes sont enregistrées : elles valent pour tout nouveau placement.')
}

/** Those that were written, and no others. */
const said = (bornes: Partial<Record<Borne, number | undefined>>): Partial<Record<Borne, number>> =>
  Object.fromEntries(Object.entries(bornes).filter(([, value]) => value !== undefined))

function Contraintes({ state }: { state: FormState }) {
  return (
    <Frame title="Contraintes de la planification" state={state}>
      <p>
        Aucun plan ne passe outre, ni le calcul, ni une main. Un champ laissé vide : la règle ne s’applique
        pas. Une valeur que des entretiens déjà placés ne respecteraient plus est refusée.
      </p>
      <Form action={PATH} state={state}>
        <TextArea
          name="joursFermes"
          label="Jours sans entretien"
          hint="Un jour ou une période par ligne : « 08/03/2027 », « du 06/02/2027 au 21/02/2027 ». Recopiez les vacances de la zone de l’académie et les jours fériés du calendrier officiel."
          rows={6}
          state={state}
        />
        {Object.entries(LIBELLE_CONTRAINTE).map(([name, { libelle, aide }]) => (
          <TextField key={name} name={name} type="number" label={libelle} hint={aide} state={state} />
        ))}
        <Buttons>
          <Button>Enregistrer les contraintes</Button>
          <LinkButton href="/planification" kind="secondary">
            Retour à la planification
          </LinkButton>
        </Buttons>
      </Form>
    </Frame>
  )
}
