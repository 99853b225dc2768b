import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { fictionalCampagne } from '#src/procedure/bonus/examples/campagne.ts'
import { passpro } from './terminal.ts'

let base: Awaited<ReturnType<typeof testDb>>
let folder: string
const tetes = (): string => path.join(folder, 'tetes.json')
const env = (): Record<string, string> => ({ PASSPRO_CLE_SIGNATURE: path.join(folder, 'cle.pem') })

beforeAll(async () => {
  base = await testDb()
  await fictionalCampagne(base.db, { academie: '24' })
  folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-journal-'))
}, 60_000)
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})

const run = (...words: string[]) => passpro(['journal', ...words], base.address, env())

/** What somebody could do who holds the base itself: the owner, with the guard taken off. */
async function asOwner(statement: string): Promise<void> {
  const owner = new pg.Client(ownerConfig(base.address))
  await owner.connect()
  await owner.query('alter table journal disable trigger user')
  await owner.query(statement)
  await owner.query('alter table journal enable trigger user')
  await owner.end()
}

describe('journal tetes, journal verifier', () => {
  test('heads signed are found again, and later acts do not matter', async () => {
    const written = await run('tetes', tetes())
    expect(written.code).toBe(0)
    const { tetes: list } = JSON.parse(readFileSync(tetes(), 'utf8')) as { tetes: unknown[] }
    expect(list.length).toBeGreaterThan(2)
    await passpro(['acces', '24', 'Témoin Fictif'], base.address, env())
    const checked = await run('verifier', tetes())
    expect([checked.code, checked.err + checked.out]).toEqual([
      0,
      expect.stringMatching(/0 rompues[^]*0 perdues/),
    ])
  })

  test('heads changed by hand, or signed by somebody else, are refused', async () => {
    const text = readFileSync(tetes(), 'utf8')
    const forged = path.join(folder, 'fausses.json')
    writeFileSync(
      forged,
      text.replace(/"rang": (\d+)/, (_, rang) => `"rang": ${Number(rang) - 1}`),
    )
    expect((await run('verifier', forged)).err).toContain('n’ont pas été signées')
    writeFileSync(forged, '{"tetes": []}')
    expect((await run('verifier', forged)).err).toContain('ne contient pas des têtes')
    writeFileSync(forged, 'rien')
    expect((await run('verifier', forged)).code).toBe(1)
  })

  test('A10: a chain cut short with its head holds by itself: only the heads kept elsewhere show it', async () => {
    await asOwner(`delete from journal where chaine = 'academie' and rang > 3`)
    await asOwner(`update journal_tete t set rang = 3, empreinte = j.empreinte from journal j
      where t.chaine = 'academie' and (j.academie, j.chaine, j.rang) = (t.academie, t.chaine, 3)`)
    expect((await run('verifier')).code).toBe(0)
    const checked = await run('verifier', tetes())
    expect([checked.code, checked.out]).toEqual([
      1,
      expect.stringMatching(/chaîne academie : la ligne \d+ d’alors a disparu/),
    ])
    expect((await run('verifier')).code).toBe(0)
  })
})

describe('acces', () => {
  test('opens the first account of an académie that the base does not know, once its name is given', async () => {
    const unnamed = await passpro(['acces', '01', 'Ada Fictive'], base.address, env())
    expect([unnamed.code, unnamed.err]).toEqual([1, expect.stringContaining('--nom')])
    const opened = await passpro(
      ['acces', '01', 'Ada Fictive', '--nom', 'Académie fictive'],
      base.address,
      env(),
    )
    expect([opened.code, opened.out]).toEqual([0, expect.stringMatching(/^([A-Z2-9]{4}-){2}[A-Z2-9]{4}\n$/)])
    const again = await passpro(['acces', '01', 'Ada Fictive'], base.address, env())
    expect(again.out).not.toBe(opened.out)
  })
  test.each([['1'], ['Créteil'], ['241']])('« %s » is no number of an académie', async (code) => {
    expect((await passpro(['acces', code, 'Ada Fictive'], base.address, env())).err).toContain(
      'deux chiffres',
    )
  })
})
