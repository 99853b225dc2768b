import { dayInWords, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { accueilOf } from '#src/procedure/comptes/acts/acces.ts'
import { endMaSession, readMesSessions, type SessionOuverte } from '#src/procedure/comptes/acts/sessions.ts'
import { readAdresse, verifyAdresse, type AdresseDuCompte } from '#src/procedure/comptes/acts/adresse.ts'
import { LIBELLE_ROLE, type Acteur, type Tx } from '#src/procedure/comptes/model.ts'
import { envoyerCodeAdresse } from '#src/procedure/envois/api.ts'
import { Button } from '#src/web/components/button.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { Table } from '#src/web/components/table.tsx'
import { SecretField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { html, Introuvable, page, redirect } from '#src/web/page.ts'
import { sessionKey } from '#src/web/session.ts'

export const monCompte = [
  page({
    method: 'GET',
    path: '/mon-compte',
    droit: 'connecte',
    assistance: 'refusee',
    handler: async ({ tx, acteur, browser }) => {
      const token = browser.token()
      const sessions = await readMesSessions(tx)
      const ici = token === undefined ? '' : sessionKey(token)
      const adresse = await monAdresse(tx)
      return html(<MonCompte {...{ acteur, sessions, ici, adresse }} zone={tx.zone} />)
    },
  }),
  page({
    method: 'POST',
    path: '/mon-compte/adresse',
    droit: 'connecte',
    handler: async ({ tx, acteur: { compteId } }) => {
      const adresse = await monAdresse(tx)
      if (compteId === null || !adresse?.courriel || adresse.verifiee) throw new Introuvable()
      await envoyerCodeAdresse(auGuichet(tx), { compteId, courriel: adresse.courriel })
      return redirect('/mon-compte', 'Un code part à votre adresse dans la minute. Il vaut dix minutes.')
    },
  }),
  page({
    method: 'POST',
    path: '/mon-compte/adresse/code',
    droit: 'connecte',
    handler: async ({ tx, acteur: { compteId }, form }) => {
      const code = form.get('code')
      if (compteId === null || typeof code !== 'string') throw new Introuvable()
      const done = await verifyAdresse(auGuichet(tx), { compteId, code })
      return redirect('/mon-compte', done.ok ? 'Votre adresse est vérifiée.' : CODE_PERDU)
    },
  }),
  page({
    method: 'POST',
    path: '/mon-compte/sessions/:cle/fin',
    droit: 'connecte',
    handler: async ({ tx, param }) => {
      await endMaSession(tx, param('cle'))
      return redirect('/mon-compte', 'Cette session est terminée.')
    },
  }),
]

const CODE_PERDU =
  'Ce code n’est pas le bon, ou il a plus de dix minutes, ou il a déjà servi. Demandez-en un autre.'

/** Nobody has a right on accounts: his session proves who he is, as his password did when he signed in. */
const auGuichet = (tx: Tx): Tx => ({ ...tx, acteur: accueilOf(tx.acteur.academie) })

const monAdresse = async (tx: Tx): Promise<AdresseDuCompte | undefined> => {
  const { compteId } = tx.acteur
  const adresse = compteId === null ? undefined : await readAdresse(auGuichet(tx), compteId)
  return adresse?.locale ? adresse : undefined
}

interface Shown {
  adresse: AdresseDuCompte | undefined
  acteur: Acteur
  sessions: readonly SessionOuverte[]
  ici: string
  zone: string
}

function MonCompte({ acteur, sessions, ici, adresse, zone }: Shown) {
  const { etablissements } = usePageContext()
  const when = (instant: Date): string => minuteInWords(localMinuteOf(instant, zone))
  return (
    <Frame title="Mon compte">
      <h2>Ce que je peux faire</h2>
      <ul>
        {acteur.habilitations.map(({ role, uai, fin, delegueePar }) => (
          <li key={`${role}-${uai}-${delegueePar}`}>
            {LIBELLE_ROLE[role]}
            {uai && `, ${etablissements.find((one) => one.uai === uai)?.nom ?? uai}`}
            {delegueePar && `, par délégation de ${delegueePar}`}
            {fin && `, jusqu’au ${dayInWords(fin)}`}
          </li>
        ))}
      </ul>
      {adresse && <MonAdresse {...adresse} />}
      <Table
        caption="Où je suis connecté"
        rows={sessions}
        rowKey={({ cle }) => cle}
        columns={[
          {
            title: 'Appareil',
            heading: true,
            cell: ({ cle, appareil }) =>
              `${appareil ?? 'Appareil inconnu'}${cle === ici ? ' (cette session)' : ''}`,
          },
          { title: 'Depuis', cell: ({ ouverteLe }) => when(ouverteLe) },
          { title: 'Vue', cell: ({ vueLe }) => when(vueLe) },
          {
            title: 'Action',
            cell: ({ cle }) =>
              cle !== ici && <ActionButton action={`/mon-compte/sessions/${cle}/fin`}>Terminer</ActionButton>,
          },
        ]}
      />
      <p>
        Une session que vous ne reconnaissez pas ? Terminez-la, puis demandez un nouveau code à votre
        établissement : il remplace votre mot de passe. Une session s’arrête d’elle-même après trente minutes
        sans rien faire, et au plus tard après douze heures.
      </p>
    </Frame>
  )
}

/** What is written to a member of staff goes to an address that he has verified, and to no other. */
function MonAdresse({ courriel, verifiee, demandee }: AdresseDuCompte) {
  if (verifiee) return <p>Votre adresse, {courriel}, est vérifiée.</p>
  return (
    <section aria-labelledby="mon-adresse">
      <h2 id="mon-adresse">Mon adresse</h2>
      <p>
        Votre adresse, {courriel}, n’est pas vérifiée : PASSPRO ne vous y écrit pas, pas même le récapitulatif
        du jour.
      </p>
      <ActionButton action="/mon-compte/adresse">Recevoir un code</ActionButton>
      {demandee !== null && (
        <Form action="/mon-compte/adresse/code" state={freshForm()}>
          <SecretField
            name="code"
            label="Code reçu par courriel"
            hint="Douze lettres et chiffres, en trois groupes."
            autoComplete="one-time-code"
            lisible="signes"
            state={freshForm()}
          />
          <Button>Vérifier mon adresse</Button>
        </Form>
      )}
    </section>
  )
}
