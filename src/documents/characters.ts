import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { coverageOf } from '#src/documents/cmap.ts'
import { documentsRoot } from '#src/documents/documents-root.ts'

/** Fonts of the letters, in the order of the templates: regular and bold of one family cover the same characters. */
const LETTRES = ['PublicSans_400Regular', 'NotoSans_400Regular', 'IBMPlexSansArabic_400Regular']
/** Those of the guides: with the Chinese letters of their own sentences, which are no font for names. */
const GUIDES = [...LETTRES, 'NotoSansSC-guide_400Regular']

/** Joiners, spaces and line breaks that the text engine handles without a glyph. */
const WITHOUT_GLYPH = [0x0a, 0x20, 0xa0, 0x200b, 0x200c, 0x200d, 0x202f]

const settable = new Map<string, Set<number>>()

function coverage(family: string): Set<number> {
  const known = settable.get(family)
  if (known) return known
  const found = new Set<number>()
  const bytes = readFileSync(join(documentsRoot(), 'fonts', `${family}.ttf`))
  for (const [from, to] of coverageOf(bytes)) for (let code = from; code <= to; code++) found.add(code)
  settable.set(family, found)
  return found
}

const BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g
const CONTROLS = /(?!\n)\p{Cc}/gu
/** Hidden marks (soft hyphens, reading direction, variants): a name must not reorder the rest of the line. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cf}\p{Variation_Selector}]/gu
const LONG_WORD = /\S{40}(?=\S)/gu

/**
 * The text as a letter can carry it: composed, without control, direction or hidden characters, line breaks kept,
 * and words of more than 40 characters allowed to break so that they stay on the page.
 */
export const printable = (text: string): string =>
  Buffer.from(text, 'utf8')
    .toString('utf8')
    .normalize('NFC')
    .replace(BREAKS, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .replace(HIDDEN, '')
    .replace(LONG_WORD, '$&\u200b')

function missing(text: string, families: readonly string[]): string[] {
  const covers = (code: number): boolean =>
    WITHOUT_GLYPH.includes(code) || families.some((family) => coverage(family).has(code))
  return [...new Set(printable(text))].filter((each) => !covers(each.codePointAt(0) ?? 0))
}

/**
 * Characters of `text` that the fonts of the letters cannot set, each once, in order: to warn at entry.
 * A letter that carries one is refused (the others of its batch are not).
 */
export const unsettable = (text: string): string[] => missing(text, LETTRES)

/** The same for a guide, whose sentences may be Chinese. */
export const unsettableInGuide = (text: string): string[] => missing(text, GUIDES)
