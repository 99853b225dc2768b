import { z } from 'zod'
import { decideEnvoi, reglerEnvois } from '#src/procedure/envois/acts/envois.ts'
import { ETATS, type Etat } from '#src/procedure/envois/model.ts'
import { columnsIn, EtatDuMessage, instantInWords } from '#src/procedure/envois/pages/messages-colonnes.tsx'
import {
  readBoite,
  readEnvoi,
  TRIS_ENVOIS,
  type Boite,
  type EnvoiVu,
  type TriEnvoi,
} from '#src/procedure/envois/reads/envois.ts'
import { LIBELLE_ETAT_ENVOI, LIBELLE_GENRE, LIBELLE_MOTIF } from '#src/procedure/envois/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, type FormState } from '#src/web/form.ts'
import { EXPORT_MAX, exportPage, triDit, triOf, type Tri } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const JOURS = 'Donnez un nombre de jours, de 1 à 15.'
const Reglage = z.object({
  actif: z.literal('oui').optional(),
  joursRappel: z.coerce.number({ error: JOURS }).int(JOURS).min(1, JOURS).max(15, JOURS),
})
const Decision = z.object({ decision: z.enum(['renvoyer', 'clore']) })

export const messages = [
  page({
    method: 'GET',
    path: '/messages',
    droit: 'envois.lire',
    menu: { libelle: 'Messages', ordre: 50 },
    handler: async (requete) => html(await draw(requete)),
  }),
  exportPage({
    path: '/messages',
    droit: 'envois.lire',
    nom: 'messages',
    lignes: async ({ tx, campagne, query }) => {
      const asked = {
        etat: oneOf(query('etat'), ETATS),
        adresse: query('adresse') ?? '',
        tri: triOf(query('tri'), TRIS_ENVOIS),
      }
      const { rows } = await readBoite(tx, {
        campagneId: campagne.id,
        ...asked,
        limit: EXPORT_MAX,
        offset: 0,
      })
      return { rows, columns: columnsIn(tx.zone) }
    },
  }),
  page({
    method: 'POST',
    path: '/messages/reglage',
    droit: 'envois.regler',
    handler: async (requete) => {
      const read = readForm(requete.form, Reglage)
      if (!read.ok) return html(await draw(requete, read.state), 422)
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

async function draw(requete: Requete, refused?: FormState) {
  const { tx, campagne, query } = requete
  const etat = oneOf(query('etat'), ETATS)
  const slice = sliceOf(query('page'))
  const tri = triOf(query('tri'), TRIS_ENVOIS)
  const adresse = query('adresse') ?? ''
  const boite = await readBoite(tx, { campagneId: campagne.id, etat, adresse, tri, ...slice })
  const { actif, joursRappel } = boite.reglage
  const state = refused ?? freshForm({ actif: actif ? 'oui' : null, joursRappel: String(joursRappel) })
  return <Liste {...{ boite, etat, adresse, tri, state }} page={slice.page} zone={tx.zone} />
}

interface ListeLue {
  boite: Boite
  etat: Etat | null
  adresse: string
  tri: Tri<TriEnvoi> | null
  state: FormState
  page: number
  zone: string
}

function Liste(props: ListeLue) {
  const { boite, etat, adresse, tri, state, page: shown, zone } = props
  const count = (wanted: Etat): number => boite.parEtat.find((one) => one.etat === wanted)?.n ?? 0
  const total = boite.parEtat
    .filter((one) => etat === null || one.etat === etat)
    .reduce((sum, one) => sum + one.trouves, 0)
  return (
    <Frame title="Messages" state={state}>
      {!boite.reglage.actif && (
        <Alert kind="info">Les messages de cette campagne sont suspendus : aucun nouveau n’est écrit.</Alert>
      )}
      {count('incertain') > 0 && (
        <Alert kind="warning">
          Messages incertains : {count('incertain')}. Remis au serveur de courriel, qui n’a pas répondu, ils
          ne repartent pas d’eux-mêmes : ouvrez chacun pour décider.
        </Alert>
      )}
      <p>
        Aucun message ne contient de nom, d’INE ni d’avis. Chacun est rédigé au moment où il part : un rappel
        devenu inutile n’est pas envoyé.
      </p>
      <FilterForm>
        <TextField name="adresse" label="Adresse" type="search" state={freshForm({ adresse })} />
        <ChoiceFilter
          name="etat"
          label="État"
          all="Tous"
          value={etat}
          choices={ETATS.map((one) => ({ value: one, label: `${LIBELLE_ETAT_ENVOI[one]} (${count(one)})` }))}
        />
      </FilterForm>
      <ListTable
        path="/messages"
        caption="Messages, les derniers d’abord"
        rows={boite.rows}
        rowKey={({ id }) => id}
        empty="Aucun message."
        columns={columnsIn(zone)}
        choices={{ etat, adresse }}
        tri={tri}
      />
      <Pagination
        page={shown}
        total={total}
        href={(n) => addressOf('/messages', { etat, adresse, tri: triDit(tri), page: n })}
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
