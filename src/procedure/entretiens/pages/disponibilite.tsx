import { z } from 'zod'
import { dayInWords, dayOf, instantOf, localMinuteOf } from '#src/kit/day.ts'
import { changerDisponibilite, retirerDisponibilite } from '#src/procedure/entretiens/acts/disponibilite.ts'
import { capacite, heure } from '#src/procedure/entretiens/pages/disponibilites-form.tsx'
import {
  CHAMP_DE_SEANCE,
  ChampsDeSeance,
  isIncomplete,
  MINUTES_DE_SEANCE,
  SEANCE_INCOMPLETE,
  seanceOf,
} from '#src/procedure/entretiens/pages/seance-form.tsx'
import { readDisponibilite } from '#src/procedure/entretiens/reads/disponibilite.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox } from '#src/web/components/choice-fields.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

type Lue = NonNullable<Awaited<ReturnType<typeof readDisponibilite>>>

const PATH = '/disponibilites/:id'

const Changement = z.object({
  de: heure('Écrivez l’heure de début.'),
  a: heure('Écrivez l’heure de fin.'),
  salle: texteFacultatif(80),
  capacite,
  ...MINUTES_DE_SEANCE,
  accessible: z.literal('oui').optional(),
})

export const disponibilite = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'disponibilites.ecran',
    handler: async (requete) => {
      const lue = await load(requete)
      return html(<Disponibilite lue={lue} zone={requete.tx.zone} state={stateOf(lue, requete.tx.zone)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'disponibilites.ecran', handler: (requete) => change(requete) }),
  page({
    method: 'POST',
    path: '/disponibilites/:id/retrait',
    droit: 'disponibilites.ecran',
    handler: async (requete) => {
      const lue = await load(requete)
      const done = await retirerDisponibilite(requete.tx, vise(requete))
      if (done.ok) return redirect('/disponibilites', 'La disponibilité est retirée.')
      const { zone } = requete.tx
      const told = sentenceEntretien(done.refus)
      return html(<Disponibilite {...{ lue, zone }} state={stateOf(lue, zone)} refus={told} />, 422)
    },
  }),
]

const vise = ({ campagne, id }: Requete) => ({ campagneId: campagne.id, disponibiliteId: id('id') })

async function load(requete: Requete): Promise<Lue> {
  const found = await readDisponibilite(requete.tx, vise(requete))
  if (!found) throw new Introuvable()
  return found
}

const stateOf = (lue: Lue, zone: string): FormState =>
  freshForm({
    de: localMinuteOf(lue.debut, zone).slice(11),
    a: localMinuteOf(lue.fin, zone).slice(11),
    salle: lue.salle,
    capacite: String(lue.capacite),
    communes: lue.seance ? String(lue.seance.communes) : '',
    individuelles: lue.seance ? String(lue.seance.individuelles) : '',
    accessible: lue.accessible ? 'oui' : null,
  })

const FIELD: Readonly<Record<string, string>> = {
  intervalle_inverse: 'a',
  entretiens_hors_plage: 'de',
  capacite_trop_petite: 'capacite',
  salle_occupee: 'salle',
  ...CHAMP_DE_SEANCE,
}

async function change(requete: Requete): Promise<Reply> {
  const { tx, form } = requete
  const lue = await load(requete)
  const read = readForm(form, Changement)
  const refuse = (state: FormState) => html(<Disponibilite lue={lue} zone={tx.zone} state={state} />, 422)
  if (!read.ok) return refuse(read.state)
  if (isIncomplete(read.value)) return refuse(withError(read.state, 'individuelles', SEANCE_INCOMPLETE))
  const { de, a, salle, accessible } = read.value
  const jour = dayOf(lue.debut, tx.zone)
  const done = await changerDisponibilite(tx, {
    ...vise(requete),
    debut: instantOf(`${jour}T${de}`, tx.zone),
    fin: instantOf(`${jour}T${a}`, tx.zone),
    salle: salle ?? null,
    capacite: read.value.capacite,
    seance: seanceOf(read.value),
    accessible: accessible === 'oui',
  })
  if (!done.ok)
    return refuse(withError(read.state, FIELD[done.refus.code] ?? '', sentenceEntretien(done.refus)))
  return redirect('/disponibilites', `La disponibilité du ${dayInWords(jour)} est changée.`)
}

function Disponibilite(props: { lue: Lue; zone: string; state: FormState; refus?: string }) {
  const { lue, zone, state, refus } = props
  return (
    <Frame title={`Disponibilité du ${dayInWords(dayOf(lue.debut, zone))}`} state={state}>
      <p>
        <a className="fr-link" href="/disponibilites">
          Retour aux disponibilités
        </a>
      </p>
      {refus !== undefined && <Alert kind="error">{refus}</Alert>}
      <p>
        {lue.intervenants.join(', ')} : {placesInWords(lue.entretiens)}
      </p>
      <Form state={state}>
        <div className="passpro-cote-a-cote">
          <TextField name="de" label="De" type="time" state={state} />
          <TextField name="a" label="À" type="time" state={state} />
        </div>
        <TextField name="salle" label="Salle (facultatif)" state={state} />
        <TextField name="capacite" label="Élèves reçus à la fois" type="number" state={state} />
        <ChampsDeSeance state={state} />
        <Checkbox name="accessible" label="La salle est accessible en fauteuil roulant" state={state} />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
      {lue.entretiens === 0 ? (
        <ActionButton action={`/disponibilites/${lue.id}/retrait`}>Retirer cette disponibilité</ActionButton>
      ) : (
        <p>
          Pour la retirer, libérez-la d’abord : déclarez un <a href="/incidents">incident</a>, une réparation
          est alors proposée.
        </p>
      )}
    </Frame>
  )
}

const placesInWords = (n: number): string =>
  n === 0
    ? 'aucun entretien n’y est placé.'
    : n === 1
      ? 'un entretien y est placé.'
      : `${n} entretiens y sont placés.`
