/** Case, accents, spaces and punctuation do not count. */
export const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/ /g, '_')

const UAI_KEYS = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** The UAI in upper case, or null when its shape or its key letter is wrong. */
export function uaiOf(text: string): string | null {
  const uai = text.trim().toUpperCase()
  if (!/^\d{7}[A-Z]$/.test(uai)) return null
  return UAI_KEYS[Number(uai.slice(0, 7)) % 23] === uai[7] ? uai : null
}

export const isIne = (text: string) => /^(\d{9}[A-Z]{2}|\d{10}[A-Z]|\d{4}A\d{5}[A-Z])$/.test(text)

/** The key under which a pupil is named in every column `ine`. */
export function pupilKey(text: string): string {
  const withoutIne = /^sans-ine:(.+)\/(.+)$/i.exec(text)
  return withoutIne ? `sans-ine:${withoutIne[1]?.toUpperCase()}/${withoutIne[2]}` : text.toUpperCase()
}

export const mef10 = (text: string) => text.trim().slice(0, 10)
export const isMef = (text: string) => /^\d{10}[0-9A-Z]?$/.test(text)

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  )
}

/** A date `AAAA-MM-JJ` or an instant `AAAA-MM-JJTHH:MM`, as written; null when it is neither. */
export function momentOf(text: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T((?:[01]\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?)?$/.exec(text)
  if (!parts?.[1] || !isDay(parts[1])) return null
  return parts[2] ? `${parts[1]}T${parts[2]}` : parts[1]
}

export const dayOf = (moment: string) => moment.slice(0, 10)
export const startOf = (moment: string) => (moment.length === 10 ? `${moment}T00:00` : moment)
export const endOf = (moment: string) => (moment.length === 10 ? `${moment}T23:59` : moment)

/** A deadline that is a date runs until the end of that day; a date is compared with the deadline's day. */
export function isLate(moment: string, deadline: string): boolean {
  if (moment.length === 10 || deadline.length === 10) return dayOf(moment) > dayOf(deadline)
  return moment > deadline
}

export function frenchDay(text: string): string | null {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  const day = parts ? `${parts[3]}-${parts[2]}-${parts[1]}` : ''
  return isDay(day) ? day : null
}

export const toFrench = (day: string) => day.split('-').reverse().join('/')

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${dayOf(day)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export const minutesBetween = (from: string, to: string) =>
  (Date.parse(`${to}:00Z`) - Date.parse(`${from}:00Z`)) / 60_000

const ACADEMIES = new Map(
  (
    '01 paris,02 aix_marseille,03 besancon,04 bordeaux,05 caen,06 clermont_ferrand,07 dijon,08 grenoble,09 lille,' +
    '10 lyon,11 montpellier,12 nancy_metz,13 poitiers,14 rennes,15 strasbourg,16 toulouse,17 nantes,' +
    '18 orleans_tours,19 reims,20 amiens,21 rouen,22 limoges,23 nice,24 creteil,25 versailles,27 corse,' +
    '28 la_reunion,28 reunion,31 martinique,32 guadeloupe,33 guyane,43 mayotte,70 normandie'
  )
    .split(',')
    .map((pair): [string, string] => [pair.slice(3), pair.slice(0, 2)]),
)

/** Two digits for a code (`1`, `01`, `001`) or a name in any case and accents; null when unknown. */
export function academieOf(text: string): string | null {
  if (/^\d{1,3}$/.test(text)) return String(Number(text)).padStart(2, '0')
  return ACADEMIES.get(plain(text)) ?? null
}

function easter(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return `${year}-0${Math.floor(n / 31)}-${String((n % 31) + 1).padStart(2, '0')}`
}

export function isPublicHoliday(day: string): boolean {
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']
  if (fixed.includes(day.slice(5))) return true
  const sunday = easter(Number(day.slice(0, 4)))
  return [1, 39, 50].some((days) => addDays(sunday, days) === day)
}

export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
