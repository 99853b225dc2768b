import { setTimeout as wait } from 'node:timers/promises'
import { inTransaction } from '#src/db/transaction.ts'
import { smtp } from '#src/jobs/smtp.ts'
import { annoncerFiches, expedier } from '#src/procedure/envois/api.ts'
import { withServer, type BenchBase } from './tools/base.ts'
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

await withServer(async (server) => {
  const base = await server.newBase()
  const { acteur, campagneId } = await filledCampaign(base, MESSAGES)
  await base.owner.query(`update campagne set horloge = null, repetition = false`)
  await base.owner.query(`update eleve set courriel = 'e' || id || '@eleves.exemple.fr'`)
  await base.owner.query(`update responsable set courriel = 'r' || id || '@familles.exemple.fr'`)
  const depot = await seconds(() =>
    inTransaction({ db: base.db, acteur }, async (tx) => {
      await base.owner.query(
        `insert into fiche (academie, campagne_id, eleve_id, version, contenu, empreinte, emise_le)
         select academie, campagne_id, id, 1, '{}', 'x', $1 from eleve`,
        [tx.now],
      )
      await annoncerFiches(tx, { campagneId })
    }),
  )
  const rows = await count(base, 'true')
  const taken: Pris[] = []
  // Two connections are cut without an answer, and the server goes down once, in the middle.
  const cut = (n: number): boolean => n === Math.floor(rows / 4) || n === Math.floor(rows / 3)
  let mail = await startSmtp(taken, { port: 0, cut })
  const { port } = mail
  const senders = [courrierAt(port), courrierAt(port)]
  const tournee = { db: base.db, academie: acteur.academie, cadence: CADENCE, mains: 3 }
  let outages = 0
  const sending = await seconds(async () => {
    let down = false
    while ((await count(base, "etat = 'a_envoyer'")) > 0) {
      const rounds = Promise.all(senders.map((courrier) => expedier({ ...tournee, courrier })))
      if (!down && taken.length < rows / 2) {
        while (
          taken.length < rows / 2 &&
          (await count(base, "etat = 'a_envoyer' and prochain_le <= now()")) > 0
        )
          await wait(20)
        if (taken.length >= rows / 2) {
          await mail.stop()
          down = true
        }
      }
      for (const { joignable } of await rounds) if (!joignable) outages += 1
      if (down && outages > 0) mail = await startSmtp(taken, { port, cut: () => false }).catch(() => mail)
      await wait(50)
    }
  })
  for (const courrier of senders) courrier.fermer()
  await mail.stop()
  const { rows: envois } = await base.owner.query<{ id: number; adresse: string; etat: string }>(
    'select id, adresse, etat from envoi',
  )
  const byId = new Map(envois.map((one) => [String(one.id), one]))
  const idOf = (one: Pris): string => /^<passpro\.([0-9]+)\./.exec(one.messageId)?.[1] ?? ''
  const counts = new Map<string, number>()
  for (const one of taken) counts.set(idOf(one), (counts.get(idOf(one)) ?? 0) + 1)
  const wrong = taken.filter((one) => byId.get(idOf(one))?.adresse !== one.a).length
  const lost = envois.filter((one) => one.etat !== 'incertain' && !counts.has(String(one.id))).length
  const twice = envois.filter(
    (one) => one.etat !== 'incertain' && (counts.get(String(one.id)) ?? 0) > 1,
  ).length
  const again = envois.filter(
    (one) => one.etat === 'incertain' && (counts.get(String(one.id)) ?? 0) > 1,
  ).length
  await base.close()
  printTable(`messages : ${rows}, un sur dix remis à plus tard, une panne du serveur, deux expéditeurs`, [
    { quoi: 'écrits avec leur cause, en une transaction', valeur: depot, unite: 's' },
    { quoi: 'envoi de tous, panne et reprises comprises', valeur: sending, unite: 's' },
    { quoi: 'débit', valeur: rows / sending, unite: '/s' },
    { quoi: 'tournées qui ont trouvé le serveur en panne', valeur: outages },
    { quoi: 'perdus', valeur: lost, barre: 0 },
    { quoi: 'reçus deux fois, issue connue', valeur: twice, barre: 0 },
    { quoi: 'reçus par quelqu’un d’autre', valeur: wrong, barre: 0 },
    {
      quoi: 'incertains (coupés sans réponse)',
      valeur: envois.filter((one) => one.etat === 'incertain').length,
    },
    { quoi: 'incertains repartis d’eux-mêmes', valeur: again, barre: 0 },
    { quoi: 'mémoire au plus haut', valeur: peakMemory(), unite: 'Mo' },
  ])
})
