import { z } from 'zod'
import { dayOf, instantOf, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { recevoirHorsPlanning } from '#src/procedure/entretiens/acts/hors-planning.ts'
import { heure } from '#src/procedure/entretiens/pages/disponibilites-form.tsx'
import { readEntretien, type EntretienLu } from '#src/procedure/entretiens/reads/lycee.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/entretiens/:id/hors-planning'

const Reception = z.object({
  jour: z.iso.date('Écrivez le jour.'),
  heure: heure('Écrivez l’heure.'),
  lettreAbsente: z.literal('oui').optional(),
})

export const horsPlanning = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'entretiens.ecran',
    handler: async (requete) => {
      const lu = await load(requete)
      const state = freshForm({ jour: dayOf(requete.tx.now, requete.tx.zone) })
      return html(<HorsPlanning lu={lu} zone={requete.tx.zone} state={state} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'entretiens.ecran', handler: (requete) => receive(requete) }),
]

async function load({ tx, campagne, id }: Requete): Promise<EntretienLu> {
  const lu = await readEntretien(tx, { campagneId: campagne.id, entretienId: id('id') })
  if (!lu) throw new Introuvable()
  return lu
}

async function receive(requete: Requete): Promise<Reply> {
  const { tx, campagne, form, id } = requete
  const lu = await load(requete)
  const read = readForm(form, Reception)
  const again = (state: FormState) => html(<HorsPlanning lu={lu} zone={tx.zone} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const { jour, heure: time, lettreAbsente } = read.value
  const done = await recevoirHorsPlanning(tx, {
    campagneId: campagne.id,
    entretienId: id('id'),
    debut: instantOf(`${jour}T${time}`, tx.zone),
    lettreAbsente: lettreAbsente === 'oui',
  })
  if (!done.ok) return again(withError(read.state, 'heure', sentenceEntretien(done.refus)))
  return redirect(`/entretiens/${id('id')}`, 'L’élève est noté reçu à cette heure-là.')
}

function HorsPlanning({ lu, zone, state }: { lu: EntretienLu; zone: string; state: FormState }) {
  const { entretien } = lu
  return (
    <Frame title={`Reçu hors du planning : ${entretien.prenom} ${entretien.nom}`} state={state}>
      <p>
        <a className="fr-link" href={`/entretiens/${entretien.id}`}>
          Retour à l’entretien
        </a>
      </p>
      <p>
        L’entretien était prévu le {minuteInWords(localMinuteOf(entretien.debut, zone))}. S’il a eu lieu à un
        autre moment avec les mêmes personnes, dites quand : l’élève est noté présent, et personne n’est
        convoqué.
      </p>
      <Form state={state}>
        <DateField name="jour" label="Jour" state={state} />
        <TextField name="heure" label="Heure" type="time" state={state} />
        <Checkbox
          name="lettreAbsente"
          label="Il est venu sans sa lettre imprimée"
          hint="Il est reçu tout de même ; ce n’est pas un avis."
          state={state}
        />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
