import { freeTicks } from '#src/planning/bounds/supply.ts'
import type { Problem } from '#src/planning/engine/problem.ts'

/** Weights of some lengths, and the most that interviews of these lengths weigh together in a window. */
export interface Packing {
  weights: ReadonlyMap<number, number>
  most: number
}

type Point = readonly [number, number]

/** Lifted weights are cut there: a lower weight is as true. */
const DIGITS = 1e4

/**
 * What whole interviews of some lengths may fill of a window, all in the same unit: `most` is reached, and no sum of
 * whole numbers passes it, where the sum of the lengths alone allows parts of interviews. Each pair of lengths gives the
 * edges of its whole points; the other lengths are lifted into each, one after the other.
 * Source: facets of the knapsack polytope, sequential lifting (Padberg, Balas, Wolsey, 1975).
 */
export function packings(window: number, lengths: readonly number[]): Packing[] {
  const sorted = [...new Set(lengths)].filter((length) => length <= window).sort((a, b) => a - b)
  const [shortest] = sorted
  if (shortest === undefined) return []
  if (sorted.length === 1) return [{ weights: new Map([[shortest, 1]]), most: Math.floor(window / shortest) }]
  const found = new Map<string, Packing>()
  for (const [i, a] of sorted.entries())
    for (const b of sorted.slice(i + 1))
      for (const edge of edges(window, a, b)) {
        const packing = lifted(edge, window, sorted)
        found.set(
          sorted.map((length) => ((packing.weights.get(length) ?? 0) / packing.most).toFixed(6)).join(),
          packing,
        )
      }
  return [...found.values()]
}

/** What whole interviews may fill of a shift, each seat by itself; of one that has a fixed interview, its ticks only. */
export function packingsOf(
  problem: Problem,
  { shift, items, most }: { shift: number; items: readonly number[]; most: number },
): Packing[] {
  const lengths = [...new Set(items.map((item) => problem.ticks[item]!))]
  const whole = { weights: new Map(lengths.map((length) => [length, length])), most }
  if (items.some((item) => item >= problem.sizes.movable)) return [whole]
  const seats = problem.capacity[shift]!
  const edges = packings(freeTicks(problem, shift), lengths)
  return [whole, ...edges.map((edge) => ({ weights: edge.weights, most: edge.most * seats }))]
}

/** Edges of the whole points (number of a, number of b) that fit in the window, away from the origin. */
function edges(window: number, a: number, b: number): Packing[] {
  const chain: Point[] = []
  const add = (point: Point): void => {
    while (chain.length > 1 && !turnsLeft(chain.at(-2)!, chain.at(-1)!, point)) chain.pop()
    chain.push(point)
  }
  const most = Math.floor(window / b)
  for (let many = 0; many <= most; many++) add([Math.floor((window - many * b) / a), many])
  add([0, most])
  return chain.slice(1).map(([x, y], i) => {
    const [fromX, fromY] = chain[i]!
    const weights = new Map([
      [a, y - fromY],
      [b, fromX - x],
    ])
    return { weights, most: (y - fromY) * x + (fromX - x) * y }
  })
}

const turnsLeft = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): boolean =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0

/** The heaviest weight that each other length may have, so that `most` stays true. */
function lifted({ weights, most }: Packing, window: number, lengths: readonly number[]): Packing {
  const all = new Map(weights)
  for (const length of lengths) {
    if (all.has(length)) continue
    const heaviest = heaviestBy(window, all)
    let weight = Number.POSITIVE_INFINITY
    for (let many = 1; many * length <= window; many++)
      weight = Math.min(weight, (most - heaviest[window - many * length]!) / many)
    all.set(length, Math.floor(weight * DIGITS) / DIGITS)
  }
  return { weights: all, most }
}

/** Heaviest sum of whole numbers of some lengths in each window up to the one given. */
function heaviestBy(window: number, weights: ReadonlyMap<number, number>): Float64Array {
  const heaviest = new Float64Array(window + 1)
  for (let size = 1; size <= window; size++) {
    heaviest[size] = heaviest[size - 1]!
    for (const [length, weight] of weights)
      if (length <= size) heaviest[size] = Math.max(heaviest[size]!, heaviest[size - length]! + weight)
  }
  return heaviest
}
