import { addDays, dayOf, localMinuteOf, weekday, type Day } from '#src/kit/day.ts'
import { addSchoolDays } from '#src/kit/school-days.ts'
import { RESTES, type Restes } from '#src/procedure/envois/model.ts'

/**
 * Whether people may be reminded now: by day only, so that nobody is woken.
 * Source: decision « messages by outbox », « reminder ».
 */
export function isHeureDeRappel(now: Date, zone: string): boolean {
  const hour = localMinuteOf(now, zone).slice(11, 13)
  return hour >= '08' && hour < '20'
}

/** Days before the end at which a missing confirmation is recalled: twice, then comes the letter. */
const AVANT_LA_FIN = [10, 3] as const

/**
 * Which of the reminders of a missing confirmation is due (its number of days before the end); undefined before the
 * first and after the end. Source: domain.md rule 5, « silent after two reminders and a letter ».
 */
export function echeanceDe(now: Date, { fin, zone }: { fin: Day; zone: string }): number | undefined {
  const today = dayOf(now, zone)
  if (today > fin) return undefined
  return AVANT_LA_FIN.toReversed().find((days) => today >= addDays(fin, -days))
}

/** School days before the wishes close on which a school is told what would be lost. */
const AVANT_LES_VOEUX = [10, 5, 2] as const

/**
 * Whether the digest of this day also says which confirmations lack their wish, and which wishes their confirmation.
 * Source: issue, « digest 10, 5 and 2 school days before ».
 */
export const isJourDeRattrapage = (
  jour: Day,
  { fin, fermes }: { fin: Day; fermes: readonly Day[] },
): boolean => AVANT_LES_VOEUX.some((count) => addSchoolDays(fin, -count, fermes) === jour)

/**
 * Whether a digest leaves: in the morning of a working day, to who has something to do.
 * Source: decision « messages by outbox », « at most one digest a day per staff member ».
 */
export function isRecapitulatifDu(restes: Restes, { now, zone }: { now: Date; zone: string }): boolean {
  const today = weekday(dayOf(now, zone))
  const working = today >= 1 && today <= 5
  return working && localMinuteOf(now, zone).slice(11, 13) >= '06' && RESTES.some((one) => restes[one])
}
