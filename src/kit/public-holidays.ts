import { addDays, type Day } from '#src/kit/day.ts'

/** Easter Sunday of a year (Meeus, Gregorian calendar). */
function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return `${year}-${String(Math.floor(f / 31)).padStart(2, '0')}-${String((f % 31) + 1).padStart(2, '0')}`
}

/** True on a public holiday of metropolitan France. Source: code du travail, L. 3133-1. */
export function isPublicHoliday(day: Day): boolean {
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']
  if (fixed.includes(day.slice(5))) return true
  const sunday = easter(Number(day.slice(0, 4)))
  return [1, 39, 50].some((offset) => addDays(sunday, offset) === day)
}
