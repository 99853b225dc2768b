import { BlockPrice, type Decided, type Multipliers } from '#src/planning/bounds/block-price.ts'
import { blocksOf, type Blocks } from '#src/planning/bounds/blocks.ts'
import { CollegePrices } from '#src/planning/bounds/college-price.ts'
import { Slopes } from '#src/planning/bounds/slopes.ts'
import type { Problem } from '#src/planning/engine/problem.ts'

/**
 * The Lagrangian bound at given multipliers: whatever they are, no plan that respects what is decided costs less.
 * Blocks (a lycée in one half-day) are filled at best each by itself, each team opens as many half-days as pays, and
 * each interview is covered once: at one price for all blocks, or by its collège, which pays each block its own price
 * and what is left of the trips and of the pupils' half-days.
 */
export class Relaxation {
  readonly blocks: Blocks
  readonly prices: Multipliers
  readonly slopes: Slopes
  /** Price of each interview and its slope, while its entries share one. */
  readonly item: Float64Array
  readonly itemSlope: Float64Array
  decided: Decided
  readonly #price: BlockPrice
  #colleges: CollegePrices | null = null

  constructor(problem: Problem) {
    this.blocks = blocksOf(problem)
    const { sizes, team0, prices } = problem
    this.item = new Float64Array(sizes.items)
    this.itemSlope = new Float64Array(sizes.items)
    const half = prices.half + prices.balance
    const team = Float64Array.from({ length: sizes.teams }, (_, t) => (team0[t + 1]! - team0[t]!) * half)
    this.prices = { cover: new Float64Array(this.blocks.item.length), team }
    this.slopes = new Slopes(this.blocks)
    this.#price = new BlockPrice(this.blocks, this.prices)
    this.decided = nothingDecided(this.blocks)
  }

  get byCollege(): boolean {
    return this.#colleges !== null
  }

  /**
   * From now on each collège covers its interviews by itself: dearer, and tighter. False where a trip or a pupil's
   * half-day may lie in several blocks: then nothing changes.
   */
  splitByCollege(): boolean {
    if (this.blocks.trips.shared || this.blocks.halves.shared) return false
    this.#colleges ??= new CollegePrices(this.blocks)
    return true
  }

  /** The bound; `slopes` say how to better it. */
  value(): number {
    this.slopes.clear()
    let bound = this.#colleges ? this.#colleges.price(this.prices, this.slopes) : this.#itemsPay()
    for (const block of this.blocks.blocks)
      bound += this.#price.of(block, { decided: this.decided, slopes: this.slopes })
    for (let team = 0; team < this.prices.team.length; team++) bound += this.#team(team)
    if (!this.#colleges) this.#gatherItems()
    return bound
  }

  #itemsPay(): number {
    const { item } = this.blocks
    for (let entry = 0; entry < item.length; entry++) this.prices.cover[entry] = this.item[item[entry]!]!
    return this.item.reduce((sum, price) => sum + price, 0)
  }

  #gatherItems(): void {
    const { item } = this.blocks
    this.itemSlope.fill(1)
    for (let entry = 0; entry < item.length; entry++)
      this.itemSlope[item[entry]!]! += this.slopes.cover[entry]!
  }

  /** The number of half-days that costs a team the least, each of them paid for by the blocks. */
  #team(team: number): number {
    const { team0, prices } = this.blocks.problem
    const people = team0[team + 1]! - team0[team]!
    let best = { cost: Number.POSITIVE_INFINITY, halves: 0 }
    for (let halves = this.decided.least[team]!; halves <= this.decided.most[team]!; halves++) {
      const cost = halves * (people * (prices.half + prices.balance * halves) - this.prices.team[team]!)
      if (cost < best.cost) best = { cost, halves }
    }
    this.slopes.team[team]! -= best.halves
    return best.cost
  }
}

function nothingDecided({ problem, payer }: Blocks): Decided {
  const most = new Int32Array(problem.sizes.teams)
  for (const team of payer) if (team >= 0) most[team]!++
  return { gate: new Int8Array(problem.sizes.shifts), least: new Int32Array(most.length), most }
}
