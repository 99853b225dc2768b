import { addDays, dayFromFrench, dayToFrench, type Day } from '#src/kit/day.ts'

/** Longest stretch that one line may close, in days: longer is a slip of the year. */
const LIMITE = 120

const SEPARATEUR = /\s+(?:au|à|-|–)\s+/

export type JoursLus = { ok: true; jours: Day[] } | { ok: false; ligne: string }

/** Reads one line a closing: a day « 08/03/2027 », or two with « au » between. Not ok: the first line that says neither. */
export function readJoursFermes(text: string): JoursLus {
  const days = new Set<Day>()
  for (const ligne of text.split(/[\n;]/).map((one) => one.trim())) {
    if (ligne === '') continue
    const read = stretch(ligne)
    if (!read) return { ok: false, ligne }
    for (const day of read) days.add(day)
  }
  return { ok: true, jours: [...days].toSorted() }
}

function stretch(ligne: string): Day[] | undefined {
  const ends = ligne
    .replace(/^du\s+/i, '')
    .split(SEPARATEUR)
    .map(dayFromFrench)
  const [first, last = first] = ends
  if (ends.length > 2 || !first || !last || last < first || ends.includes(undefined)) return undefined
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (days.length === LIMITE) return undefined
    days.push(day)
  }
  return days
}

/** The same days as lines to read: those that follow one another in one line. */
export function joursFermesInLines(jours: readonly Day[]): string {
  const lines: { first: Day; last: Day }[] = []
  for (const day of jours.toSorted()) {
    const line = lines.at(-1)
    if (line && addDays(line.last, 1) === day) line.last = day
    else lines.push({ first: day, last: day })
  }
  return lines
    .map(({ first, last }) =>
      first === last ? dayToFrench(first) : `du ${dayToFrench(first)} au ${dayToFrench(last)}`,
    )
    .join('\n')
}
