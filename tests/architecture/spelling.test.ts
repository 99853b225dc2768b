import { describe, expect, test } from 'vitest'
import { glossary, plainAscii } from './glossary.ts'
import { filesBelow, isForTests, isModule, textOf } from './source-files.ts'
import { proseOfMarkdown, proseWords, sentencesOf, sentencesOfTemplate, speller } from './spelling.ts'

const french = await speller('fr')
const english = await speller('en')
// Words that no dictionary holds: extensions, tools, words of the schools; then those of the docs alone.
const [everywhere = new Set<string>(), inDocs = new Set<string>()] = textOf('tests/architecture/words.txt')
  .split(/\n\n/)
  .map((list) => new Set(list.trim().split(/\s+/)))
const own = new Set([...everywhere, ...inDocs])
const { terms, plain } = glossary()
const inGlossary = new Set(
  [...terms.flatMap(({ term, identifier }) => [...term.split(/[ ']/), identifier]), ...plain].map(plainAscii),
)

const isFrench = (word: string): boolean =>
  french(word) || french(word.toLowerCase()) || everywhere.has(word) || everywhere.has(word.toLowerCase())
const isKnown = (word: string): boolean =>
  isFrench(word) ||
  inDocs.has(word.toLowerCase()) ||
  english(word) ||
  english(word.toLowerCase()) ||
  inGlossary.has(plainAscii(word)) ||
  inGlossary.has(plainAscii(word).replace(/s$/, ''))

const wrong = (file: string, words: readonly string[], right: (word: string) => boolean): string[] =>
  [...new Set(words)].filter((word) => !right(word)).map((word) => `${file}: ${word}`)

// Queries hold French for the base, names of fictional people come from everywhere, and translations are not French.
const UNREAD = /\/sql(\.ts$|\/)|\/fabriquer\/(names|places)\.ts$|\/langues\/(en|ar|pt|tr|zh|uk)\.ts$/
const served = filesBelow('src').filter((file) => !isForTests(file) && !UNREAD.test(file))

describe('spelling', () => {
  test('of French sentences', () => {
    const modules = served.filter(isModule)
    const sentences = modules.flatMap(sentencesOf)
    expect(sentences.length).toBeGreaterThan(300)
    expect(modules.flatMap((file) => wrong(file, sentencesOf(file).flatMap(proseWords), isFrench))).toEqual(
      [],
    )
    expect(['réglement', 'etablissement', 'règlement'].filter(isFrench)).toEqual(['règlement'])
  })

  // So that every sentence of a letter is among those read above.
  test('no sentence in the templates of letters', () => {
    const templates = filesBelow('src/documents/templates')
    expect(templates.length).toBeGreaterThan(3)
    expect(templates.flatMap((file) => sentencesOfTemplate(textOf(file)))).toEqual([])
    expect(sentencesOfTemplate('heading(level: 1, [Déroulé])')).toEqual(['Déroulé'])
  })

  test('of docs', () => {
    const docs = [...filesBelow('docs').filter((file) => file.endsWith('.md')), 'README.md']
    const words = (file: string): string[] => proseWords(proseOfMarkdown(textOf(file)))
    expect(docs.flatMap((file) => wrong(file, words(file), isKnown))).toEqual([])
    expect(['Establishement', 'occured', 'school', 'élève'].filter(isKnown)).toEqual(['school', 'élève'])
  })

  test('no word allowed that serves nowhere', () => {
    const all = [...filesBelow('docs'), ...served, 'README.md'].filter((file) =>
      /\.(tsx?|typ|md)$/.test(file),
    )
    const text = all.map(textOf).join('\n').toLowerCase()
    expect([...own].filter((word) => !text.includes(word.toLowerCase()))).toEqual([])
  })
})
