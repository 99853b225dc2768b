/** A civil day, `AAAA-MM-JJ`. Compares as text. */
export type Day = string
/** A local date and time without zone, `AAAA-MM-JJTHH:MM`. Compares as text. */
export type LocalMinute = string

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a day that exists in the calendar. */
export function isDay(text: string): text is Day {
  const m = DAY.exec(text)
  if (!m) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** True for `AAAA-MM-JJTHH:MM` whose day and time exist. */
export function isLocalMinute(text: string): text is LocalMinute {
  const [day, time] = [text.slice(0, 10), text.slice(10)]
  return isDay(day) && /^T([01]\d|2[0-3]):[0-5]\d$/.test(time)
}

/** `JJ/MM/AAAA` to a day; undefined when it is not a date that exists. */
export function dayFromFrench(text: string): Day | undefined {
  const m = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text)
  const day = m && `${m[3]}-${m[2]}-${m[1]}`
  return day && isDay(day) ? day : undefined
}

/** A day that an address asks for: as a picker of dates sends it, or as one writes it where there is none. */
export function dayAsked(text: string | undefined): Day | undefined {
  const written = text?.trim() ?? ''
  return dayFromFrench(written) ?? (isDay(written) ? written : undefined)
}

export const dayToFrench = (day: Day): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

/** The day `days` after (or before, when negative). */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** 0 Sunday … 6 Saturday. */
export const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

const formatters = new Map<string, Intl.DateTimeFormat>()

function localParts(instant: Date, zone: string): string {
  let format = formatters.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(zone, format)
  }
  return format.format(instant)
}

/** The civil day of an instant in a time zone. */
export const dayOf = (instant: Date, zone: string): Day => localParts(instant, zone).slice(0, 10)

/** The local minute of an instant in a time zone. */
export const localMinuteOf = (instant: Date, zone: string): LocalMinute =>
  localParts(instant, zone).slice(0, 16).replace(' ', 'T')

/**
 * The instant of a local date and time. A time that the change to summer time skips is read one hour later,
 * a time that comes twice is the first of the two.
 */
export function instantOf(local: string, zone: string): Date {
  const wanted = local.length === 10 ? `${local}T00:00:00` : local.length === 16 ? `${local}:00` : local
  const asUtc = Date.parse(`${wanted}Z`)
  const offsetAt = (at: number): number =>
    Date.parse(`${localParts(new Date(at), zone).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
  const before = offsetAt(asUtc - 86_400_000)
  const candidate = asUtc - before
  if (offsetAt(candidate) === before) return new Date(candidate)
  const after = offsetAt(asUtc + 86_400_000)
  const second = asUtc - after
  return new Date(offsetAt(second) === after ? second : candidate)
}

/** The last instant of a day: deadlines are "until 23:59:59" (rule 9). */
export const endOfDay = (day: Day, zone: string): Date =>
  new Date(instantOf(addDays(day, 1), zone).getTime() - 1)

const LONG = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** `2027-03-04` to `jeudi 4 mars 2027` (the first of a month is `1er`). */
export function dayInWords(day: Day): string {
  const number = Number(day.slice(8))
  return `${LONG[weekday(day)]} ${number === 1 ? '1er' : number} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}

/** `2027-03-04T08:05` to `8 h 05`. */
export const timeInWords = (local: LocalMinute): string =>
  `${Number(local.slice(11, 13))} h ${local.slice(14, 16)}`

/** `2027-03-04T08:05` to `jeudi 4 mars 2027 à 8 h 05`. */
export const minuteInWords = (local: LocalMinute): string =>
  `${dayInWords(local.slice(0, 10))} à ${timeInWords(local)}`
