import type { Families } from '#src/planning/bounds/families.ts'
import type { Relaxation } from '#src/planning/bounds/relaxation.ts'

/** Multipliers of one kind, which move together. */
interface Kind {
  value: Float64Array
  slope: Float64Array
  /** Slopes of the last rounds, the newest weighing the most. */
  trend: Float64Array
  best: Float64Array
  /** How far a unit of slope moves one of them, against the others. */
  scale: number
}

export interface Climb {
  /** Cost of a plan: no bound rises above it. */
  plan: number
  rounds: number
  /** First length of a step: 1 goes all the way to the plan, as far as the slope tells. */
  stride: number
  /** Rounds without a better bound before the steps are shortened. */
  patience: number
  /** Stops as soon as the bound is that high. */
  enough?: number
}

/** Share of the past in the trend. */
const MEMORY = 0.85
const SHORTER = 0.7
/** Highest rise aimed at, as a share of the bound: a plan far above would make steps too long. */
const REACH = 0.05

const kindsOf = (relaxation: Relaxation): Kind[] => {
  const { blocks, prices, slopes } = relaxation
  const kind = (value: Float64Array, slope: Float64Array, scale: number): Kind => ({
    value,
    slope,
    scale,
    trend: new Float64Array(value.length),
    best: value.slice(),
  })
  return [
    relaxation.byCollege
      ? kind(prices.cover, slopes.cover, 1)
      : kind(relaxation.item, relaxation.itemSlope, 1),
    kind(prices.team, slopes.team, 3),
    kind(blocks.trips.share, slopes.trips, relaxation.byCollege ? 2 : 1),
    kind(blocks.spans.share, slopes.spans, 0.003),
    kind(blocks.halves.share, slopes.halves, 1),
  ]
}

/** Follows the trend for one step towards a target. */
function step(kinds: readonly Kind[], rise: number): boolean {
  let norm = 0
  for (const { trend, slope, scale } of kinds)
    for (let i = 0; i < trend.length; i++) {
      trend[i] = MEMORY * trend[i]! + (1 - MEMORY) * slope[i]!
      norm += (scale * trend[i]!) ** 2
    }
  if (norm === 0) return false
  const length = rise / norm
  for (const { value, trend, scale } of kinds)
    for (let i = 0; i < value.length; i++) value[i]! += length * scale * scale * trend[i]!
  return true
}

function stayAllowed(relaxation: Relaxation): void {
  const { blocks, item, byCollege } = relaxation
  const { unplaced } = blocks.problem.prices
  if (!byCollege) for (let r = 0; r < item.length; r++) item[r] = Math.max(0, Math.min(unplaced, item[r]!))
  const shared: readonly Families[] = [blocks.trips, blocks.halves]
  blocks.spans.shareAll()
  for (const families of shared) {
    if (byCollege) families.shareSome()
    else families.shareAll()
  }
}

/** The bound, and how often each shift is open in the cheapest fillings of the last rounds. */
export interface Reached {
  bound: number
  open: Float64Array
}

/** Share of the past in how often shifts are open: longer than in the trend, since it decides a branch. */
const LONG_MEMORY = 0.97

/**
 * Raises the bound of a relaxation from its multipliers of now, by steps along the slopes (deflected subgradient, step
 * of Polyak), and leaves it at its best ones. Deterministic.
 */
export function climb(
  relaxation: Relaxation,
  { plan, rounds, stride, patience, enough = plan }: Climb,
): Reached {
  const kinds = kindsOf(relaxation)
  let best = Number.NEGATIVE_INFINITY
  let length = stride
  let waited = 0
  const open = new Float64Array(relaxation.slopes.opened.length)
  for (let round = 0; round < rounds && best < enough; round++) {
    const bound = relaxation.value()
    const past = round === 0 ? 0 : LONG_MEMORY
    for (let k = 0; k < open.length; k++)
      open[k] = past * open[k]! + (1 - past) * relaxation.slopes.opened[k]!
    if (bound > best) {
      if (bound > best + 1e-5 * Math.abs(best)) waited = 0
      best = bound
      for (const kind of kinds) kind.best.set(kind.value)
    }
    if (++waited > patience) {
      length *= SHORTER
      waited = 0
      for (const { value, best: reached, trend } of kinds) {
        value.set(reached)
        trend.fill(0)
      }
      relaxation.value()
    }
    const target = Math.min(plan, best + REACH * Math.abs(best))
    if (!step(kinds, length * (target - best))) break
    stayAllowed(relaxation)
  }
  for (const { value, best: reached } of kinds) value.set(reached)
  return { bound: best, open }
}
