import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { TACHES } from '#src/jobs/list.ts'
import { openBoss } from '#src/jobs/queue.ts'
import { drain } from '#src/jobs/worker.ts'
import { instantOf } from '#src/kit/day.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { enqueueAmelioration } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { passpro, urlOf } from './terminal.ts'

const project = projectFolder()
const folder = mkdtempSync(path.join(tmpdir(), 'passpro-nuit-'))
type Base = Awaited<ReturnType<typeof testDb>> & { campagne: CampagneFictive }

const servers: ChildProcess[] = []
afterAll(() => {
  for (const child of servers) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
beforeAll(() => {
  const built = spawnSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { encoding: 'utf8' })
  expect(built.status).toBe(0)
})

/** Twelve pupils of two collèges who registered in turn: placed as they came, both collèges go out on both days. */
async function registered(): Promise<Base> {
  const base = await testDb()
  const horloge = instantOf('2027-02-20T10:00', ZONE)
  const campagne = await fictionalCampagne(base.db, { horloge })
  const items = [0, 1, 2, 3, 4, 5].flatMap((rank) =>
    [rank, rank + 6].map((index) =>
      anInscription({ eleveId: eleveAt(campagne, index).id, uaiSouhaite: campagne.lycees[0] }),
    ),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    const { campagneId } = campagne
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
  })
  return { ...base, campagne }
}

/** Who is received when, and how many times a collège goes out. */
const planOf = ({ campagne }: Base): Promise<{ lignes: string[]; sorties: number }> =>
  at(campagne, '2027-02-20', async ({ trx }) => {
    const { rows } = await sql<{ ligne: string; sortie: string }>`
      select concat_ws(' ', n.eleve_id, n.domaine, n.plage) as ligne,
        concat_ws(' ', e.uai, (lower(n.plage) at time zone ${ZONE})::date) as sortie
      from entretien n join eleve e on e.id = n.eleve_id
      where n.campagne_id = ${campagne.campagneId} order by n.eleve_id, n.domaine`.execute(trx)
    return {
      lignes: rows.map((row) => row.ligne),
      sorties: new Set(rows.map((row) => row.sortie)).size,
    }
  })

const ENDLESS = ['planifier', '--ameliorer', '999999999']

/** The command in a process of its own, once it says how far the improvement is. */
async function underWay(base: Base) {
  const child = spawn(process.execPath, [path.join(project, 'scripts/passpro.mjs'), ...ENDLESS], {
    env: { ...process.env, DATABASE_URL: urlOf(base.address) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, out, err })),
  )
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk) => {
      err += String(chunk)
      if (err.includes('reste environ')) resolve()
    })
    void ended.then(() => resolve())
  })
  return { child, ended }
}

test('the same campaign and tries give the same better plan; a dry run keeps nothing', async () => {
  const [one, other] = [await registered(), await registered()]
  try {
    const words = ['planifier', '--ameliorer', '300']
    const dry = await passpro([...words, '--a-blanc'], one.address)
    expect(dry).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Essai à blanc.* Plan amélioré : coût de/),
    })
    expect((await planOf(one)).lignes).toEqual([])
    expect(await passpro(words, one.address)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^12 entretiens placés, 0 demandes sans place\. Plan amélioré/),
      err: expect.stringMatching(/12 placés, 0 sans place, coût .*, reste environ/),
    })
    await passpro(words, other.address)
    const { lignes, sorties } = await planOf(one)
    expect(sorties).toBe(2)
    expect((await planOf(other)).lignes.map((ligne) => ligne.replace(/^\d+/, ''))).toEqual(
      lignes.map((ligne) => ligne.replace(/^\d+/, '')),
    )
  } finally {
    await one.close()
    await other.close()
  }
})

test('killed in the middle of an improvement: everyone keeps his place, and the command runs again', async () => {
  const base = await registered()
  try {
    expect((await passpro(['planifier'], base.address)).code).toBe(0)
    const before = await planOf(base)
    const { child, ended } = await underWay(base)
    child.kill('SIGKILL')
    expect((await ended).code).toBeNull()
    expect(await planOf(base)).toEqual(before)
    expect((await passpro(['planifier', '--ameliorer', '300'], base.address)).code).toBe(0)
    expect((await planOf(base)).sorties).toBeLessThan(before.sorties)
  } finally {
    await base.close()
  }
})

/** A server on this base, its queue at work, without the fictional académie. */
function served(base: Base) {
  const child = spawn(process.execPath, [path.join(project, 'dist/server.js')], {
    env: {
      ...process.env,
      DATABASE_URL: urlOf(base.address),
      PASSPRO_DATA: folder,
      PASSPRO_DONNEES: 'vides',
      PORT: '0',
    },
    stdio: 'ignore',
  })
  servers.push(child)
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_code, signal) => resolve(signal)),
  )
  return { child, ended }
}

test(
  'the server killed as the night writes its plan: everyone keeps his place, and the night runs again',
  { timeout: 150_000 },
  async () => {
    const base = await registered()
    const { campagneId } = base.campagne
    const other = new pg.Client(ownerConfig(base.address))
    await other.connect()
    try {
      expect((await passpro(['planifier'], base.address)).code).toBe(0)
      const before = await planOf(base)
      await at(base.campagne, '2027-02-20', (tx) => enqueueAmelioration(tx, campagneId))
      // Everyone may read the interviews, nobody may write one: the night stops at its first write.
      await other.query('begin')
      await other.query('lock table entretien in share row exclusive mode')
      const { child, ended } = served(base)
      await expect
        .poll(
          () => other.query(`select from pg_locks where relation = 'entretien'::regclass and not granted`),
          { timeout: 90_000 },
        )
        .toMatchObject({ rowCount: 1 })
      child.kill('SIGKILL')
      expect(await ended).toBe('SIGKILL')
      await other.query('rollback')
      expect(await planOf(base)).toEqual(before)
      // No sign of life for a minute: what any other server notices.
      await sql`update tache.job set started_on = now() - interval '2 min', heartbeat_on = now() - interval '1 min'
      where name = 'amelioration'`.execute(base.db)
      const boss = openBoss(base.db, { monitorIntervalSeconds: 1 })
      await boss.start()
      const stateAfterALook = async () => {
        await boss.supervise('amelioration')
        return (
          await sql<{ state: string }>`select state from tache.job where name = 'amelioration'`.execute(
            base.db,
          )
        ).rows
      }
      await expect.poll(stateAfterALook, { timeout: 10_000 }).toEqual([{ state: 'retry' }])
      await boss.stop({ graceful: false, close: false })
      const outils = { db: base.db, televersements: folder }
      await drain({ outils, clock: () => new Date(), taches: TACHES, log: () => undefined })
      expect((await planOf(base)).sorties).toBe(2)
    } finally {
      await other.end()
      await base.close()
    }
  },
)

test('Ctrl-C keeps the best plan found, and says so', async () => {
  const base = await registered()
  try {
    const { child, ended } = await underWay(base)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({
      code: 0,
      out: expect.stringContaining('Plan amélioré'),
      err: expect.stringContaining('le meilleur plan trouvé est gardé'),
    })
    expect((await planOf(base)).sorties).toBe(2)
  } finally {
    await base.close()
  }
})
