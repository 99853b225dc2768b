import { z } from 'zod'
import { ChampsDeSeance } from '#src/procedure/entretiens/pages/seance-form.tsx'
import type { DisponibilitesLues } from '#src/procedure/entretiens/reads/lycee.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox, Checkboxes, Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { DateField, TextArea, TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

/** An hour of the day, as a field of time sends it. */
export const heure = (missing: string) =>
  z.string({ error: missing }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, missing)

/** How many pupils are received at once. */
export const capacite = z.coerce
  .number('Écrivez un nombre.')
  .int('Écrivez un nombre entier.')
  .min(1, 'Il faut au moins un élève à la fois.')
  .max(60, 'Au plus 60 élèves à la fois.')

const MODES = [
  { value: 'presentiel', label: 'Au lycée' },
  { value: 'distanciel', label: 'À distance', hint: 'Le collège fournit la salle et le matériel à l’élève.' },
]

const asChoices = (names: readonly string[]) => names.map((nom) => ({ value: nom, label: nom }))

/** When, who, where and for what: one availability, or the same each week. */
export function DeclarationForm({ lues, state }: { lues: DisponibilitesLues; state: FormState }) {
  return (
    <Form state={state}>
      <DateField name="jour" label="Jour" state={state} />
      <div className="passpro-cote-a-cote">
        <TextField name="de" label="De" type="time" state={state} />
        <TextField name="a" label="À" type="time" state={state} />
      </div>
      <DateField
        name="jusquAu"
        label="Répéter chaque semaine jusqu’au (facultatif)"
        hint="Le même jour et les mêmes heures, sans les jours fériés ou fermés."
        state={state}
      />
      <TextArea
        name="sauf"
        label="Sauf ces jours (facultatif)"
        hint="Une date par ligne, par exemple 24/03/2027 : conseil de classe, sortie, journée banalisée."
        rows={2}
        state={state}
      />
      <Checkboxes
        name="domaines"
        label="Domaines"
        choices={lues.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        state={state}
      />
      <Personnes lues={lues} state={state} />
      <Radios name="mode" label="Les entretiens ont lieu" choices={MODES} state={state} />
      <TextField
        name="salle"
        label="Salle (facultatif)"
        {...(lues.salles.length > 0 ? { hint: `Déjà utilisées : ${lues.salles.join(', ')}.` } : {})}
        state={state}
      />
      <TextField
        name="capacite"
        label="Élèves reçus à la fois"
        type="number"
        hint="1 pour un entretien individuel, davantage pour une séance de groupe."
        state={state}
      />
      <ChampsDeSeance state={state} />
      <Checkbox name="accessible" label="La salle est accessible en fauteuil roulant" state={state} />
      <Buttons>
        <Button>Ajouter</Button>
      </Buttons>
    </Form>
  )
}

function Personnes({ lues, state }: { lues: DisponibilitesLues; state: FormState }) {
  const known = lues.intervenants.length > 0
  return (
    <>
      {known && (
        <Checkboxes
          name="connus"
          label="Personnes qui reçoivent"
          hint="Plusieurs personnes cochées forment un jury : elles reçoivent ensemble."
          choices={asChoices(lues.intervenants)}
          state={state}
        />
      )}
      <TextArea
        name="autres"
        label={known ? 'Autres personnes (facultatif)' : 'Personnes qui reçoivent'}
        hint={`Un nom par ligne.${known ? '' : ' Plusieurs personnes forment un jury : elles reçoivent ensemble.'}`}
        rows={2}
        state={state}
      />
    </>
  )
}
