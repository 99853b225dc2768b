import { aggregateModel } from '#src/planning/bounds/aggregate-model.ts'
import { shiftModel } from '#src/planning/bounds/shift-model.ts'
import { compile } from '#src/planning/engine/compile.ts'
import type { Instance } from '#src/planning/model.ts'
import { solve } from '#src/planning/workers/highs.ts'
import { pricedBound } from '#src/planning/workers/priced-bound.ts'

/**
 * LB1 for a whole campaign, and LB6, which keeps the calendar of each collège and takes far longer; for one lycée or a
 * small campaign, models that keep all half-days together: LB2 is relaxed, in LB5 each team opens a whole number of
 * half-days, LB3 has whole numbers only.
 */
export type Modele = 'LB1' | 'LB2' | 'LB3' | 'LB5' | 'LB6'

const ENTIERS = { LB1: 'aucun', LB2: 'aucun', LB5: 'comptes', LB3: 'tous' } as const

export interface Borne {
  modele: Modele
  /** No plan costs less; null when the time allowed was too short to prove anything. */
  borne: number | null
  /** Cost of the best plan that the solver found, start times and pauses left out; null for a model without plans. */
  plan: number | null
  /** Processor seconds of the solver. */
  secondes: number
}

/**
 * A cost that no plan of the instance can go below, proven by HiGHS in a thread of its own: never waited for by a
 * page. `seconds` limits the search. Rejects when the thread fails, or is told to stop. Source: reference measurements, LB1 to LB3.
 */
export async function lowerBound(
  instance: Instance,
  { modele, seconds, signal }: { modele: Modele; seconds: number; signal?: AbortSignal },
): Promise<Borne> {
  const { problem } = compile(instance)
  if (modele === 'LB6') return { modele, plan: null, ...(await pricedBound(problem, { seconds, signal })) }
  const lp = modele === 'LB1' ? aggregateModel(problem).lp : shiftModel(problem)
  const text = lp.text(ENTIERS[modele])
  // Where no team may receive, LB5 has no whole number left, and is solved as what it is.
  const integer = text.includes('\nGeneral\n')
  const { borne, plan, secondes } = await solve({ text, seconds, integer }, signal)
  const whole = (value: number | null): number | null => (value === null ? null : value + lp.constant)
  return { modele, borne: whole(borne), plan: modele === 'LB3' ? whole(plan) : null, secondes }
}
