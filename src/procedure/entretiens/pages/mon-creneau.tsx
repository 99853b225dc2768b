import { demanderCreneau } from '#src/procedure/entretiens/acts/demandes.ts'
import { readMesCreneaux, type EntretienAChanger } from '#src/procedure/entretiens/reads/demandes.ts'
import {
  DemandeForm,
  quand,
  reponseOf,
  SaisieDemande,
  tropTard,
} from '#src/procedure/entretiens/pages/creneau-demande.tsx'
import { creneauSurPapier } from '#src/procedure/entretiens/pages/creneau-papier.tsx'
import { droitInWords, sentenceDemandeCreneau } from '#src/procedure/entretiens/texts/demandes.ts'
import { Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { KeptText } from '#src/web/components/kept-text.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/mon-espace/creneau'
const ONE = `${PATH}/:domaine` as const

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
  ...creneauSurPapier,
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
  const read = readForm(form, SaisieDemande)
  if (!read.ok) return again(one.droit.ouvert ? read.state : tropTard(read.state))
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

function Demander(props: { one: EntretienAChanger; zone: string; state: FormState }) {
  const { one, zone, state } = props
  return (
    <Frame title={`Demander un autre créneau : ${one.rangee.domaineLibelle}`} state={state}>
      <p>
        Votre entretien est prévu {quand(one, zone)}. {droitInWords(one.droit)}
      </p>
      {one.droit.ouvert && <DemandeForm state={state} retour={PATH} />}
      {!one.droit.ouvert && <KeptText state={state} path={PATH} retry={false} />}
    </Frame>
  )
}
