import { addDays, instantOf, type Day } from '#src/kit/day.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Calendrier, Campagne, Echeance, Prolongation } from '#src/procedure/campagnes/model.ts'

/**
 * Deadlines are "until 23:59:59" of their day in the zone of the académie.
 * Source: domain.md rule 9.
 */
export function isBefore(at: Date, { jour, zone }: { jour: Day; zone: string }): boolean {
  return at.getTime() < instantOf(addDays(jour, 1), zone).getTime()
}

/** Whom a deadline is asked for: a pupil, in a school of origin or a referent lycée. */
export interface PourQui {
  eleveId?: number
  uai?: string
}

const latest = (days: readonly Day[]): Day => days.reduce((a, b) => (b > a ? b : a))

function until(
  { calendrier, prolongations }: Pick<Campagne, 'calendrier' | 'prolongations'>,
  { echeance, holds }: { echeance: Echeance; holds: (one: Prolongation) => boolean },
): Day {
  const longer = prolongations.filter((one) => one.echeance === echeance && holds(one))
  return latest([calendrier[echeance], ...longer.map((one) => one.jusquAu)])
}

/**
 * The last day on which a step may be done for somebody: that of the calendar, or the latest to which the académie put
 * it off for all, for his school or for him. Never earlier than the calendar.
 * Source: domain.md, « extends a deadline, for all or for one pupil or school »; rule 9.
 */
export const echeanceOf = (
  campagne: Pick<Campagne, 'calendrier' | 'prolongations'>,
  { echeance, eleveId, uai }: { echeance: Echeance } & PourQui,
): Day =>
  until(campagne, {
    echeance,
    holds: (one) => (one.eleveId !== null ? one.eleveId === eleveId : one.uai === null || one.uai === uai),
  })

const ETAPES = [
  'ouverture',
  'finInscriptions',
  'debutEntretiens',
  'finAvisOrigine',
  'finEntretiens',
  'finAvisReferent',
  'finConfirmations',
] as const satisfies readonly (keyof Calendrier)[]

/**
 * The days of a campaign as they hold for all, the first one first: a deadline put off for one school is told to it alone.
 * Source: domain.md rule 9.
 */
export const etapesEnOrdre = ({
  calendrier,
  prolongations,
}: Pick<Campagne, 'calendrier' | 'prolongations'>): { etape: keyof Calendrier; jour: Day }[] =>
  ETAPES.map((etape) => ({
    etape,
    jour: latest([
      calendrier[etape],
      ...prolongations
        .filter((one) => one.echeance === etape && one.uai === null && one.eleveId === null)
        .map((one) => one.jusquAu),
    ]),
  })).toSorted((a, b) => a.jour.localeCompare(b.jour))

/**
 * The last day for anybody of a school, its pupils who were given longer included: until then its screens stay open.
 * Source: domain.md, « extends a deadline, for all or for one pupil or school ».
 */
export const derniereEcheance = (
  campagne: Pick<Campagne, 'calendrier' | 'prolongations'>,
  { echeance, uai }: { echeance: Echeance; uai?: string },
): Day =>
  until(campagne, {
    echeance,
    holds: (one) => one.uai === null || uai === undefined || one.uai === uai,
  })

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
 * Whether convocations may leave so many school days ahead. Source: decision « held, then convoked », « 5 to 10, set by the
 * campaign »: less is no notice, more freezes what could still be placed better.
 */
export const checkJoursConvocation = (jours: number): boolean =>
  Number.isInteger(jours) && jours >= 5 && jours <= 10
