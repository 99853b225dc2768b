const UAI_KEYS = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** Upper-case and trimmed; says nothing of its validity. */
export const normalizeUai = (text: string): string => text.trim().toUpperCase()

/** True for 7 digits and the right key letter, upper-case. Source: formats.md, « Identifiers ». */
export function isUai(text: string): boolean {
  return /^\d{7}[A-Z]$/.test(text) && UAI_KEYS[Number(text.slice(0, 7)) % 23] === text[7]
}

/** True for one of the three public shapes of an INE. The key is not public: only the shape is judged. */
export const isIne = (text: string): boolean => /^(?:\d{9}[A-Z]{2}|\d{10}[A-Z]|\d{4}A\d{5}[A-Z])$/.test(text)

/** True for 10 or 11 characters, the first 10 being the national MEF. */
export const isMef = (text: string): boolean => /^\d{3}[0-9A-Z]{7,8}$/.test(text)

/** The 10 characters on which MEF are compared (the 11th is a local variant). */
export const mef10 = (text: string): string => text.trim().toUpperCase().slice(0, 10)

/** True for the 8 characters of an Affelnet offer. */
export const isCodeOffre = (text: string): boolean => /^[0-9A-Z]{8}$/.test(text)

/** The key of a pupil without INE, in and out. Source: formats.md, « Wherever a column is `ine` ». */
export const sansIneKey = (uai: string, eleveId: string): string => `sans-ine:${uai}/${eleveId}`

/** The parts of a `sans-ine:` key, the UAI upper-case; undefined for anything else. */
export function parseSansIne(text: string): { uai: string; eleveId: string } | undefined {
  const m = /^sans-ine:(\d{7}[A-Za-z])\/(.+)$/i.exec(text.trim())
  return m?.[1] && m[2] ? { uai: normalizeUai(m[1]), eleveId: m[2] } : undefined
}

const unaccented = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** Lower case, no accent, words joined by `_`: « Assez favorable » to `assez_favorable`. */
export const normalizeLevel = (text: string): string =>
  unaccented(text)
    .replaceAll('œ', 'oe')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')

const squashed = (text: string): string => normalizeLevel(text).replaceAll('_', '')

/** The level among `niveaux` that a text means; case, accents and spaces do not count. */
export function matchLevel(text: string, niveaux: readonly string[]): string | undefined {
  const wanted = squashed(text)
  return wanted === '' ? undefined : niveaux.find((niveau) => squashed(niveau) === wanted)
}

const ACADEMIES: readonly (readonly [string, string])[] = [
  ['01', 'paris'],
  ['02', 'aix marseille'],
  ['03', 'besancon'],
  ['04', 'bordeaux'],
  ['05', 'caen'],
  ['06', 'clermont ferrand'],
  ['07', 'dijon'],
  ['08', 'grenoble'],
  ['09', 'lille'],
  ['10', 'lyon'],
  ['11', 'montpellier'],
  ['12', 'nancy metz'],
  ['13', 'poitiers'],
  ['14', 'rennes'],
  ['15', 'strasbourg'],
  ['16', 'toulouse'],
  ['17', 'nantes'],
  ['18', 'orleans tours'],
  ['19', 'reims'],
  ['20', 'amiens'],
  ['21', 'rouen'],
  ['22', 'limoges'],
  ['23', 'nice'],
  ['24', 'creteil'],
  ['25', 'versailles'],
  ['27', 'corse'],
  ['28', 'la reunion'],
  ['31', 'martinique'],
  ['32', 'guadeloupe'],
  ['33', 'guyane'],
  ['40', 'nouvelle caledonie'],
  ['41', 'polynesie francaise'],
  ['42', 'wallis et futuna'],
  ['43', 'mayotte'],
  ['44', 'saint pierre et miquelon'],
  ['70', 'normandie'],
]
const BY_CODE = new Set(ACADEMIES.map(([code]) => code))
const BY_NAME = new Map(ACADEMIES.map(([code, nom]) => [nom, code]))

/** `1`, `01`, `001`, `PARIS` or « Académie de Paris » to `01`; undefined when it is no académie. */
export function normalizeAcademie(text: string): string | undefined {
  const plain = text.trim()
  if (/^\d{1,3}$/.test(plain)) {
    const code = String(Number(plain)).padStart(2, '0')
    return BY_CODE.has(code) ? code : undefined
  }
  const nom = normalizeLevel(plain).replaceAll('_', ' ')
  return BY_NAME.get(nom.replace(/^academie (?:de |d )?/, '')) ?? BY_NAME.get(`la ${nom}`)
}

/** The département of a school, from the first digits of its UAI: `075` to `75`, Corsica `620` to `2A`. */
export function departementOfUai(uai: string): string {
  const start = uai.slice(0, 3)
  if (start === '620') return '2A'
  if (start === '720') return '2B'
  return start.startsWith('0') ? start.slice(1) : start
}
