import { describe, expect, test } from 'vitest'
import { filesBelow, isForTests, isModule, textOf } from './source-files.ts'
import { glossary, plainAscii, wordsOf } from './glossary.ts'

const { terms, plain } = glossary()
const known = new Set([...terms.flatMap(({ identifier }) => wordsOf(identifier)), ...plain].map(singular))

const sources = filesBelow('src').filter((file) => isModule(file) && !isForTests(file))
const code = sources.map(textOf).join('\n')
const named = [...schemaNames(textOf('src/db/types.ts')), ...typeNames(sources)]

describe('glossary', () => {
  test('tables, columns and exported types of the procedure are made of its words', () => {
    expect(named.length).toBeGreaterThan(300)
    expect(named.filter(isStrange)).toEqual([])
    expect(['Wish', 'ecole_origin', 'AvisFinaux', 'eleve_id'].filter(isStrange)).toEqual([
      'Wish',
      'ecole_origin',
    ])
  })

  test('an identifier is its term without accents', () => {
    const letters = (text: string): string => plainAscii(text).replaceAll(/[^a-z]/g, '')
    expect(terms.filter(({ term, identifier }) => letters(term) !== letters(identifier))).toEqual([])
  })

  test('each term has a meaning and a source, once', () => {
    expect(terms.filter(({ meaning, source }) => meaning === '' || source === '')).toEqual([])
    const identifiers = terms.map(({ identifier }) => identifier)
    expect(identifiers).toEqual([...new Set(identifiers)])
  })

  test('no term that serves nowhere, and none among the plain words', () => {
    const unseen = terms.filter(({ identifier }) => !new RegExp(identifier, 'i').test(code))
    expect(unseen.map(({ identifier }) => identifier)).toEqual([])
    expect(terms.filter(({ identifier }) => plain.includes(identifier))).toEqual([])
  })
})

const isStrange = (name: string): boolean =>
  wordsOf(name).some((word) => word.length > 2 && !known.has(singular(word)))

/** `finaux` and `final`, `voeux` and `voeu`, `formations` and `formation` are one word. */
function singular(word: string): string {
  return word.replace(/aux$/, 'al').replace(/(?<=..)[sx]$/, '')
}

function schemaNames(types: string): string[] {
  return [...types.matchAll(/^(?:export interface| {2})\s*(\w+)(?=:| \{)/gm)].flatMap(
    ([, name]) => name ?? [],
  )
}

function typeNames(files: readonly string[]): string[] {
  return files
    .filter((file) => file.startsWith('src/procedure/') && !file.includes('/pages/'))
    .flatMap((file) => [...textOf(file).matchAll(/^export (?:type|interface|class) (\w+)/gm)])
    .flatMap(([, name]) => name ?? [])
}
