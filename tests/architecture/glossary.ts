import { textOf } from './source-files.ts'

export interface Term {
  term: string
  identifier: string
  meaning: string
  source: string
}

/** What docs/glossary.md says: the terms of its table, and the plain words and tool words of its lists. */
export function glossary(): { terms: Term[]; plain: string[] } {
  const [head = '', plain = '', tool = ''] = textOf('docs/glossary.md').split(/^## (?:Plain|Tool) words$/m)
  const rows = head.split('\n').filter((line) => /^\| (?!term |---)/.test(line))
  return { terms: rows.map(termOf), plain: [...listOf(plain), ...listOf(tool)] }
}

function termOf(row: string): Term {
  const [term = '', identifier = '', meaning = '', source = ''] = row
    .split('|')
    .slice(1)
    .map((cell) => cell.trim())
  return { term, identifier, meaning, source }
}

/** The words of a list separated by middle dots, in its only paragraph that holds some. */
const listOf = (section: string): string[] =>
  section
    .split('\n')
    .filter((line) => line.includes(' · '))
    .flatMap((line) => line.split(' · '))
    .map((word) => word.trim())

/** `avis_final_id`, `AvisFinal` to their words, in lower case. */
export const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '')

export const plainAscii = (text: string): string =>
  text.toLowerCase().replaceAll('œ', 'oe').normalize('NFD').replaceAll(/\p{M}/gu, '')
