import { dayOf, type Day } from '#src/kit/day.ts'

export const MODES_EMISSION = ['manuelle', 'date', 'signature'] as const
export type ModeEmission = (typeof MODES_EMISSION)[number]

/** When the fiches of a campaign leave by themselves. */
export interface ReglageEmission {
  mode: ModeEmission
  /** The day, when it is at a date. */
  le: Day | null
  /** The last time that they did. */
  faiteLe: Date | null
}

export const EMISSION_MANUELLE: ReglageEmission = { mode: 'manuelle', le: null, faiteLe: null }

/** Which fiches leave: all, or those of pupils whose avis are all signed and those that a family already has. */
export type EmissionDue = 'toutes' | 'signees'

/**
 * What is to be issued now; undefined: nothing. At a date: from that day on, once a day, so that what changes afterwards
 * reaches families the next morning; as avis are signed: each time. Never once confirmations are over: then it is the act
 * of somebody. Source: text A, the fiche is given to pupil and family; domain.md, « Académie: releases the fiches ».
 */
export function emissionDue(
  { mode, le, faiteLe }: ReglageEmission,
  { now, zone, finConfirmations }: { now: Date; zone: string; finConfirmations: Day },
): EmissionDue | undefined {
  const today = dayOf(now, zone)
  if (mode === 'manuelle' || today > finConfirmations) return undefined
  if (mode === 'signature') return 'signees'
  if (le === null || le > today) return undefined
  return faiteLe === null || dayOf(faiteLe, zone) < today ? 'toutes' : undefined
}
