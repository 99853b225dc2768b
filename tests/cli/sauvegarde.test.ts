import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { fictionalCampagne } from '#src/procedure/bonus/examples/campagne.ts'
import { readMembre, readTar } from '#src/kit/tar.ts'
import { passpro } from './terminal.ts'

let base: Awaited<ReturnType<typeof testDb>>
let folder: string
const archive = (): string => path.join(folder, 'base.tar')

beforeAll(async () => {
  base = await testDb()
  await fictionalCampagne(base.db, { academie: '24' })
  await fictionalCampagne(base.db, { academie: '01' })
  folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-sauvegarde-'))
  expect((await passpro(['sauvegarder', archive()], base.address)).code).toBe(0)
})
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Manifeste {
  tables: { nom: string; lignes: number; sha256: string }[]
}
async function manifesteOf(file: string): Promise<Manifeste> {
  const membre = (await readTar(file)).get('manifeste.json')
  return JSON.parse((await readMembre(file, membre ?? { debut: 0, taille: 0 })).toString())
}

test('restored into an empty base, it gives the same rows, chains that hold and sequences that go on', async () => {
  const fresh = await testDb()
  try {
    const restored = await passpro(['restaurer', archive()], fresh.address)
    expect(restored).toMatchObject({ code: 0, err: '' })
    const second = path.join(folder, 'second.tar')
    await passpro(['sauvegarder', second], fresh.address)
    const { tables } = await manifesteOf(archive())
    expect((await manifesteOf(second)).tables).toEqual(tables)
    expect(tables.find(({ nom }) => nom === 'eleve')?.lignes).toBeGreaterThan(10)
    expect(tables.find(({ nom }) => nom === 'academie')?.lignes).toBe(2)
    const verified = await passpro(['verifier', '--academie', '24'], fresh.address)
    expect(verified.out).toContain('0 rompues')
    const next = await fictionalCampagne(fresh.db, { academie: '25' })
    expect(next.campagneId).toBeGreaterThan(2)
    const refused = await passpro(['restaurer', archive()], fresh.address)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('La base n’est pas vide')
  } finally {
    await fresh.close()
  }
})

test('an archive that is cut, changed or something else leaves the base empty', async () => {
  const bytes = readFileSync(archive())
  const changed = Buffer.from(bytes)
  const { debut, taille } = (await readTar(archive())).get('eleve.copy.gz') ?? { debut: 0, taille: 0 }
  const at = debut + Math.floor(taille / 2)
  changed[at] = (changed[at] ?? 0) ^ 0x55
  const fresh = await testDb()
  try {
    for (const [name, content] of [
      ['coupee.tar', bytes.subarray(0, bytes.length - 20_000)],
      ['changee.tar', changed],
      ['autre.tar', Buffer.from('uai;nom\n')],
    ] as const) {
      const file = path.join(folder, name)
      writeFileSync(file, content)
      const { code, err } = await passpro(['restaurer', file], fresh.address)
      expect([name, code]).toEqual([name, 1])
      expect(err).toMatch(/abîmée|coupée|manifeste/)
    }
    expect(await fresh.db.selectFrom('academie').selectAll().execute()).toEqual([])
    expect((await passpro(['restaurer', archive()], fresh.address)).code).toBe(0)
  } finally {
    await fresh.close()
  }
})

test('a folder receives an archive named by its date', async () => {
  const into = mkdtempSync(path.join(folder, 'dossier-'))
  expect((await passpro(['sauvegarder', into], base.address)).code).toBe(0)
  expect(readdirSync(into)).toEqual([expect.stringMatching(/^passpro-\d{4}-\d\d-\d\dT\d{6}Z\.tar$/)])
})
