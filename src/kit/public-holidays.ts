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

const FIXED: readonly (readonly [string, string])[] = [
  ['01-01', 'Jour de l’an'],
  ['05-01', 'Fête du travail'],
  ['05-08', 'Victoire de 1945'],
  ['07-14', 'Fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'Armistice de 1918'],
  ['12-25', 'Noël'],
]
const AFTER_EASTER: readonly (readonly [number, string])[] = [
  [1, 'Lundi de Pâques'],
  [39, 'Ascension'],
  [50, 'Lundi de Pentecôte'],
]

export interface PublicHoliday {
  jour: Day
  nom: string
}

/** The eleven public holidays of a civil year in metropolitan France. Source: code du travail, L. 3133-1. */
export function publicHolidaysOf(year: number): PublicHoliday[] {
  const sunday = easter(year)
  return [
    ...FIXED.map(([jour, nom]) => ({ jour: `${year}-${jour}`, nom })),
    ...AFTER_EASTER.map(([offset, nom]) => ({ jour: addDays(sunday, offset), nom })),
  ].toSorted((a, b) => a.jour.localeCompare(b.jour))
}

/** The two more of Moselle, Bas-Rhin and Haut-Rhin. Source: code du travail, L. 3134-13. */
export const alsaceMoselleHolidaysOf = (year: number): PublicHoliday[] => [
  { jour: addDays(easter(year), -2), nom: 'Vendredi saint' },
  { jour: `${year}-12-26`, nom: 'Lendemain de Noël' },
]

/** True on a public holiday of metropolitan France. Source: code du travail, L. 3133-1. */
export const isPublicHoliday = (day: Day): boolean =>
  publicHolidaysOf(Number(day.slice(0, 4))).some(({ jour }) => jour === day)
