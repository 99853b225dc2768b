import { z } from 'zod'
import { dayToFrench, dayOf } from '#src/kit/day.ts'
import { schoolsOf } from '#src/procedure/comptes/api.ts'
import { ouvrirAbonnement, revoquerAbonnement } from '#src/procedure/envois/acts/abonnements.ts'
import { readAgendas, readFlux } from '#src/procedure/envois/reads/agendas.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Buttons } from '#src/web/components/button.tsx'
import { FilterForm, SchoolFilter } from '#src/web/components/filter-form.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { readForm } from '#src/web/form.ts'
import { file, html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/agendas'
const Quel = z.object({
  lycee: z.string(),
  intervenant: z
    .string()
    .regex(/^[0-9]{0,15}$/)
    .transform((text) => (text === '' ? null : Number(text))),
})

/** Secret addresses are for programs: nobody signs in behind them, and each opens one agenda alone. */
export const agendas = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'agendas.lire',
    menu: { libelle: 'Agendas', ordre: 34 },
    handler: async (requete) => html(await draw(requete, lyceeOf(requete, requete.query('etablissement')))),
  }),
  page({
    method: 'POST',
    path: '/agendas/ouverture',
    droit: 'abonnement.ouvrir',
    handler: async (requete) => {
      const { tx, campagne, origine } = requete
      const quel = quelOf(requete)
      const done = await ouvrirAbonnement(tx, { campagneId: campagne.id, ...quel })
      if (!done.ok) throw new Introuvable()
      // Not a redirection, whose message would be kept in the base: the secret is shown here, once.
      const adresse = `${origine}/agenda/${tx.acteur.academie}/${done.value}.ics`
      return html(await draw(requete, quel.uai, adresse))
    },
  }),
  page({
    method: 'POST',
    path: '/agendas/revocation',
    droit: 'abonnement.revoquer',
    handler: async (requete) => {
      const quel = quelOf(requete)
      const done = await revoquerAbonnement(requete.tx, { campagneId: requete.campagne.id, ...quel })
      if (!done.ok) throw new Introuvable()
      const message = 'L’adresse est révoquée : elle ne montre plus rien.'
      return redirect(addressOf(PATH, { etablissement: quel.uai }), message)
    },
  }),
  page({
    method: 'GET',
    path: '/agenda/:academie/:secret',
    public: true,
    handler: async ({ db, param }) => {
      const academie = param('academie')
      const secret = /^([0-9a-f]{64})\.ics$/.exec(param('secret'))?.[1]
      const ics = secret && /^[0-9]{2}$/.test(academie) ? await readFlux(db, { academie, secret }) : undefined
      if (ics === undefined) throw new Introuvable()
      return file(Buffer.from(ics), { name: 'entretiens.ics', type: 'text/calendar; charset=utf-8' })
    },
  }),
]

const ROLES = ['planificateur', 'chef_referent', 'intervenant'] as const

function lyceeOf({ acteur }: Requete, asked: string | undefined): string {
  const mine = schoolsOf(acteur, ROLES)
  const uai = asked ? mine.find((one) => one === asked) : mine[0]
  if (uai === undefined) throw new Introuvable()
  return uai
}

function quelOf(requete: Requete): { uai: string; intervenantId: number | null } {
  const read = readForm(requete.form, Quel)
  if (!read.ok) throw new Introuvable()
  return { uai: lyceeOf(requete, read.value.lycee), intervenantId: read.value.intervenant }
}

async function draw(requete: Requete, uai: string, ouverte?: string) {
  const { tx, campagne, acteur } = requete
  const found = await readAgendas(tx, { campagneId: campagne.id, uai })
  const schools = schoolsOf(acteur, ROLES).map((one) => ({ uai: one, nom: one }))
  return (
    <Frame title="Agendas">
      {ouverte !== undefined && (
        <Alert kind="success" title="Adresse ouverte">
          <p>Copiez-la maintenant dans votre agenda : elle ne sera plus montrée.</p>
          <p>
            <code className="passpro-adresse">{ouverte}</code>
          </p>
        </Alert>
      )}
      <p>
        Un agenda suit les entretiens convoqués : heure, salle et domaine, jamais le nom d’un élève. Qui
        connaît son adresse secrète le lit ; révoquez-la si elle a circulé.
      </p>
      {schools.length > 1 && (
        <FilterForm>
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
      )}
      <Agendas agendas={found} uai={uai} zone={tx.zone} />
    </Frame>
  )
}

type Agenda = Awaited<ReturnType<typeof readAgendas>>[number]

function Agendas({ agendas: rows, uai, zone }: { agendas: readonly Agenda[]; uai: string; zone: string }) {
  return (
    <Table
      caption="Agendas du lycée"
      rows={rows}
      rowKey={({ intervenantId }) => intervenantId ?? 'lycee'}
      empty="Aucun agenda n’est à votre nom : demandez-en l’adresse au lycée."
      columns={[
        {
          title: 'Agenda',
          heading: true,
          cell: ({ intervenantId, nom }) => (intervenantId === null ? `Tout le lycée (${nom})` : nom),
        },
        {
          title: 'Adresse secrète',
          cell: ({ abonnement }) =>
            abonnement
              ? `ouverte le ${dayToFrench(dayOf(new Date(abonnement.creeLe), zone))} par ${abonnement.auteur}`
              : 'aucune',
        },
        { title: 'Action', cell: (agenda) => <Actions agenda={agenda} uai={uai} /> },
      ]}
    />
  )
}

function Actions({ agenda: { intervenantId, nom, abonnement }, uai }: { agenda: Agenda; uai: string }) {
  const fields = { lycee: uai, intervenant: intervenantId ?? '' }
  const of = <span className="fr-sr-only"> de l’agenda {intervenantId === null ? 'du lycée' : nom}</span>
  return (
    <Buttons>
      <ActionButton action="/agendas/ouverture" fields={fields} kind="tertiary">
        {abonnement ? 'Changer l’adresse' : 'Ouvrir une adresse'}
        {of}
      </ActionButton>
      {abonnement && (
        <ActionButton action="/agendas/revocation" fields={fields} kind="tertiary">
          Révoquer l’adresse{of}
        </ActionButton>
      )}
    </Buttons>
  )
}
