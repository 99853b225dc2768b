import { addDays, instantOf, type Day } from '#src/kit/day.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Calendrier } from '#src/procedure/campagnes/model.ts'

export type Echeance = 'finInscriptions' | 'finAvisOrigine' | 'finAvisReferent' | 'finConfirmations'

/**
 * Deadlines are "until 23:59:59" of their day in the zone of the académie.
 * Source: domain.md rule 9.
 */
export function isBefore(at: Date, { jour, zone }: { jour: Day; zone: string }): boolean {
  return at.getTime() < instantOf(addDays(jour, 1), zone).getTime()
}

export type RefusCalendrier = Refus<'calendrier_desordonne'>

/** Pairs that must be in order; the others may overlap (interviews start while registrations still come in). */
const ORDER: readonly [keyof Calendrier, keyof Calendrier][] = [
  ['ouverture', 'finInscriptions'],
  ['ouverture', 'finAvisOrigine'],
  ['ouverture', 'debutEntretiens'],
  ['debutEntretiens', 'finEntretiens'],
  ['debutEntretiens', 'finAvisReferent'],
  ['finAvisReferent', 'finConfirmations'],
]

/**
 * Refuses a calendar whose dates are out of order, naming both.
 * Source: formats.md, `calendrier`; domain.md, « Life of a registration ».
 */
export function checkCalendrier(calendrier: Calendrier): Result<Calendrier, RefusCalendrier> {
  for (const [before, after] of ORDER)
    if (calendrier[before] > calendrier[after])
      return refuse('calendrier_desordonne', {
        avant: before,
        avantLe: calendrier[before],
        apres: after,
        apresLe: calendrier[after],
      })
  return ok(calendrier)
}

/**
 * Whether convocations may leave so many school days ahead. Source: issue 3 of the project, « 5 to 10, set by the
 * campaign »: less is no notice, more freezes what could still be placed better.
 */
export const checkJoursConvocation = (jours: number): boolean =>
  Number.isInteger(jours) && jours >= 5 && jours <= 10
