import type { CollegeModel, Use } from '#src/planning/bounds/college-model.ts'
import { capacities, isSolo } from '#src/planning/bounds/supply.ts'
import type { Problem } from '#src/planning/engine/problem.ts'

/** What the teams do at some prices: they gain nothing or less, and give so many ticks of each shift. */
interface Given {
  cost: number
  ticks: Float64Array
}

/** The optimum of a collège at some prices, and what its uses are then; null when it is not proven. */
export type Optimum = { optimum: number; valeurs: Float64Array } | null

/** What no plan costs less than, and by how many ticks collèges take more of each shift than teams give. */
export interface Bound {
  borne: number
  excess: Float64Array
}

/** A price for each tick of each shift, which collèges pay and teams get; any such prices bound every plan. */
export class TickPrices {
  readonly #problem: Problem
  readonly #capacity: readonly number[]
  readonly #prices: Float64Array
  readonly #shifts = new Map<number, number[]>()

  /** Begins at the same price for all the shifts of a team. */
  constructor(problem: Problem, priceOf: (team: number) => number) {
    this.#problem = problem
    this.#capacity = capacities(problem)
    const { shiftTeam, sizes } = problem
    this.#prices = Float64Array.from({ length: sizes.shifts }, (_, shift) =>
      Math.max(0, priceOf(shiftTeam[shift]!)),
    )
    for (let shift = 0; shift < sizes.shifts; shift++) {
      const own = this.#shifts.get(shiftTeam[shift]!)
      if (own) own.push(shift)
      else this.#shifts.set(shiftTeam[shift]!, [shift])
    }
  }

  /** The shift among those of a use in which its ticks are cheapest. */
  cheapest({ shifts }: Use): number {
    let best = shifts[0]!
    for (const shift of shifts) if (this.#prices[shift]! < this.#prices[best]!) best = shift
    return best
  }

  costOf(use: Use): number {
    return use.cost + use.ticks * this.#prices[this.cheapest(use)]!
  }

  /** Each team opens the half-days that gain it most: the n-th costs more than the one before. */
  teams(): Given {
    const { team0, prices } = this.#problem
    const ticks = new Float64Array(this.#prices.length)
    let cost = 0
    for (const [team, shifts] of this.#shifts) {
      const alone = shifts.every((shift) => isSolo(this.#problem, shift))
      const people = alone ? team0[team + 1]! - team0[team]! : 0
      const worth = (shift: number): number => this.#prices[shift]! * this.#capacity[shift]!
      for (const [rank, shift] of shifts.toSorted((a, b) => worth(b) - worth(a)).entries()) {
        const gain = worth(shift) - people * (prices.half + prices.balance * (2 * rank + 1))
        if (gain <= 0) break
        cost -= gain
        ticks[shift] = this.#capacity[shift]!
      }
    }
    return { cost, ticks }
  }

  /** What collèges and teams cost together at these prices; null when one of them is not proven. */
  bound(models: readonly CollegeModel[], optima: readonly Optimum[]): Bound | null {
    const { cost, ticks } = this.teams()
    let borne = cost
    const excess = ticks.map((given) => -given)
    for (const [rank, { uses }] of models.entries()) {
      const found = optima[rank]
      if (!found) return null
      borne += found.optimum
      for (const [index, use] of uses.entries())
        excess[this.cheapest(use)]! += use.ticks * found.valeurs[index]!
    }
    return { borne, excess }
  }

  /** Dearer where more ticks are taken than given, cheaper where fewer: by so much that `gain` may be hoped for. */
  move(excess: Float64Array, gain: number): void {
    const norm = excess.reduce((sum, one) => sum + one * one, 0)
    if (norm === 0) return
    for (let shift = 0; shift < excess.length; shift++)
      this.#prices[shift] = Math.max(0, this.#prices[shift]! + (gain / norm) * excess[shift]!)
  }
}
