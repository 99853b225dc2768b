import { setTimeout as wait } from 'node:timers/promises'
import { inTransaction } from '#src/db/transaction.ts'
import { smtp } from '#src/jobs/smtp.ts'
import { annoncerFiches, expedier } from '#src/procedure/envois/api.ts'
import { withServer, type BenchBase } from './tools/base.ts'
import type { Campaign } from './tools/campaign.ts'
import { filledCampaign } from './tools/filled.ts'
import { peakMemory, RAPIDE, seconds } from './tools/measure.ts'
import { startSmtp, type Pris } from './tools/smtp.ts'
import { printTable } from './tools/table.ts'

const MESSAGES = RAPIDE ? 500 : 5_000
/** Waits short enough for a measure; those of the service begin at a minute. */
const CADENCE = { premier: 0.2, essais: 10 }

const count = async ({ owner }: BenchBase, where: string): Promise<number> =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from envoi where ${where}`)).rows[0]?.n ?? 0

const courrierAt = (port: number) =>
  smtp({
    host: '127.0.0.1',
    port,
    secure: false,
    local: true,
    auth: null,
    origine: 'https://passpro.exemple.fr',
    expediteur: 'ne-pas-repondre@passpro.exemple.fr',
    rebonds: 'rebond@passpro.exemple.fr',
    invitations: true,
    patience: 5_000,
  })

/** A fiche for each pupil of a real campaign, himself and his guardian with an address each: what there is to say. */
async function fill({ owner }: BenchBase): Promise<void> {
  await owner.query('update campagne set horloge = null, repetition = false')
  await owner.query(`update eleve set courriel = 'e' || id || '@eleves.exemple.fr'`)
  await owner.query(`update responsable set courriel = 'r' || id || '@familles.exemple.fr'`)
  await owner.query(
    `insert into fiche (academie, campagne_id, eleve_id, version, contenu, empreinte, emise_le)
     select academie, campagne_id, id, 1, '{}', 'x', now() from eleve`,
  )
}

interface Envoi {
  taken: Pris[]
  outages: number
}

/** Two senders until nothing waits; the server goes down once half is taken, and comes back once it was missed. */
async function sendAll(base: BenchBase, { acteur }: Campaign): Promise<Envoi> {
  const rows = await count(base, 'true')
  const sent: Envoi = { taken: [], outages: 0 }
  const { taken } = sent
  const cut = (n: number): boolean => n === Math.floor(rows / 4) || n === Math.floor(rows / 3)
  let mail = await startSmtp(taken, { port: 0, cut })
  const { port } = mail
  const senders = [courrierAt(port), courrierAt(port)]
  const outage = async (): Promise<void> => {
    while (taken.length < rows / 2) await wait(10)
    await mail.stop()
    while (sent.outages === 0) await wait(10)
    mail = await startSmtp(taken, { port, cut: () => false })
  }
  const tournee = { db: base.db, academie: acteur.academie, cadence: CADENCE, mains: 3 }
  const send = async (courrier: (typeof senders)[number]): Promise<void> => {
    while ((await count(base, "etat = 'a_envoyer'")) > 0) {
      if (!(await expedier({ ...tournee, courrier })).joignable) sent.outages += 1
      await wait(50)
    }
  }
  await Promise.all([outage(), ...senders.map(send)])
  for (const courrier of senders) courrier.fermer()
  await mail.stop()
  return sent
}

await withServer(async (server) => {
  const base = await server.newBase()
  const campaign = await filledCampaign(base, MESSAGES)
  const { acteur, campagneId } = campaign
  await fill(base)
  const depot = await seconds(() =>
    inTransaction({ db: base.db, acteur }, (tx) =>
      annoncerFiches(tx, { campagneId, depuis: new Date(tx.now.getTime() - 3_600_000) }),
    ),
  )
  await base.owner.query('vacuum analyze')
  const rows = await count(base, 'true')
  let sent: Envoi = { taken: [], outages: 0 }
  const sending = await seconds(async () => (sent = await sendAll(base, campaign)))
  const { rows: envois } = await base.owner.query<{ id: number; adresse: string; etat: string }>(
    'select id, adresse, etat from envoi',
  )
  await base.close()
  const copies = new Map<string, number>()
  const adresses = new Map(envois.map((one) => [String(one.id), one.adresse]))
  const idOf = (one: Pris): string => /^<passpro\.([0-9]+)\./.exec(one.messageId)?.[1] ?? ''
  for (const one of sent.taken) copies.set(idOf(one), (copies.get(idOf(one)) ?? 0) + 1)
  const among = (certain: boolean, wrong: (n: number) => boolean): number =>
    envois.filter((one) => (one.etat !== 'incertain') === certain && wrong(copies.get(String(one.id)) ?? 0))
      .length
  printTable(`messages : ${rows}, un sur dix remis à plus tard, une panne du serveur, deux expéditeurs`, [
    { quoi: 'écrits avec leur cause, en une transaction', valeur: depot, unite: 's' },
    { quoi: 'envoi de tous, panne et reprises comprises', valeur: sending, unite: 's' },
    { quoi: 'débit', valeur: rows / sending, unite: '/s' },
    { quoi: 'tournées qui ont trouvé le serveur en panne', valeur: sent.outages },
    { quoi: 'perdus', valeur: among(true, (n) => n === 0), barre: 0 },
    { quoi: 'reçus deux fois, issue connue', valeur: among(true, (n) => n > 1), barre: 0 },
    {
      quoi: 'reçus par quelqu’un d’autre',
      valeur: sent.taken.filter((one) => adresses.get(idOf(one)) !== one.a).length,
      barre: 0,
    },
    { quoi: 'incertains, coupés sans réponse', valeur: among(false, () => true) },
    { quoi: 'incertains repartis d’eux-mêmes', valeur: among(false, (n) => n > 1), barre: 0 },
    { quoi: 'mémoire au plus haut', valeur: peakMemory(), unite: 'Mo' },
  ])
})
