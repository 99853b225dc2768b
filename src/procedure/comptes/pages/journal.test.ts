import { afterAll, beforeAll, expect, test } from 'vitest'
import { acteurWith } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
let auditeur: string

beforeAll(async () => {
  site = await collegeSite('2027-02-03T10:00', { elevesParCollege: 2 })
  auditeur = await site.cookieFor(await acteurWith(site.campagne, { role: 'auditeur' }))
  // Leaves a row in the chain of the school, and one in that of the académie.
  await site.page('/eleves/export/csv')
  await site.page('/eleves/export/csv', site.academie)
})
afterAll(() => site.close())

const journal = (query: Readonly<Record<string, string>> = {}): Promise<string> =>
  site.page(`/journal?${new URLSearchParams(query).toString()}`, auditeur)
/** Cells of the list, row by row. */
const rowsOf = (html: string): string[][] =>
  [...(html.split('<tbody>')[1] ?? '').matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell),
  )

test('says in words who did what on what and where, without a code', async () => {
  const rows = rowsOf(await journal({ quoi: 'liste.exporter' }))
  expect(rows.map(([, ...said]) => said)).toEqual(
    expect.arrayContaining([
      ['Emporter une liste', 'liste eleves', 'Première personne (académie fictive)', 'Académie'],
      ['Emporter une liste', 'liste eleves', 'Compte fictif (chef_origine)', 'Collège fictif n° 1'],
    ]),
  )
})

test('the codes are in its file, which only those who read the journal take away', async () => {
  const file = await site.page('/journal/export/csv?quoi=liste.exporter', auditeur)
  expect(file).toContain('Acte (code)')
  expect(file).toContain(`;liste.exporter;liste;eleves;Collège fictif n° 1;${site.campagne.colleges[0]};`)
  expect(await site.status('/journal/export/csv', site.chef)).toBe(403)
})

test.each([
  [{ ou: 'academie' }, 'Académie'],
  [{ ou: 'fictif n° 1' }, 'Collège fictif n° 1'],
])('is narrowed to a place by its name: %o', async (query, where) => {
  const rows = rowsOf(await journal({ ...query, quoi: 'liste.exporter' }))
  expect(new Set(rows.map((row) => row.at(-1)))).toEqual(new Set([where]))
})

test('is narrowed to days, to a person, and read from either end', async () => {
  expect(wordsOf(await journal({ du: '2027-02-04' }))).toContain('Rien ne répond à cette recherche.')
  expect(rowsOf(await journal({ du: '2027-02-03', au: '2027-02-03', qui: 'chef_orig' }))).not.toHaveLength(0)
  expect(wordsOf(await journal({ qui: '100 %' }))).toContain('Rien ne répond à cette recherche.')
  const [latest, oldest] = [await journal(), await journal({ tri: 'quand' })].map((html) => rowsOf(html)[0])
  expect(latest).not.toEqual(oldest)
})
