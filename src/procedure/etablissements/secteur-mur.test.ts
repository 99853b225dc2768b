import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { cell, readCases } from '#src/kit/testing.ts'

/** The second wall judges sectors by itself, in SQL: the same cases as the rule. */
let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const serves = async (secteur: readonly string[], departement: string | null, commune: string | null) => {
  const { rows } = await sql<{ sert: boolean }>`
    select passpro_sert(${secteur}::text[], '0750001A', ${departement}, ${commune}) as sert`.execute(base.db)
  return rows[0]?.sert
}

test.each(readCases(import.meta.dirname, 'secteur.csv'))('$cas', async (cas) => {
  const secteur = cell(cas, 'secteur')
    .split(',')
    .filter((place) => place !== '')
  expect(await serves(secteur, cell(cas, 'departement') || null, cell(cas, 'commune') || null)).toBe(
    cas['servi'] === 'oui',
  )
})

test.each([' L’Haÿ-les-Roses ', 'Œuilly', 'SAINT-DENIS', 'Saint Denis', '-', ''])(
  '« %s » is itself, whatever its case',
  async (commune) => {
    const expected = /[a-z]/i.test(commune)
    expect(await serves([commune.toUpperCase()], '012', commune)).toBe(expected)
  },
)
