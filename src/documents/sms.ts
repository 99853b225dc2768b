/** Letters of the alphabet of telephones (GSM 03.38), one septet each, then those that take two. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENDED = new Set('^{}\\[~]|€')

/** What typography writes and telephones do not have. */
const SIGNS: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  œ: 'oe',
  Œ: 'OE',
  Æ: 'AE',
  '\u00a0': ' ',
  '\u202f': ' ',
}

/**
 * The same text in letters that telephones have, accents kept where they exist (é è à ù), dropped elsewhere (ê, ë, ç).
 * A letter of another script stays: the message then goes as Unicode. Source: 3GPP TS 23.038.
 */
export const transliterated = (text: string): string =>
  Array.from(text.normalize('NFC'), (one) => (isGsm(one) ? one : (SIGNS[one] ?? bareOf(one)))).join('')

const isGsm = (one: string): boolean => BASIC.has(one) || EXTENDED.has(one)

function bareOf(one: string): string {
  const bare = one.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return bare !== '' && Array.from(bare).every(isGsm) ? bare : one
}

export interface Segments {
  alphabet: 'gsm' | 'unicode'
  /** How many messages are paid for. */
  segments: number
}

/** How many messages a text takes: 160 septets or 70 units alone, 153 or 67 in a series. Source: 3GPP TS 23.038, 23.040. */
export function segmentsOf(text: string): Segments {
  const letters = Array.from(text)
  if (!letters.every(isGsm)) return { alphabet: 'unicode', segments: seriesOf(letters, unitsOf, [70, 67]) }
  return { alphabet: 'gsm', segments: seriesOf(letters, (one) => (EXTENDED.has(one) ? 2 : 1), [160, 153]) }
}

const unitsOf = (one: string): number => one.length

/** A letter is never cut in two, even when that leaves a place empty. */
function seriesOf(
  letters: readonly string[],
  sizeOf: (one: string) => number,
  [alone, each]: readonly [number, number],
): number {
  const total = letters.reduce((sum, one) => sum + sizeOf(one), 0)
  if (total <= alone) return 1
  let segments = 1
  let used = 0
  for (const one of letters) {
    const size = sizeOf(one)
    if (used + size > each) {
      segments += 1
      used = 0
    }
    used += size
  }
  return segments
}

/** Overseas numbers keep their own code, mobile ranges as the numbering plan gives them (Arcep). */
const OVERSEAS: readonly (readonly [RegExp, string])[] = [
  [/^0(690|691)\d{6}$/, '+590'],
  [/^0694\d{6}$/, '+594'],
  [/^0(696|697)\d{6}$/, '+596'],
  [/^0(692|693|639)\d{6}$/, '+262'],
]

/**
 * A French mobile number as networks want it, `+33612345678`, overseas ones under their own code; undefined for a fixed
 * line, a foreign form that is not international, or anything else. Source: ITU E.164; numbering plan of Arcep.
 */
export function mobileE164(typed: string): string | undefined {
  const text = typed.replaceAll(/[\s.()-]/g, '').replace(/^00/, '+')
  if (/^\+(262|590|594|596)0?6\d{8}$/.test(text)) return text.replace(/^(\+\d{3})0/, '$1')
  if (text.startsWith('+33')) return mobileE164(`0${text.slice(3).replace(/^0/, '')}`)
  if (/^\+[1-9]\d{7,14}$/.test(text) && !text.startsWith('+33')) return text
  if (!/^0[67]\d{8}$/.test(text)) return undefined
  const code = OVERSEAS.find(([shape]) => shape.test(text))?.[1] ?? '+33'
  return `${code}${text.slice(1)}`
}
