import { z } from 'zod'
import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { MOTIFS_DEMANDE } from '#src/procedure/entretiens/model/demandes.ts'
import type { EntretienAChanger } from '#src/procedure/entretiens/reads/demandes.ts'
import { LIBELLE_MOTIF, sentenceDemandeCreneau } from '#src/procedure/entretiens/texts/demandes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { texteFacultatif, withError, type FormState } from '#src/web/form.ts'

export const SaisieDemande = z.object({
  motif: z.enum(MOTIFS_DEMANDE, { error: 'Choisissez une raison.' }),
  precision: texteFacultatif(300),
})

/** What was sent when nothing can be asked any more: why, and not what is wrong in a form that is no longer shown. */
export const tropTard = (state: FormState): FormState =>
  withError({ ...state, errors: {} }, '', sentenceDemandeCreneau({ code: 'demande_fermee' }))

export const quand = ({ rangee }: EntretienAChanger, zone: string): string =>
  minuteInWords(localMinuteOf(rangee.debut, zone))

/** Where a request for another slot stands. */
export function reponseOf({ demande }: EntretienAChanger): string {
  if (demande?.accepte === true)
    return 'Le lycée a accepté de chercher un autre créneau : vous recevrez une nouvelle convocation. D’ici là, celle que vous avez tient.'
  if (demande?.accepte === false) return 'Le lycée ne peut pas changer ce créneau :'
  return 'Votre demande est transmise au lycée. Tant qu’il n’a pas répondu, l’entretien tient.'
}

/** What one says to ask for another slot, on the screen or read from paper. */
export function DemandeForm({ state, retour }: { state: FormState; retour: string }) {
  return (
    <Form state={state}>
      <Radios
        name="motif"
        label="Pourquoi ce créneau ne convient pas"
        choices={MOTIFS_DEMANDE.map((value) => ({ value, label: LIBELLE_MOTIF[value] }))}
        state={state}
      />
      <TextArea
        name="precision"
        label="Précisions (facultatif)"
        hint="Par exemple les jours possibles. N’écrivez rien sur la santé."
        rows={3}
        limite={300}
        state={state}
      />
      <Buttons>
        <Button>Envoyer la demande</Button>
        <LinkButton href={retour} kind="secondary">
          Revenir sans demander
        </LinkButton>
      </Buttons>
    </Form>
  )
}
