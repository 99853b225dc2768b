import { mkdtempSync, existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testDb } from '#src/db/testing.ts'
import type { Db } from '#src/db/connection.ts'
import { TACHES } from '#src/jobs/list.ts'
import { enqueue, openBoss, type NomTache } from '#src/jobs/queue.ts'
import { tache, type Tache } from '#src/jobs/task.ts'
import { drain, startWorker, type WorkerOptions } from '#src/jobs/worker.ts'

let db: Db
let close: () => Promise<void>
const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-taches-'))
const NOW = new Date('2027-02-01T09:00:00Z')

beforeAll(async () => {
  ;({ db, close } = await testDb())
})
afterAll(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => sql`delete from tache.job`.execute(db))

const lines: string[] = []
const nothing = tache({ schema: z.unknown(), travail: async () => undefined })
const options = (emission: Tache): WorkerOptions => ({
  outils: { db, televersements: folder },
  clock: () => NOW,
  taches: {
    importation: nothing,
    placement: nothing,
    emission,
    menage: nothing,
    courrier: nothing,
    rappels: nothing,
    nuit: nothing,
    amelioration: nothing,
    comparaison: nothing,
    edition: nothing,
    fiches: nothing,
  },
  log: (line) => void lines.push(line),
})

const charge = { academie: '90', campagneId: 1, compteId: 1 }
const leave = (cle?: string): Promise<void> =>
  db
    .transaction()
    .execute((trx) => enqueue(trx, { nom: 'emission', charge, ...(cle === undefined ? {} : { cle }) }))
const states = async (): Promise<string[]> =>
  (await sql<{ state: string }>`select state::text from tache.job order by created_on`.execute(db)).rows.map(
    (row) => row.state,
  )

test('the schema of the migrations is the one that the library expects, and its queues are those of the list', async () => {
  const boss = openBoss(db)
  await boss.start()
  const queues = await boss.getQueues()
  expect(queues.map((queue) => queue.name).toSorted()).toEqual(Object.keys(TACHES).toSorted())
  expect(await boss.detectSchemaDrift()).toMatchObject({ ok: true })
  await boss.stop({ graceful: false, close: false })
})

describe('a job', () => {
  test('is undone with the transaction that left it', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await enqueue(trx, { nom: 'emission', charge })
      throw new Error('refus')
    })
    await expect(failing).rejects.toThrow('refus')
    expect(await states()).toEqual([])
  })

  test('is done once it is committed, told what was left and when', async () => {
    const done: unknown[] = []
    await leave()
    const runs = await drain(
      options(
        tache({ schema: z.unknown(), travail: async ({ now }, given) => void done.push([now, given]) }),
      ),
    )
    expect([runs, done, await states()]).toEqual([1, [[NOW, charge]], ['completed']])
  })

  test('under one key waits once; while it runs another may wait', async () => {
    await leave('1')
    await leave('1')
    await leave('2')
    expect(await states()).toEqual(['created', 'created'])
    let seen = 0
    const again = tache({
      schema: z.unknown(),
      travail: async () => {
        seen += 1
        if (seen === 1) await leave('1')
      },
    })
    await drain(options(again))
    expect(seen).toBe(3)
  })

  test('that fails is tried again, then given up, and says so without the words of the error', async () => {
    const said: boolean[] = []
    let tries = 0
    const failing = tache({
      schema: z.unknown(),
      travail: async () => {
        tries += 1
        throw new Error('INE 012345678AB')
      },
      panne: async (_outils, { derniere }) => void said.push(derniere),
    })
    await leave()
    await drain(options(failing))
    expect([tries, said, await states()]).toEqual([4, [false, false, false, true], ['failed']])
    const { rows } = await sql<{ output: unknown }>`select output from tache.job`.execute(db)
    expect(JSON.stringify(rows)).not.toContain('012345678AB')
  })

  test('whose failure cannot be noted is tried again all the same, and the log says both', async () => {
    lines.length = 0
    const failing = tache({
      schema: z.unknown(),
      travail: () => Promise.reject(new Error('le travail')),
      panne: () => Promise.reject(new Error('sa note')),
    })
    await leave()
    await drain(options(failing))
    expect(await states()).toEqual(['failed'])
    expect(lines.filter((line) => line.includes('le travail'))).toHaveLength(4)
    expect(lines.filter((line) => line.includes('sa note'))).toHaveLength(4)
  })

  test('whose charge is not what the work expects fails without doing anything', async () => {
    const done: string[] = []
    await leave()
    await drain(
      options(
        tache({ schema: z.object({ autre: z.string() }), travail: async () => void done.push('fait') }),
      ),
    )
    expect([done, await states()]).toEqual([[], ['failed']])
  })
})

describe('a worker', () => {
  /** Resolves when the work says so, whatever time the worker takes to see the job. */
  function signal(): { seen: Promise<void>; tell: () => void } {
    let tell: () => void = () => undefined
    const seen = new Promise<void>((resolve) => (tell = resolve))
    return { seen, tell }
  }

  test('takes the work left, and stops without leaving any under way', async () => {
    const { seen, tell } = signal()
    await leave()
    const worker = await startWorker(options(tache({ schema: z.unknown(), travail: async () => tell() })))
    await seen
    expect(await worker.stop()).toBe(true)
    expect(await states()).toEqual(['completed'])
  })

  test('stopped in the middle leaves a job that runs again once', async () => {
    const { seen, tell } = signal()
    let runs = 0
    const stuck = tache({
      schema: z.unknown(),
      travail: () => {
        runs += 1
        tell()
        return runs === 1 ? new Promise<void>(() => undefined) : Promise.resolve()
      },
    })
    await leave()
    const worker = await startWorker({ ...options(stuck), patienceMs: 1_000 })
    await seen
    expect(await worker.stop()).toBe(false)
    expect(await states()).toEqual(['retry'])
    await drain(options(stuck))
    expect([runs, await states()]).toEqual([2, ['completed']])
  })

  test('killed outright is noticed by its silence, and its job runs again', async () => {
    await leave()
    const boss = openBoss(db)
    await boss.start()
    await boss.fetch('emission')
    // The process that fetched is gone: no sign of life for a minute.
    await sql`update tache.job set started_on = now() - interval '2 min', heartbeat_on = now() - interval '1 min'`.execute(
      db,
    )
    await boss.supervise('emission')
    await boss.stop({ graceful: false, close: false })
    expect(await states()).toEqual(['retry'])
    let runs = 0
    await drain(options(tache({ schema: z.unknown(), travail: async () => void (runs += 1) })))
    expect(runs).toBe(1)
  })
})

test('files that no import came for are swept after two days, the others stay', async () => {
  const [old, recent] = ['vieux', 'recent'].map((name) => path.join(folder, name))
  for (const file of [old, recent]) if (file) writeFileSync(file, 'x')
  const longAgo = new Date(NOW.getTime() - 3 * 86_400_000)
  if (old) utimesSync(old, longAgo, longAgo)
  if (recent) utimesSync(recent, NOW, NOW)
  await TACHES['menage' satisfies NomTache].travail({ db, now: NOW, televersements: folder }, {})
  expect([existsSync(old ?? ''), existsSync(recent ?? '')]).toEqual([false, true])
  expect(readdirSync(folder).map((name) => statSync(path.join(folder, name)).size)).toEqual([1])
})
