import { aggregateModel } from '#src/planning/bounds/aggregate-model.ts'
import { collegeModels, type CollegeModel } from '#src/planning/bounds/college-model.ts'
import { TickPrices } from '#src/planning/bounds/tick-prices.ts'
import type { Problem } from '#src/planning/engine/problem.ts'
import { openSeries, solve, type Series } from '#src/planning/workers/highs.ts'

/** Share of the bound that a move of the prices hopes to gain at first, and what is left of it after one that gains nothing. */
const HOPE = { first: 0.01, after: 0.8 }

interface Limits {
  /** Of the processor, or as long as one pass at the prices takes. */
  seconds: number
  signal?: AbortSignal | undefined
}

/** Processor seconds of the process, its threads included. */
function secondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

/** What a tick of each team is worth where the calendar is dropped. */
async function firstPrices(problem: Problem, { seconds, signal }: Limits): Promise<TickPrices> {
  const { lp, rowOfTeam } = aggregateModel(problem)
  const { duales } = await solve({ text: lp.text('aucun'), seconds, integer: false }, signal)
  const priceOf = (team: number): number => -(duales?.[rowOfTeam.get(team) ?? -1] ?? 0)
  return new TickPrices(problem, priceOf)
}

/** Moves the prices from pass to pass, as long as there are seconds left and nobody stops it, and keeps the best bound. */
async function raised(
  series: Series,
  { models, prices, seconds, signal }: Limits & { models: readonly CollegeModel[]; prices: TickPrices },
): Promise<number | null> {
  let best: number | null = null
  let hope = HOPE.first
  const begun = process.cpuUsage()
  do {
    const couts = models.map(({ uses }) => Float64Array.from(uses, (use) => prices.costOf(use)))
    const found = prices.bound(models, await series.solve(couts))
    if (!found) break
    if (best !== null && found.borne <= best) hope *= HOPE.after
    best = Math.max(best ?? found.borne, found.borne)
    prices.move(found.excess, hope * best)
  } while (secondsSince(begun) < seconds && !signal?.aborted)
  return best
}

/**
 * LB6: collèges pay for the ticks of the juries, teams are paid for them, and each does what costs it least. At any
 * prices that costs no more than a plan does; the prices are moved towards those that bind the most (subgradient, a hoped-for
 * gain in place of the unknown optimum). `seconds` of the processor, beside the first prices. Rejects when a thread fails.
 * Source: Lagrangian relaxation (Geoffrion, 1974); step of Polyak (1969).
 */
export async function pricedBound(
  problem: Problem,
  limits: Limits,
): Promise<{ borne: number | null; secondes: number }> {
  const begun = process.cpuUsage()
  const prices = await firstPrices(problem, limits)
  const models = collegeModels(problem)
  const programmes = models.map(({ lp, uses }) => ({
    text: lp.text('aucun'),
    variables: uses.map((use) => use.variable),
  }))
  const series = openSeries(programmes)
  try {
    const borne = await raised(series, { models, prices, ...limits })
    return { borne, secondes: secondsSince(begun) }
  } finally {
    await series.close()
  }
}
