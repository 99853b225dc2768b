import type { Interval, Minute } from '#src/planning/model.ts'

const MINUTES_PER_DAY = 1440
const NOON_SPLIT = 13 * 60

/** Days since 1970-01-01. */
export const dayOf = (instant: Minute): number => Math.floor(instant / MINUTES_PER_DAY)

export const startOfDay = (day: number): Minute => day * MINUTES_PER_DAY

/** Half-days are split at 13:00; an interview belongs to the half-day of its start. */
export function halfDayOf(instant: Minute): number {
  const day = dayOf(instant)
  return 2 * day + (instant - startOfDay(day) < NOON_SPLIT ? 0 : 1)
}

/** The half-day that holds an instant. */
export function halfDayAround(instant: Minute): Interval {
  const midnight = startOfDay(dayOf(instant))
  const split = midnight + NOON_SPLIT
  return instant < split ? { debut: midnight, fin: split } : { debut: split, fin: midnight + MINUTES_PER_DAY }
}

/** Weeks begin on Monday; day 0 is a Thursday. */
export const weekOf = (instant: Minute): number => Math.floor((dayOf(instant) + 3) / 7)

export const startOfWeek = (week: number): Minute => startOfDay(7 * week - 3)
