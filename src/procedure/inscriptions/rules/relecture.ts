import {
  FAMILLES,
  LEXIQUE,
  SANS_REMARQUE,
  type FamilleDeMots,
} from '#src/procedure/inscriptions/rules/lexique.ts'

/** What a writer is asked to read again before he signs. Never a refusal. */
export type Remarque =
  | { code: 'mots'; famille: FamilleDeMots; mots: readonly string[] }
  | { code: 'copie'; eleves: number }
  | { code: 'court'; caracteres: number }
  | { code: 'sans_formation' }

/** A comment to read again, and what it is about. */
export interface ARelire {
  texte: string
  /** Titles of the formations and of their domaine; none where the comment is about the pupil as a whole. */
  formations: readonly string[]
  /** Comments written in the same school about other pupils. */
  autres: readonly Trace[]
}

/** What is compared of a comment: computed once for a whole school. */
export interface Trace {
  eleveId: number
  trigrammes: ReadonlySet<string>
}

/** The trace of a comment about a pupil. Source: shared measures on copied comments. */
export const traceOf = ({ eleveId, texte }: { eleveId: number; texte: string }): Trace => ({
  eleveId,
  trigrammes: trigramsOf(texte),
})

const SHORTEST = 40
/** Share of trigrams in common from which a comment copies another, and below which length none does. */
const SAME = 0.8
const COPY_FROM = 40

/**
 * What deserves a second reading: words of the lexicon, the comment of another pupil, too few words, no formation named.
 * Source: domain.md rule 11 (the family reads the comments), shared measures on copied comments and sensitive terms.
 */
export function remarquesOf({ texte, formations, autres }: ARelire): Remarque[] {
  const remarques: Remarque[] = wordsOf(texte)
  const length = texte.trim().length
  if (length < SHORTEST) remarques.push({ code: 'court', caracteres: length })
  else if (!namesOne(texte, formations)) remarques.push({ code: 'sans_formation' })
  const eleves = copiesOf(texte, autres)
  if (eleves > 0) remarques.push({ code: 'copie', eleves })
  return remarques
}

/** Letters without accents in small, one for one with the text, so that a place in one is a place in the other. */
function plainOf(text: string): string {
  const plain = (sign: string): string => sign.normalize('NFD').charAt(0).toLowerCase()
  return text
    .normalize('NFC')
    .replaceAll(/[^a-z]/g, (sign) => (/\p{L}|\p{N}/u.test(sign) ? plain(sign) : ' '))
}

// `\b` is of ASCII letters: the plain text has no other, and digits.
function patternOf(expressions: readonly string[]): RegExp {
  const words = expressions.map((one) => one.replaceAll(' ', ' +').replaceAll('*', '[a-z]*'))
  return new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`, 'g')
}
const PATTERNS = FAMILLES.map((famille) => ({ famille, pattern: patternOf(LEXIQUE[famille]) }))
const SILENT = patternOf(SANS_REMARQUE)

function wordsOf(texte: string): Remarque[] {
  const text = texte.normalize('NFC')
  const plain = plainOf(text).replaceAll(SILENT, (said) => ' '.repeat(said.length))
  return PATTERNS.flatMap(({ famille, pattern }) => {
    const found = [...plain.matchAll(pattern)].map(({ 0: match, index }) =>
      text.slice(index, index + match.length),
    )
    return found.length === 0
      ? []
      : [{ code: 'mots' as const, famille, mots: [...new Set(found)].slice(0, 5) }]
  })
}

/** Words of titles that say nothing of the trade. */
const EMPTY = new Set(
  'metiers metier option seconde premiere terminale professionnelle professionnel famille commune techniques technique production services service certificat aptitude brevet'.split(
    ' ',
  ),
)

function namesOne(texte: string, formations: readonly string[]): boolean {
  const said = plainOf(texte)
  const roots = formations
    .flatMap((title) => plainOf(title).split(' '))
    .filter((word) => word.length >= 4 && !EMPTY.has(word))
    .map((word) => word.slice(0, 5))
  return roots.length === 0 || roots.some((root) => said.includes(root))
}

/** Other pupils about whom nearly the same was written. */
function copiesOf(texte: string, autres: readonly Trace[]): number {
  if (texte.trim().length < COPY_FROM) return 0
  const mine = trigramsOf(texte)
  const same = autres.filter(({ trigrammes }) => alike(mine, trigrammes) >= SAME)
  return new Set(same.map(({ eleveId }) => eleveId)).size
}

// The first name is what a copy changes: capitalised words inside a sentence are left out.
function trigramsOf(texte: string): Set<string> {
  const plain = plainOf(texte.replaceAll(/(?<=[\p{L},;] )\p{Lu}\p{Ll}+/gu, '')).replaceAll(/ +/g, ' ')
  const trigrams = new Set<string>()
  for (let start = 0; start + 3 <= plain.length; start++) trigrams.add(plain.slice(start, start + 3))
  return trigrams
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  // Stryker disable next-line ConditionalExpression,MethodExpression,ArithmeticOperator: only spares a count, whose result is the same
  if (Math.min(a.size, b.size) < SAME * Math.max(a.size, b.size)) return 0
  let common = 0
  for (const trigram of a) if (b.has(trigram)) common++
  return common / (a.size + b.size - common)
}
