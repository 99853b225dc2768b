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
  ['01', 'Paris'],
  ['02', 'Aix-Marseille'],
  ['03', 'Besançon'],
  ['04', 'Bordeaux'],
  ['05', 'Caen'],
  ['06', 'Clermont-Ferrand'],
  ['07', 'Dijon'],
  ['08', 'Grenoble'],
  ['09', 'Lille'],
  ['10', 'Lyon'],
  ['11', 'Montpellier'],
  ['12', 'Nancy-Metz'],
  ['13', 'Poitiers'],
  ['14', 'Rennes'],
  ['15', 'Strasbourg'],
  ['16', 'Toulouse'],
  ['17', 'Nantes'],
  ['18', 'Orléans-Tours'],
  ['19', 'Reims'],
  ['20', 'Amiens'],
  ['21', 'Rouen'],
  ['22', 'Limoges'],
  ['23', 'Nice'],
  ['24', 'Créteil'],
  ['25', 'Versailles'],
  ['27', 'Corse'],
  ['28', 'La Réunion'],
  ['31', 'Martinique'],
  ['32', 'Guadeloupe'],
  ['33', 'Guyane'],
  ['40', 'Nouvelle-Calédonie'],
  ['41', 'Polynésie française'],
  ['42', 'Wallis-et-Futuna'],
  ['43', 'Mayotte'],
  ['44', 'Saint-Pierre-et-Miquelon'],
  ['70', 'Normandie'],
  // No real académie has this code: the one of demonstrations and exercises.
  ['90', 'Valfictif'],
]
const BY_CODE = new Map(ACADEMIES)
const BY_NAME = new Map(ACADEMIES.map(([code, nom]) => [normalizeLevel(nom).replace(/[_-]/g, ' '), code]))

/** Name of an académie, its code when it is not known. */
export const nomAcademie = (code: string): string => BY_CODE.get(code) ?? code

const FUSEAUX: Readonly<Record<string, string>> = {
  '28': 'Indian/Reunion',
  '31': 'America/Martinique',
  '32': 'America/Guadeloupe',
  '33': 'America/Cayenne',
  '40': 'Pacific/Noumea',
  '41': 'Pacific/Tahiti',
  '42': 'Pacific/Wallis',
  '43': 'Indian/Mayotte',
  '44': 'America/Miquelon',
}

/** Time zone of an académie (IANA): its deadlines are in local time. */
export const fuseauAcademie = (code: string): string => FUSEAUX[code] ?? 'Europe/Paris'

/** `1`, `01`, `001`, `PARIS` or « Académie de Paris » to `01`; undefined when it is no académie. */
export function normalizeAcademie(text: string): string | undefined {
  const plain = text.trim()
  if (/^\d{1,3}$/.test(plain)) {
    const code = String(Number(plain)).padStart(2, '0')
    return BY_CODE.has(code) ? code : undefined
  }
  const nom = normalizeLevel(plain).replace(/[_-]/g, ' ')
  return BY_NAME.get(nom.replace(/^academie (?:de |d )?/, '')) ?? BY_NAME.get(`la ${nom}`)
}

/** The département of a school, from the first digits of its UAI: `075` to `75`, Corsica `620` to `2A`. */
export function departementOfUai(uai: string): string {
  const start = uai.slice(0, 3)
  if (start === '620') return '2A'
  if (start === '720') return '2B'
  return start.startsWith('0') ? start.slice(1) : start
}
