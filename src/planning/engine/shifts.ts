import { dayOf, halfDayOf, startOfDay, weekOf } from '#src/planning/calendar.ts'
import { TICK, TICKS } from '#src/planning/engine/masks.ts'
import type { Numbering } from '#src/planning/engine/numbering.ts'
import type { Disponibilite, Instance, Interval, Minute, Placement } from '#src/planning/model.ts'

/** A stretch of one availability inside one half-day, before it becomes numbers. */
export interface Shift extends Interval {
  /** Index of the availability; -1 when the instance has none. */
  availability: number
  disponibilite: Disponibilite | undefined
  lieu: number
  half: number
  /** Holds one fixed interview that no ordinary shift can hold. */
  ghost: boolean
  /** Minutes at which its people or its room cannot. */
  barred: readonly Interval[]
  /** Index of the team. */
  team: number
}

/** Half-days, days and weeks of the shifts, numbered in order. */
export interface Calendar {
  halves: number[]
  days: number[]
  weeks: number[]
  halfIndex: ReadonlyMap<number, number>
  halfOf: (shift: Interval) => number
}

const NOON = 13 * 60

/** Instants that cut an availability: midnights and 13:00. */
function* stretches({ debut, fin }: Interval): Generator<Interval> {
  let from = debut
  while (from < fin) {
    const midnight = startOfDay(dayOf(from))
    const end = from < midnight + NOON ? midnight + NOON : midnight + 2 * 720
    yield { debut: from, fin: Math.min(fin, end) }
    from = end
  }
}

/** On the grid of the availability, and short enough for the ticks of a shift. */
function* pieces(
  whole: Interval,
  { stretch, pause }: { stretch: Interval; pause: number },
): Generator<Interval> {
  const longest = Math.floor((TICKS * TICK - pause) / TICK) * TICK
  let from = whole.debut + Math.ceil((stretch.debut - whole.debut) / TICK) * TICK
  while (from < stretch.fin) {
    const fin = Math.min(stretch.fin, from + longest)
    yield { debut: from, fin }
    from = fin
  }
}

const barredOf = (
  { indisponibilites }: Instance,
  { id, lieu, intervenants, salle }: Disponibilite,
): Interval[] =>
  [id, lieu, ...intervenants, ...(salle === null ? [] : [salle])]
    .flatMap((key) => indisponibilites.get(key) ?? [])
    .filter((absence) => absence.fin > absence.debut)

export type OpenShift = Omit<Shift, 'half' | 'team'>

/** The stretches of every availability on its open days. */
export function openShifts(instance: Instance, lieux: Numbering): OpenShift[] {
  const { joursFermes, pauseMinutes: pause } = instance.contraintes
  return instance.disponibilites.flatMap((disponibilite, availability) => {
    if (disponibilite.capacite < 1) return []
    const barred = barredOf(instance, disponibilite)
    const shared = { availability, disponibilite, lieu: lieux.of(disponibilite.lieu), ghost: false, barred }
    return [...stretches(disponibilite)]
      .filter((stretch) => !joursFermes.has(dayOf(stretch.debut)))
      .flatMap((stretch) => [...pieces(disponibilite, { stretch, pause })])
      .map((piece) => ({ ...shared, ...piece }))
  })
}

/** A shift of its own for a fixed interview that lies outside of the others. */
export const ghostShift = (
  { debut, fin }: Placement,
  offer: { availability: number; disponibilite: Disponibilite | undefined; lieu: number },
): OpenShift => ({ ...offer, debut, fin, ghost: true, barred: [] })

export function calendarOf(shifts: readonly Interval[]): Calendar {
  const sorted = (values: Iterable<number>): number[] => [...new Set(values)].sort((a, b) => a - b)
  const halves = sorted(shifts.map((shift) => halfDayOf(shift.debut)))
  const days = sorted(halves.map((half) => Math.floor(half / 2)))
  const weeks = sorted(days.map((day) => weekOf(startOfDay(day))))
  const halfIndex = new Map(halves.map((half, index) => [half, index]))
  return { halves, days, weeks, halfIndex, halfOf: (shift) => halfDayOf(shift.debut) }
}

/** Minute of the day at which a shift begins. */
export const baseOf = ({ debut }: Interval): Minute => debut - startOfDay(dayOf(debut))
