import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#src/db/transaction.ts'
import { testDb } from '#src/db/testing.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { computeAvisFinaux, emitFiches } from '#src/procedure/bonus/api.ts'
import { at, fictionalCampagne, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { passpro, urlOf } from './terminal.ts'

const project = projectFolder()
let folder: string
let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive

beforeAll(async () => {
  const built = spawnSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { encoding: 'utf8' })
  expect(built.status).toBe(0)
  folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-editer-'))
  base = await testDb()
  campagne = await fictionalCampagne(base.db, { elevesParCollege: 60 })
  await playInscriptions(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  await at(campagne, '2027-03-20', async (tx) => {
    await computeAvisFinaux(tx, campagne.campagneId)
    await emitFiches(tx, campagne.campagneId)
  })
}, 120_000)
afterAll(async () => {
  await base?.close()
  await closeDocuments()
  rmSync(folder, { recursive: true, force: true })
})

const count = async (of: string): Promise<number> =>
  inTransaction({ db: base.db, acteur: campagne.acteur }, async ({ trx }) => {
    // oxlint-disable-next-line no-restricted-properties -- the text is that of a test
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(of)}`.execute(trx)
    return rows[0]?.n ?? 0
  })

const DONE = 'edition_partie where faite_le is not null'

/** Files of a folder with the hash of each. */
const filesOf = (out: string): string[] =>
  readdirSync(out)
    .toSorted()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(path.join(out, name)))
          .digest('hex')}`,
    )

test('killed outright in the middle it resumes: nothing lost, nothing twice, the same bytes', async () => {
  const out = path.join(folder, 'interrompue')
  const words = ['editer', 'fiches_ent', out]
  const child = spawn(process.execPath, [path.join(project, 'scripts/passpro.mjs'), ...words], {
    env: { ...process.env, DATABASE_URL: urlOf(base.address) },
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  while ((await count(DONE)) < 2 && child.exitCode === null);
  child.kill('SIGKILL')
  await ended
  const kept = await count(DONE)
  expect(kept).toBeLessThan(6)
  expect(readdirSync(folder)).not.toContain('interrompue')

  const again = await passpro(words, base.address)
  expect(again.code).toBe(0)
  expect(again.out).toBe('120 documents, 2 fichiers, 0 laissés de côté.\n')
  expect(again.err).toMatch(/^Édition n° 1\.$/m)
  expect(again.err).toMatch(/^120\/120 · reste : moins d’une minute$/m)
  // What was done before the end was not done again.
  expect(again.err).not.toMatch(/^25\/120/m)
  expect([await count('edition'), await count('edition_partie'), await count('remise')]).toEqual([1, 6, 0])

  const whole = path.join(folder, 'entiere')
  expect((await passpro(['editer', 'fiches_ent', whole], base.address)).code).toBe(0)
  expect(filesOf(whole)).toEqual(filesOf(out))
  expect(filesOf(out)).toHaveLength(2)
}, 120_000)

interface Apart {
  /** Settled once it has said which edition it works at. */
  begun: Promise<string>
  code: Promise<number | null>
}

/** A process of its own, as an operator starts it. */
function apart(words: readonly string[]): Apart {
  const child = spawn(process.execPath, [path.join(project, 'scripts/passpro.mjs'), ...words], {
    env: { ...process.env, DATABASE_URL: urlOf(base.address) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let err = ''
  const begun = new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
      const said = /^Édition n° \d+\.$/m.exec(err)?.[0]
      if (said) resolve(said)
    })
    child.once('close', () => reject(new Error(err)))
  })
  return { begun, code: new Promise((resolve) => child.once('close', resolve)) }
}

test('one process or three at the same edition: the same bytes, each document once', async () => {
  const out = (name: string): string => path.join(folder, name)
  const start = (name: string): Apart => apart(['editer', 'fiches', out(name)])
  expect(await start('seul').code).toBe(0)
  const [before, parts] = [await count('edition'), await count('edition_partie')]

  const first = start('un')
  while ((await count('edition_partie')) === parts);
  // What is left is kept from the first until the two others are there: each has something to do.
  const others = await inTransaction({ db: base.db, acteur: campagne.acteur }, async ({ trx }) => {
    const { rows } =
      await sql`select from edition_partie where faite_le is null for update skip locked`.execute(trx)
    expect(rows.length).toBeGreaterThan(2)
    const started = [start('deux'), start('trois')]
    const said = await Promise.all([first, ...started].map(({ begun }) => begun))
    expect(new Set(said).size).toBe(1)
    return started
  })
  expect(await Promise.all([first, ...others].map(({ code }) => code))).toEqual([0, 0, 0])
  expect([await count('edition'), await count('edition_partie')]).toEqual([before + 1, parts + 6])
  for (const name of ['un', 'deux', 'trois']) expect(filesOf(out(name))).toEqual(filesOf(out('seul')))
  expect(filesOf(out('seul'))).toHaveLength(2)
}, 120_000)

test('documents that it does not know are refused with those it does', async () => {
  const { code, err } = await passpro(['editer', 'lettres', folder], base.address)
  expect(code).toBe(1)
  expect(err).toContain('convocations, convocations_postees, fiches, fiches_ent')
})
