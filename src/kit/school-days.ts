import { addDays, weekday, type Day } from '#src/kit/day.ts'
import { isPublicHoliday } from '#src/kit/public-holidays.ts'

/** True when schools are open: no weekend, no public holiday, none of the days `closed`. */
export const isSchoolDay = (day: Day, closed: readonly Day[]): boolean =>
  weekday(day) !== 0 && weekday(day) !== 6 && !isPublicHoliday(day) && !closed.includes(day)

/** The longest closing that is passed over: beyond it there is no school to wait for. */
const LIMIT = 180

/** The day `count` school days after `day` (before, when negative); `day` itself need not be one. */
export function addSchoolDays(day: Day, count: number, closed: readonly Day[]): Day {
  const step = count < 0 ? -1 : 1
  let left = Math.abs(count)
  let found = day
  for (let passed = 0; left > 0 && passed < LIMIT; passed += 1) {
    found = addDays(found, step)
    if (isSchoolDay(found, closed)) left -= 1
  }
  return left > 0 ? addDays(day, count) : found
}

/** The school days from one day to another, both included, in order. */
export function schoolDays(from: Day, to: Day, closed: readonly Day[]): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (isSchoolDay(day, closed)) days.push(day)
  return days
}

/** Monday of the week of a day. */
export const mondayOf = (day: Day): Day => addDays(day, -((weekday(day) + 6) % 7))
