import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { fictionalCampagne } from '#src/procedure/bonus/examples/campagne.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { passpro } from './terminal.ts'

let base: Awaited<ReturnType<typeof testDb>>
let folder: string
const file = (name: string): string => path.join(folder, name)

beforeAll(async () => {
  base = await testDb()
  await fictionalCampagne(base.db, { academie: '24' })
  folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-importer-'))
  await fabriquer(folder, { eleves: 60, graine: 1, inscriptions: 10 })
})
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Rows of every table but the journal, which keeps that an import was run. */
async function rows(): Promise<unknown> {
  return base.db.transaction().execute(async (trx) => {
    await sql`select set_config('passpro.academie', '24', true)`.execute(trx)
    const all = await sql`
      select (select json_agg(e order by e.uai) from etablissement e) as ecoles,
        (select json_agg(e order by e.id) from eleve e) as eleves,
        (select json_agg(r order by r.id) from responsable r) as responsables,
        (select json_agg(l order by l.eleve_id, l.responsable_id) from eleve_responsable l) as liens,
        (select json_agg(o order by o.code, o.mef) from offre o) as offres,
        (select json_agg(json_build_array(v.ine, v.rang, v.code_offre, v.code_mef) order by v.ine, v.rang, v.code_offre, v.code_mef)
          from voeu v) as voeux`.execute(trx)
    return all.rows[0]
  })
}

const imports: [string, string[]][] = [
  ['etablissements', []],
  ['siecle', ['siecle']],
  ['eleves', ['eleves.csv']],
  ['offres', ['offres.csv']],
  ['voeux', ['voeux-affelnet.csv']],
]

describe('importer', () => {
  test.each(imports)(
    '%s: a dry run keeps nothing and says what the run then does; again changes nothing',
    async (kind, under) => {
      const words = ['importer', kind, path.join(folder, ...under)]
      const before = await rows()
      const dry = await passpro([...words, '--a-blanc'], base.address)
      expect(await rows()).toEqual(before)
      const real = await passpro(words, base.address)
      expect(dry.code).toBe(real.code)
      expect(dry.out).toBe(real.out)
      expect(dry.err).toBe(`Essai à blanc, rien n’est gardé. ${real.err}`)
      const after = await rows()
      expect(after).not.toEqual(before)
      const again = await passpro(words, base.address)
      expect(await rows()).toEqual(after)
      expect(again.err).toMatch(/^créés : 0, modifiés : 0, /)
      expect([again.out, again.code]).toEqual([real.out, real.code])
    },
  )

  test('some lines refused: code 2 and one line of report each, in the file asked for', async () => {
    const list = file('liste.csv')
    const uai = '0000000A'
    writeFileSync(list, `uai;nom;prenom;date_naissance\n${uai};Fictif;Ana;2012-01-02\n`)
    const rapport = file('rapport.csv')
    const { code, out, err } = await passpro(['importer', 'eleves', list, '--rapport', rapport], base.address)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('refusés : 1')
    expect(readFileSync(rapport, 'utf8').split('\n')[1]).toMatch(/^liste\.csv;2;uai;0000000A;bloquant;/)
  })

  test('a file refused as a whole changes nothing: code 1, one line of report', async () => {
    const before = await rows()
    writeFileSync(file('autre.csv'), 'a;b\n1;2\n')
    for (const [kind, name] of [
      ['offres', 'autre.csv'],
      ['voeux', 'autre.csv'],
      ['eleves', 'absent.csv'],
      ['siecle', 'absent'],
      ['siecle', 'autre.csv'],
      ['resultats', 'autre.csv'],
    ]) {
      const { code, out } = await passpro(['importer', kind ?? '', file(name ?? '')], base.address)
      expect(code, kind).toBe(1)
      expect(out.split('\n').length, kind).toBeGreaterThanOrEqual(3)
    }
    expect(await rows()).toEqual(before)
  })

  test('wishes without any line do not erase those of the base', async () => {
    const [header] = readFileSync(file('voeux-affelnet.csv'), 'utf8').split('\n')
    writeFileSync(file('vide.csv'), `${header}\n`)
    const before = await rows()
    const { code, err } = await passpro(['importer', 'voeux', file('vide.csv')], base.address)
    expect(code).toBe(1)
    expect(err).toContain('aucun vœu')
    expect(await rows()).toEqual(before)
  })

  test('a collège without its file of guardians keeps those that the base knows', async () => {
    const before = await rows()
    const one = path.join(folder, 'siecle')
    const name = readdirSync(one).find((each) => each.endsWith('-eleves.xml')) ?? ''
    const { code, err } = await passpro(['importer', 'siecle', path.join(one, name)], base.address)
    expect([code, err]).toEqual([expect.any(Number), expect.stringContaining('modifiés : 0')])
    expect(await rows()).toEqual(before)
  })

  test('the file of another school is refused when one is named', async () => {
    const one = path.join(folder, 'siecle')
    const { code, err } = await passpro(['importer', 'siecle', one, '--uai', '0750001A'], base.address)
    expect(code).toBe(2)
    expect(err).toMatch(/^créés : 0, modifiés : 0, inchangés : 0, /)
  })

  test('the campaign that is meant must be one', async () => {
    const words = ['importer', 'offres', file('offres.csv'), '--campagne']
    const { code, err } = await passpro([...words, '2019-2020'], base.address)
    expect(code).toBe(1)
    expect(err).toContain('Aucune campagne ne répond à « 2019-2020 »')
    expect((await passpro([...words, '2026-2027'], base.address)).code).toBe(0)
  })
})
