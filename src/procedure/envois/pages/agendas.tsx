import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { schoolsOf } from '#src/procedure/comptes/api.ts'
import { ouvrirAbonnement, revoquerAbonnement } from '#src/procedure/envois/acts/abonnements.ts'
import { readAgendas, readFlux } from '#src/procedure/envois/reads/agendas.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Buttons } from '#src/web/components/button.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { readForm } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter, textFilter, type ListColumn } from '#src/web/lists.ts'
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
  ...listPages({
    path: PATH,
    droit: 'agendas.lire',
    menu: { libelle: 'Agendas', ordre: 34 },
    nom: 'agendas',
    load: (requete, slice) => load(requete, slice, lyceeOf(requete, requete.query('etablissement'))),
    draw: (lue) => <Agendas lue={lue} />,
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
      return html(<Agendas lue={await load(requete, sliceOf(undefined), quel.uai)} ouverte={adresse} />)
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

async function load(requete: Requete, slice: Slice, uai: string) {
  const { tx, campagne, acteur } = requete
  const rows = await readAgendas(tx, { campagneId: campagne.id, uai })
  return {
    ...listed(requete, {
      path: PATH,
      kept: { etablissement: uai },
      filters: [textFilter('Agenda', nameOf)],
      columns: columnsIn(tx.zone, uai),
      rows,
      slice,
      uai,
    }),
    lycees: schoolsOf(acteur, ROLES),
  }
}

type Agenda = Awaited<ReturnType<typeof readAgendas>>[number]

const nameOf = ({ intervenantId, nom }: Agenda): string =>
  intervenantId === null ? `Tout le lycée (${nom})` : nom

const columnsIn = (zone: string, uai: string): ListColumn<Agenda>[] => [
  { title: 'Agenda', heading: true, tri: 'agenda', valeur: nameOf },
  {
    title: 'Adresse secrète',
    tri: 'adresse',
    valeur: ({ abonnement }) =>
      abonnement
        ? `ouverte le ${dayInWords(dayOf(new Date(abonnement.creeLe), zone))} par ${abonnement.auteur}`
        : 'aucune',
    ordre: ({ abonnement }) => (abonnement ? new Date(abonnement.creeLe).toISOString() : ''),
  },
  { title: 'Action', cell: (agenda) => <Actions agenda={agenda} uai={uai} /> },
]

function Agendas({ lue, ouverte }: { lue: Awaited<ReturnType<typeof load>>; ouverte?: string }) {
  const { etablissements } = usePageContext()
  const schools = etablissements.filter(({ uai }) => lue.lycees.includes(uai))
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
      <ListFilters list={{ ...lue, filters: [...schoolFilter(schools), ...lue.filters] }} />
      <List
        list={lue}
        caption="Agendas du lycée"
        rowKey={({ intervenantId }) => intervenantId ?? 'lycee'}
        empty="Aucun agenda n’est à votre nom : demandez-en l’adresse au lycée."
      />
    </Frame>
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
