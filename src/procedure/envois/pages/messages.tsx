import { z } from 'zod'
import { decideEnvoi, reglerEnvois } from '#src/procedure/envois/acts/envois.ts'
import { ETATS, type Etat, type Reglage } from '#src/procedure/envois/model.ts'
import { columnsIn, EtatDuMessage, instantInWords } from '#src/procedure/envois/pages/messages-colonnes.tsx'
import { readBoite, readEnvoi, TRIS_ENVOIS, type EnvoiVu } from '#src/procedure/envois/reads/envois.ts'
import { LIBELLE_ETAT_ENVOI, LIBELLE_GENRE, LIBELLE_MOTIF } from '#src/procedure/envois/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { triOf } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

const JOURS = 'Donnez un nombre de jours, de 1 à 15.'
const ReglageSaisi = z.object({
  actif: z.literal('oui').optional(),
  joursRappel: z.coerce.number({ error: JOURS }).int(JOURS).min(1, JOURS).max(15, JOURS),
})
const Decision = z.object({ decision: z.enum(['renvoyer', 'clore']) })

export const messages = [
  ...listPages({
    path: '/messages',
    droit: 'envois.lire',
    menu: { libelle: 'Messages', ordre: 50 },
    nom: 'messages',
    load,
    draw: (lue) => <Liste lue={lue} state={stateOf(lue.boite.reglage)} />,
  }),
  page({
    method: 'POST',
    path: '/messages/reglage',
    droit: 'envois.regler',
    handler: async (requete) => {
      const read = readForm(requete.form, ReglageSaisi)
      if (!read.ok) {
        const lue = await load(requete, sliceOf(requete.query('page')))
        return html(<Liste lue={lue} state={read.state} />, 422)
      }
      const { actif, joursRappel } = read.value
      await reglerEnvois(requete.tx, {
        campagneId: requete.campagne.id,
        actif: actif === 'oui',
        joursRappel,
      })
      return redirect('/messages', 'Le réglage des messages est enregistré.')
    },
  }),
  page({
    method: 'GET',
    path: '/messages/:id',
    droit: 'envois.lire',
    handler: async ({ tx, id, origine }) => {
      const envoi = await readEnvoi(tx, { id: id('id'), origine })
      if (!envoi) throw new Introuvable()
      return html(<Message envoi={envoi} zone={tx.zone} />)
    },
  }),
  page({
    method: 'POST',
    path: '/messages/:id/decision',
    droit: 'envoi.trancher',
    handler: async ({ tx, id, form }) => {
      const read = readForm(form, Decision)
      if (!read.ok) throw new Introuvable()
      const done = await decideEnvoi(tx, { id: id('id'), decision: read.value.decision })
      if (!done.ok && done.refus.code === 'envoi_inconnu') throw new Introuvable()
      const said = done.ok
        ? FAIT[read.value.decision]
        : 'Ce message n’est plus incertain : rien n’est changé.'
      return redirect(`/messages/${id('id')}`, said)
    },
  }),
]

const FAIT = {
  renvoyer: 'Le message part de nouveau, sous le même identifiant.',
  clore: 'Le message est clos : il ne part plus.',
}

async function load({ tx, campagne, query }: Requete, slice: Slice) {
  const choices = { etat: oneOf(query('etat'), ETATS), adresse: query('adresse') ?? '' }
  const tri = triOf(query('tri'), TRIS_ENVOIS)
  const boite = await readBoite(tx, { campagneId: campagne.id, ...choices, tri, ...slice })
  const count = (wanted: Etat): number => boite.parEtat.find((one) => one.etat === wanted)?.n ?? 0
  const etats = ETATS.map((one) => ({ value: one, label: `${LIBELLE_ETAT_ENVOI[one]} (${count(one)})` }))
  return {
    path: '/messages',
    filters: [
      { name: 'adresse', label: 'Adresse' },
      { name: 'etat', label: 'État', choices: etats },
    ],
    choices,
    columns: columnsIn(tx.zone),
    tri,
    slice,
    rows: boite.rows,
    total: boite.parEtat
      .filter((one) => choices.etat === null || one.etat === choices.etat)
      .reduce((sum, one) => sum + one.trouves, 0),
    boite,
    incertains: count('incertain'),
  } as const
}

const stateOf = ({ actif, joursRappel }: Reglage): FormState =>
  freshForm({ actif: actif ? 'oui' : null, joursRappel: String(joursRappel) })

function Liste({ lue, state }: { lue: Awaited<ReturnType<typeof load>>; state: FormState }) {
  const { boite, incertains } = lue
  return (
    <Frame title="Messages" state={state}>
      {!boite.reglage.actif && (
        <Alert kind="info">Les messages de cette campagne sont suspendus : aucun nouveau n’est écrit.</Alert>
      )}
      {incertains > 0 && (
        <Alert kind="warning">
          Messages incertains : {incertains}. Remis au serveur de courriel, qui n’a pas répondu, ils ne
          repartent pas d’eux-mêmes : ouvrez chacun pour décider.
        </Alert>
      )}
      <p>
        Aucun message ne contient de nom, d’INE ni d’avis. Chacun est rédigé au moment où il part : un rappel
        devenu inutile n’est pas envoyé.
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption="Messages, les derniers d’abord"
        rowKey={({ id }) => id}
        empty="Aucun message."
      />
      <Reglages state={state} />
    </Frame>
  )
}

function Reglages({ state }: { state: FormState }) {
  return (
    <>
      <h2>Réglage</h2>
      <Form action="/messages/reglage" state={state}>
        <Checkbox name="actif" label="Écrire aux personnes de cette campagne" state={state} />
        <TextField
          name="joursRappel"
          type="number"
          label="Rappeler un entretien, en jours avant"
          state={state}
        />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </>
  )
}

function Message({ envoi, zone }: { envoi: EnvoiVu; zone: string }) {
  const { id, genre, adresse, objet, texte, methode, empechement, motif, essais, remisLe } = envoi
  return (
    <Frame title={`${LIBELLE_GENRE[genre]} n° ${id}`}>
      <p>
        <a href="/messages">Revenir aux messages</a>
      </p>
      <Facts
        facts={[
          ['À', adresse ?? 'adresse protégée'],
          ['État', <EtatDuMessage key="etat" {...envoi} />],
          ['Raison', motif && LIBELLE_MOTIF[motif]],
          ['Essais', String(essais)],
          ['Remis le', remisLe && instantInWords(remisLe, zone)],
          ['Objet', objet],
          ['Agenda', methode && (methode === 'CANCEL' ? 'retire l’entretien' : 'ajoute l’entretien')],
        ]}
      />
      {empechement && (
        <Alert kind="info">En l’état, ce message ne partirait pas. {LIBELLE_MOTIF[empechement]}</Alert>
      )}
      <h2>Texte, tel qu’il se rédige maintenant</h2>
      <pre className="passpro-courriel">{texte}</pre>
      {envoi.etat === 'incertain' && (
        <>
          <h2>Décider</h2>
          <p>
            Le renvoyer peut le faire arriver deux fois ; le clore peut le faire n’arriver jamais. Les
            journaux du serveur de courriel disent s’il est parti.
          </p>
          <Buttons>
            <ActionButton action={`/messages/${id}/decision`} fields={{ decision: 'renvoyer' }}>
              Renvoyer
            </ActionButton>
            <ActionButton action={`/messages/${id}/decision`} fields={{ decision: 'clore' }}>
              Clore sans renvoyer
            </ActionButton>
          </Buttons>
        </>
      )}
    </Frame>
  )
}
