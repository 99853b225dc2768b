import { z } from 'zod'
import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { demanderCreneau } from '#src/procedure/entretiens/acts/demandes.ts'
import { MOTIFS_DEMANDE } from '#src/procedure/entretiens/model/demandes.ts'
import { readMesCreneaux, type EntretienAChanger } from '#src/procedure/entretiens/reads/demandes.ts'
import {
  droitInWords,
  LIBELLE_MOTIF,
  sentenceDemandeCreneau,
} from '#src/procedure/entretiens/texts/demandes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/mon-espace/creneau'
const ONE = `${PATH}/:domaine` as const

const Saisie = z.object({
  motif: z.enum(MOTIFS_DEMANDE, { error: 'Choisissez une raison.' }),
  precision: texteFacultatif(300),
})

/** A pupil whose slot does not suit asks for another one, as far as the rule of the campaign lets him. */
export const monCreneau = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'demande_creneau.deposer',
    handler: async ({ tx, campagne }) =>
      html(<Creneaux entretiens={await readMesCreneaux(tx, campagne.id)} zone={tx.zone} />),
  }),
  page({
    method: 'GET',
    path: ONE,
    droit: 'demande_creneau.deposer',
    handler: async (requete) => {
      const one = await load(requete)
      return html(<Demander one={one} zone={requete.tx.zone} state={freshForm()} />)
    },
  }),
  page({ method: 'POST', path: ONE, droit: 'demande_creneau.deposer', handler: ask }),
]

async function load({ tx, campagne, param }: Requete): Promise<EntretienAChanger> {
  const found = (await readMesCreneaux(tx, campagne.id)).find(
    ({ rangee }) => rangee.domaine === param('domaine'),
  )
  if (!found) throw new Introuvable()
  return found
}

async function ask(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const one = await load(requete)
  const again = (state: FormState) => html(<Demander one={one} zone={tx.zone} state={state} />, 422)
  const read = readForm(form, Saisie)
  if (!read.ok) return again(read.state)
  const done = await demanderCreneau(tx, {
    campagneId: campagne.id,
    domaine: one.rangee.domaine,
    ...read.value,
  })
  if (!done.ok) return again(withError(read.state, '', sentenceDemandeCreneau(done.refus)))
  return redirect(
    PATH,
    'Votre demande est transmise au lycée. Tant qu’il n’a pas répondu, l’entretien tient.',
  )
}

const quand = ({ rangee }: EntretienAChanger, zone: string): string =>
  minuteInWords(localMinuteOf(rangee.debut, zone))

function Creneaux({ entretiens, zone }: { entretiens: readonly EntretienAChanger[]; zone: string }) {
  return (
    <Frame title="Changer de créneau">
      <p>
        <a href="/mon-espace/preparation">Préparer mon entretien</a>
      </p>
      {entretiens.length === 0 && <p>Vous n’avez pas d’entretien convoqué.</p>}
      {entretiens.map((one) => (
        <section key={one.rangee.domaine} className="passpro-carte">
          <h2>{one.rangee.domaineLibelle}</h2>
          <p>
            {quand(one, zone)}. {one.demande ? reponseOf(one) : droitInWords(one.droit)}
          </p>
          {one.demande?.reponse && (
            <blockquote className="passpro-citation">{one.demande.reponse}</blockquote>
          )}
          {one.droit.ouvert && (
            <Buttons>
              <LinkButton href={`${PATH}/${encodeURIComponent(one.rangee.domaine)}`} kind="secondary">
                Demander un autre créneau
              </LinkButton>
            </Buttons>
          )}
        </section>
      ))}
    </Frame>
  )
}

function reponseOf({ demande }: EntretienAChanger): string {
  if (demande?.accepte === true)
    return 'Le lycée a accepté de chercher un autre créneau : vous recevrez une nouvelle convocation. D’ici là, celle que vous avez tient.'
  if (demande?.accepte === false) return 'Le lycée ne peut pas changer ce créneau :'
  return 'Votre demande est transmise au lycée. Tant qu’il n’a pas répondu, l’entretien tient.'
}

function Demander(props: { one: EntretienAChanger; zone: string; state: FormState }) {
  const { one, zone, state } = props
  return (
    <Frame title={`Demander un autre créneau : ${one.rangee.domaineLibelle}`} state={state}>
      <p>
        Votre entretien est prévu {quand(one, zone)}. {droitInWords(one.droit)}
      </p>
      {one.droit.ouvert && (
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
            hint="Par exemple les jours où vous pouvez. N’écrivez rien sur votre santé."
            rows={3}
            limite={300}
            state={state}
          />
          <Buttons>
            <Button>Envoyer ma demande</Button>
            <LinkButton href={PATH} kind="secondary">
              Revenir sans demander
            </LinkButton>
          </Buttons>
        </Form>
      )}
    </Frame>
  )
}
