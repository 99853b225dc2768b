import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerConfig, type Address } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { fictionalCampagne } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { passpro, urlOf } from './terminal.ts'

const project = projectFolder()
type Base = Awaited<ReturnType<typeof testDb>>
let folder: string
const siecle = (): string => path.join(folder, 'siecle')

beforeAll(async () => {
  const built = spawnSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { encoding: 'utf8' })
  expect(built.status).toBe(0)
  folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-arret-'))
  await fabriquer(folder, { eleves: 2500, graine: 2, inscriptions: 10, propre: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function emptyCampaign(): Promise<Base> {
  const base = await testDb()
  await fictionalCampagne(base.db, { academie: '24', elevesParCollege: 1 })
  await passpro(['importer', 'etablissements', folder], base.address)
  return base
}

/** Pupils and guardians of each school, as they were saved. */
async function schools(base: Base): Promise<string[]> {
  return base.db.transaction().execute(async (trx) => {
    await sql`select set_config('passpro.academie', '24', true)`.execute(trx)
    const { rows } = await sql<{ said: string }>`
      select concat_ws(' ', e.uai, count(distinct e.id), count(l.responsable_id)) as said
      from eleve e left join eleve_responsable l on l.eleve_id = e.id group by e.uai order by e.uai`.execute(
      trx,
    )
    return rows.map((row) => row.said)
  })
}

function databaseOf(address: Address): string {
  if ('url' in address) throw new Error('une base d’essai se nomme')
  return address.database
}

/** The command in a process of its own. */
function start(words: readonly string[], base: Base) {
  const child = spawn(process.execPath, [path.join(project, 'scripts/passpro.mjs'), ...words], {
    env: { ...process.env, DATABASE_URL: urlOf(base.address) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  child.stdout.resume()
  const ended = new Promise<{ code: number | null; err: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, err })),
  )
  return { child, ended }
}

test('SIGTERM in the middle of an import: each school whole or absent; run again, it finishes', async () => {
  const [whole, stopped] = [await emptyCampaign(), await emptyCampaign()]
  try {
    await passpro(['importer', 'siecle', siecle()], whole.address)
    const expected = await schools(whole)
    const before = (await schools(stopped)).length
    const { child, ended } = start(['importer', 'siecle', siecle()], stopped)
    while ((await schools(stopped)).length === before && child.exitCode === null);
    child.kill('SIGTERM')
    const { code, err } = await ended
    // A quick machine may have finished; then there is nothing to say.
    if (code === 143) expect(err).toContain('Interrompu')
    const saved = await schools(stopped)
    expect(saved.length).toBeGreaterThan(before)
    expect(saved.filter((school) => !expected.includes(school))).toEqual([])
    const again = await passpro(['importer', 'siecle', siecle()], stopped.address)
    expect(again.code).toBe(0)
    expect(await schools(stopped)).toEqual(expected)
  } finally {
    await whole.close()
    await stopped.close()
  }
})

test('a base that goes away in the middle is a sentence; run again, the import finishes', async () => {
  const base = await emptyCampaign()
  const owner = new pg.Client(ownerConfig({ ...base.address, database: 'postgres' }))
  await owner.connect()
  try {
    const before = await schools(base)
    const database = databaseOf(base.address)
    let ended = false
    const running = passpro(['importer', 'siecle', siecle()], base.address).finally(() => (ended = true))
    while (!ended && (await schools(base)).length === before.length);
    // From here on the base takes no connection: what is cut off cannot come back.
    await owner.query(`alter database ${database} with allow_connections false`)
    await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [database])
    const { code, err } = await running
    await owner.query(`alter database ${database} with allow_connections true`)
    expect(code).toBe(1)
    expect(err).toContain('La base de données ne répond plus')
    expect((await passpro(['importer', 'siecle', siecle()], base.address)).code).toBe(0)
  } finally {
    await owner.end()
    await base.close()
  }
})

test('an export writes its three files together, and none when it is refused', async () => {
  const base = await testDb()
  const out = path.join(folder, 'lot')
  try {
    const campagne = await fictionalCampagne(base.db, {
      academie: '24',
      horloge: new Date('2027-05-25T08:00Z'),
    })
    await playParcours(
      campagne,
      campagne.eleves.slice(0, 3).map((eleve) => aParcours({ eleveId: eleve.id })),
    )
    const words = ['exporter', out, '--approbateur']
    const nobody = await passpro([...words, 'personne'], base.address)
    expect(nobody).toMatchObject({
      code: 1,
      err: expect.stringContaining('Aucun compte de l’académie ne répond'),
    })
    expect(existsSync(out) ? readdirSync(out) : []).toEqual([])
    const done = await passpro([...words, campagne.approbateur.nom], base.address)
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^Lot 1 : \d+ lignes, /) })
    const files = ['bonus-affelnet.csv', 'bordereau.json', 'bordereau.pdf']
    expect(readdirSync(out).sort()).toEqual(files)
    const again = await passpro([...words, campagne.approbateur.nom], base.address)
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Rien n’a changé') })
    expect(readdirSync(out).sort()).toEqual(files)
    const verified = await passpro(['verifier'], base.address)
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('Lots : 1 contrôlés, 0 écarts.') })
  } finally {
    await base.close()
  }
})
