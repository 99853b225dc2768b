import { once } from 'node:events'
import os from 'node:os'
import type { Server } from 'node:http'
import { inTransaction } from '#src/db/transaction.ts'
import { createCompte } from '#src/procedure/comptes/api.ts'
import { runPlacement } from '#src/procedure/entretiens/api.ts'
import { NO_ASSETS } from '#src/web/assets.ts'
import { httpServer, portOf } from '#src/web/http-server.ts'
import { PAGES } from '#src/web/routes.ts'
import { createApp } from '#src/web/server.ts'
import { openSession } from '#src/web/session.ts'
import { withServer, type BenchBase } from './tools/base.ts'
import type { Campaign } from './tools/campaign.ts'
import { placedCampaign } from './tools/placement-base.ts'
import { quantile } from './tools/planning-repair.ts'
import { cpuSeconds } from './tools/planning-run.ts'
import { RAPIDE } from './tools/measure.ts'
import { printTable, type Figure } from './tools/table.ts'

const INSCRITS = RAPIDE ? 8_000 : 80_000
/** The first ones warm the process and the base up: they are not counted. */
const ESSAIS = { tout: RAPIDE ? 40 : 320, chauffe: 20 }
/** What an evening looks like: many collèges register at the same time. */
const ENSEMBLE = { vagues: RAPIDE ? 5 : 30, nombre: 8 }

const clock = (): Date => new Date()

interface Later {
  eleveId: number
  uai: string
  mef: string
}

async function listen({ db }: BenchBase): Promise<{ server: Server; origine: string }> {
  const app = createApp({
    db,
    mode: 'production',
    theme: 'neutre',
    assets: NO_ASSETS,
    clock,
    log: () => undefined,
    pages: PAGES,
    televersements: os.tmpdir(),
    connexions: { fournisseurs: () => [], secret: Buffer.alloc(32, 1), mandataires: 0 },
  })
  const server = httpServer(app.fetch, undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, origine: `http://127.0.0.1:${portOf(server)}` }
}

/** Pupils who are not registered, each with what he will ask for. */
async function waitingPupils({ owner }: BenchBase): Promise<Later[]> {
  const { rows } = await owner.query<{ eleveId: string; uai: string; mef: string }>(
    `select e.id as "eleveId", e.uai, (select mef from formation order by mef offset e.id % 24 limit 1) as mef
     from eleve e where not exists (select from inscription i where i.eleve_id = e.id) order by e.id`,
  )
  return rows.map((row) => ({ ...row, eleveId: Number(row.eleveId) }))
}

/** The cookie of the head of a collège. */
async function cookieOf({ db, acteur }: Campaign, uai: string): Promise<string> {
  const compteId = await inTransaction({ db, acteur }, (tx) =>
    createCompte(tx, {
      nom: `Chef fictif ${uai}`,
      habilitations: [
        { role: 'chef_origine', uai, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
      ],
    }),
  )
  return `passpro=${await openSession({ db, clock }, { academie: acteur.academie, compteId })}`
}

/** Sends the form of a registration as a browser does. Throws when the answer is not the success of the act. */
async function register(origine: string, { eleveId, mef }: Later, cookie: string): Promise<void> {
  const answer = await fetch(`${origine}/eleves/${eleveId}/inscription`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: origine },
    body: new URLSearchParams({ formations: mef, mode: 'presentiel' }),
  })
  if (answer.status !== 303) throw new Error(`inscription : ${answer.status} ${await answer.text()}`)
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

function figuresOf(quoi: string, times: readonly number[], barre?: number): Figure[] {
  const sorted = ascending(times)
  const top = barre === undefined ? {} : { barre }
  return [
    { quoi: `${quoi}, médiane`, valeur: quantile(sorted, 0.5), unite: 'ms' },
    { quoi: `${quoi}, 99e centile`, valeur: quantile(sorted, 0.99), unite: 'ms', ...top },
  ]
}

const hasPlace = async ({ owner }: BenchBase, { eleveId }: Later): Promise<boolean> => {
  const { rows } = await owner.query('select from entretien where eleve_id = $1', [eleveId])
  return rows.length > 0
}

async function measure(base: BenchBase): Promise<void> {
  const campaign = await placedCampaign(base, {
    inscriptions: INSCRITS,
    later: ESSAIS.tout + ENSEMBLE.vagues * ENSEMBLE.nombre,
  })
  const { server, origine } = await listen(base)
  const { academie } = campaign.acteur
  const times = { tout: [] as number[], cpu: [] as number[] }
  const charge = { academie, campagneId: campaign.campagneId }
  let apart = 0
  const waiting = await waitingPupils(base)
  for (const [rank, later] of waiting.slice(0, ESSAIS.tout).entries()) {
    const cookie = await cookieOf(campaign, later.uai)
    const depuis = clock().toISOString()
    const [start, cpu] = [performance.now(), cpuSeconds()]
    await register(origine, later, cookie)
    let took = performance.now() - start
    if (!(await hasPlace(base, later))) {
      // Left to the job: what it takes is of the way to the place, without the second at most that it waits.
      const begun = performance.now()
      await runPlacement({ db: base.db }, { ...charge, depuis })
      took += performance.now() - begun
      apart++
    }
    if (rank < ESSAIS.chauffe) continue
    times.tout.push(took)
    times.cpu.push(1000 * (cpuSeconds() - cpu))
  }
  const evening = await together(base, { campaign, origine, waiting: waiting.slice(ESSAIS.tout) })
  server.close()
  server.closeAllConnections()
  const { rows } = await base.owner.query<{ inscrits: string; places: string }>(
    'select (select count(*) from inscription) as inscrits, (select count(*) from entretien) as places',
  )
  printTable(
    `placement d’une inscription par HTTP, ${rows[0]?.inscrits} inscriptions, charge ${os.loadavg()[0]?.toFixed(1)}`,
    [
      { quoi: 'sans place', valeur: Number(rows[0]?.inscrits) - Number(rows[0]?.places), barre: 0 },
      { quoi: 'laissées à la tâche', valeur: apart },
      ...figuresOf('de l’envoi à la place', times.tout, 100),
      ...figuresOf('processeur du serveur', times.cpu),
      ...evening,
    ],
  )
}

/** Heads of as many collèges who register at the same instant, again and again: how long until each has his place. */
async function together(
  base: BenchBase,
  { campaign, origine, waiting }: { campaign: Campaign; origine: string; waiting: readonly Later[] },
): Promise<Figure[]> {
  const answered: number[] = []
  const placed: number[] = []
  let apart = 0
  for (let first = 0; first < waiting.length; first += ENSEMBLE.nombre) {
    const wave = waiting.slice(first, first + ENSEMBLE.nombre)
    const cookies = await Promise.all(wave.map(({ uai }) => cookieOf(campaign, uai)))
    const [depuis, start] = [clock().toISOString(), performance.now()]
    const took = await Promise.all(
      wave.map(async (later, i) => {
        await register(origine, later, cookies[i] ?? '')
        return performance.now() - start
      }),
    )
    answered.push(...took)
    const left: boolean[] = []
    for (const later of wave) left.push(!(await hasPlace(base, later)))
    const begun = performance.now()
    // The worker's part: who comes while its job waits goes to the job too.
    await base.owner.query("delete from tache.job where name = 'placement'")
    if (left.includes(true))
      await runPlacement(
        { db: base.db },
        { academie: campaign.acteur.academie, campagneId: campaign.campagneId, depuis },
      )
    const later = performance.now() - begun
    apart += left.filter(Boolean).length
    placed.push(...took.map((ms, i) => (left[i] ? Math.max(...took) + later : ms)))
  }
  return [
    { quoi: `${ENSEMBLE.nombre} à la fois, laissées à la tâche`, valeur: apart },
    ...figuresOf(`${ENSEMBLE.nombre} à la fois, de l’envoi à la réponse`, answered),
    ...figuresOf(`${ENSEMBLE.nombre} à la fois, de l’envoi à la place`, placed, 1000),
  ]
}

await withServer(async (server) => {
  const base = await server.newBase()
  try {
    await measure(base)
  } finally {
    await base.close()
  }
})
