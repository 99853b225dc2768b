import type { Availability } from './calendar-inputs.ts'
import type { Interview } from './interviews.ts'
import { journey } from './places.ts'
import type { School } from './reference.ts'
import { dayOf, grouped, minutesBetween, plain } from './values.ts'

const SAME_PLACE_MINUTES = 5
const MAX_A_DAY = 2

type Held = { readonly interview: Interview; readonly found: readonly Availability[] }

/** Several at once only within one availability whose capacity holds them all. */
function fits(together: readonly Held[]): boolean {
  if (together.length < 2) return true
  const common = together[0]?.found.filter((one) => together.every((held) => held.found.includes(one))) ?? []
  return common.some((one) => one.capacite >= together.length)
}

function isClear(before: Held, { now, pause }: { now: Held; pause: number }): boolean {
  const gap = minutesBetween(before.interview.fin, now.interview.debut)
  return gap >= pause || before.interview.debut === now.interview.debut
}

function sweep(name: string, { held, pause }: { held: readonly Held[]; pause: number }): string[] {
  const faults: string[] = []
  let active: Held[] = []
  let last: Held | undefined
  for (const now of held.toSorted((a, b) => (a.interview.debut < b.interview.debut ? -1 : 1))) {
    active = [...active.filter((one) => one.interview.fin > now.interview.debut), now]
    const line = `plan.csv ligne ${now.interview.line}`
    if (!fits(active)) faults.push(`${line} : ${name} déjà occupé`)
    else if (active.length === 1 && last && !isClear(last, { now, pause }))
      faults.push(`${line} : pause de ${name} trop courte`)
    last = now
  }
  return faults
}

/** Two interviews at once of one person or in one room; `pause`: minutes between two interviews of one person. */
export function clashes(all: readonly Held[], pause: number): string[] {
  const byPerson = all.flatMap((held) =>
    held.interview.intervenant
      .split('+')
      .map((name) => ({ held, name: `${held.interview.uai}/${plain(name)}` })),
  )
  const byRoom = all
    .filter((held) => held.interview.salle !== '')
    .map((held) => ({ held, name: `salle ${held.interview.uai}/${plain(held.interview.salle)}` }))
  const perPerson = [...grouped(byPerson, (one) => one.name)].map(([name, list]) => ({
    name,
    list,
    gap: pause,
  }))
  const perRoom = [...grouped(byRoom, (one) => one.name)].map(([name, list]) => ({ name, list, gap: 0 }))
  return [...perPerson, ...perRoom].flatMap(({ name, list, gap }) =>
    sweep(name, { held: list.map((one) => one.held), pause: gap }),
  )
}

function gapNeeded(
  before: Interview,
  { next, schools }: { next: Interview; schools: ReadonlyMap<string, School> },
): number {
  const remote = before.mode === 'distanciel' || next.mode === 'distanciel'
  if (remote || before.uai === next.uai) return SAME_PLACE_MINUTES
  return journey(schools.get(before.uai), schools.get(next.uai))
}

/** At most two interviews a day, and time to go from one to the next. */
export function pupilDays(interviews: readonly Interview[], schools: ReadonlyMap<string, School>): string[] {
  const days = grouped(interviews, (one) => `${one.pupil} le ${dayOf(one.debut)}`)
  return [...days].flatMap(([name, list]) => {
    const sorted = list.toSorted((a, b) => (a.debut < b.debut ? -1 : 1))
    const tight = sorted.filter((next, i) => {
      const before = sorted[i - 1]
      return before && minutesBetween(before.fin, next.debut) < gapNeeded(before, { next, schools })
    })
    return [
      ...(list.length > MAX_A_DAY ? [`plan.csv : plus de ${MAX_A_DAY} entretiens pour ${name}`] : []),
      ...tight.map(
        (one) => `plan.csv ligne ${one.line} : trop peu de temps entre deux entretiens de ${name}`,
      ),
    ]
  })
}
