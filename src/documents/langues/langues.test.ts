import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { dateIn, heureIn, LANGUES, type Catalogue, type Langue } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES, RELUES } from '#src/documents/langues/langues.ts'
import { projectFolder } from '#src/kit/project-folder.ts'

/** Every sentence of a catalogue, those that take values with these. */
function sentencesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function') return [String(value('UN', 'DEUX'))]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentencesOf) : []
}

const takingValues = ({ convocation, fiche }: Catalogue): string[] => [
  convocation.quand('UN', 'DEUX'),
  convocation.lieu('UN'),
  convocation.distance('UN'),
  convocation.empechement('UN'),
  fiche.confirmer('UN'),
]

describe.each(LANGUES)('%s', (langue) => {
  const catalogue = CATALOGUES[langue]

  test('says everything, with every value in its place, and never the French of another', () => {
    const said = sentencesOf(catalogue)
    expect(said.length).toBe(sentencesOf(CATALOGUES.fr).length)
    for (const sentence of takingValues(catalogue)) expect(sentence).toContain('UN')
    expect(catalogue.convocation.quand('UN', 'DEUX')).toContain('DEUX')
    if (langue === 'fr') return
    expect(
      said.filter((text) => text !== '' && text.length > 12 && sentencesOf(CATALOGUES.fr).includes(text)),
    ).toEqual([])
    expect(said.every((text) => text !== '')).toBe(true)
  })

  test('speaks neither of health nor of the level of an avis', () => {
    expect(sentencesOf(catalogue).join(' ')).not.toMatch(/\bINE\b|handicap|maladie|réservé/i)
  })
})

test('dates and hours are those of the language, in Western digits', () => {
  // The comma of English comes and goes with the versions of ICU.
  const said = LANGUES.map((langue) =>
    dateIn(CATALOGUES[langue], '2027-03-04').replace('Thursday,', 'Thursday'),
  )
  expect(said).toEqual([
    'jeudi 4 mars 2027',
    'jeudi 4 mars 2027',
    'Thursday 4 March 2027',
    'الخميس، 4 مارس 2027',
    'quinta-feira, 4 de março de 2027',
    '4 Mart 2027 Perşembe',
    '2027年3月4日星期四',
    'четвер, 4 березня 2027 р.',
  ])
  expect(LANGUES.map((langue) => heureIn(CATALOGUES[langue], '2027-03-04T08:05'))).toEqual(
    LANGUES.map(() => '08:05'),
  )
})

test('a missing sentence, or one that forgets a value, does not compile', () => {
  const { fr } = CATALOGUES
  // @ts-expect-error the text of the letter is missing
  const incomplete: Catalogue = { ...fr, lettre: { titre: fr.lettre.titre } }
  // @ts-expect-error an hour is no number
  const wrong: Catalogue['convocation']['quand'] = (date: string, heure: number) => `${date} ${heure}`
  // @ts-expect-error a language without its catalogue
  const partial: Record<Langue, Catalogue> = { fr }
  expect([incomplete, wrong, partial]).toHaveLength(3)
})

test('a language is said to be reviewed only where somebody signed for it in docs', () => {
  const text = readFileSync(path.join(projectFolder(), 'docs/translations.md'), 'utf8')
  const signed = LANGUES.filter((langue) => {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${langue}\``))
    expect(row, `ligne de ${langue}`).toBeDefined()
    return !row?.includes('to be reviewed')
  })
  expect(signed).toEqual([...RELUES])
})
