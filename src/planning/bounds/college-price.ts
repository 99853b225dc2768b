import type { Multipliers } from '#src/planning/bounds/block-price.ts'
import type { Blocks } from '#src/planning/bounds/blocks.ts'
import type { Slopes } from '#src/planning/bounds/slopes.ts'
import { KIND } from '#src/planning/engine/problem.ts'

/** Some interviews of one pupil that are held in one half-day. */
interface Part {
  items: readonly number[]
  /** Entry of each of the items in each group of the collège; -1 where there is none. */
  entries: readonly Int32Array[]
  /** Cost in each group, at the multipliers of now. */
  cost: Float64Array
}

/** Ways of sharing out the interviews of a pupil, as lists of parts. */
interface Pupil {
  parts: readonly number[]
  ways: readonly (readonly number[])[]
}

/** One collège: where its pupils go, whatever the others do. */
class College {
  readonly groups: readonly number[]
  readonly parts: Part[] = []
  readonly pupils: Pupil[] = []
  /** Entries of each remote interview. */
  readonly remote: number[][] = []
  readonly #all: Blocks
  /** Prices of the trips, by group. */
  readonly #trip: Float64Array
  readonly #tripAfter: Float64Array
  /** Cheapest group of each part among those from a group on. */
  readonly #after: Float64Array[]
  readonly #reached: Float64Array[]
  #best = Number.POSITIVE_INFINITY
  #chosen: number[] = []
  readonly #now: number[] = []

  constructor(all: Blocks, groups: readonly number[]) {
    this.#all = all
    this.groups = groups
    const entriesOf = new Map<number, Int32Array>()
    for (const [g, group] of groups.entries())
      for (let entry = all.entry0[group]!; entry < all.entry0[group + 1]!; entry++) {
        const item = all.item[entry]!
        const own = entriesOf.get(item) ?? new Int32Array(groups.length).fill(-1)
        own[g] = entry
        entriesOf.set(item, own)
      }
    const { problem } = all
    const byPupil = new Map<number, number[]>()
    for (const [item, entries] of entriesOf)
      if (problem.kind[item] !== KIND.inPerson) this.remote.push([...entries].filter((entry) => entry >= 0))
      else byPupil.set(problem.pupil[item]!, [...(byPupil.get(problem.pupil[item]!) ?? []), item])
    for (const items of byPupil.values()) this.#addPupil(items, entriesOf)
    this.#trip = new Float64Array(groups.length)
    this.#tripAfter = new Float64Array(groups.length + 1)
    this.#after = [...groups, -1].map(() => new Float64Array(this.parts.length))
    this.#reached = [...groups, -1].map(() => new Float64Array(this.parts.length))
  }

  #addPupil(items: readonly number[], entriesOf: ReadonlyMap<number, Int32Array>): void {
    const first = this.parts.length
    const rank = new Map<number, number>()
    const whole = (1 << items.length) - 1
    for (let set = 1; set <= whole; set++) {
      const own = items.filter((_, i) => (set >> i) & 1)
      if (own.length > this.#all.problem.limits.perDay) continue
      rank.set(set, this.parts.length)
      const entries = own.map((item) => entriesOf.get(item)!)
      this.parts.push({ items: own, entries, cost: new Float64Array(this.groups.length) })
    }
    const ways: number[][] = []
    const split = (left: number, way: number[]): void => {
      if (left === 0) {
        ways.push(way)
        return
      }
      const low = left & -left
      for (const [set, part] of rank)
        if ((set & left) === set && (set & low) !== 0) split(left & ~set, [...way, part])
    }
    split(whole, [])
    this.pupils.push({ parts: this.parts.slice(first).map((_, i) => first + i), ways })
  }

  /** The least that the collège pays; `slopes` gathers how. */
  price(prices: Multipliers, slopes: Slopes): number {
    this.#read(prices)
    const { unplaced } = this.#all.problem.prices
    for (let part = 0; part < this.parts.length; part++)
      this.#reached[0]![part] = unplaced * this.parts[part]!.items.length
    this.#best = this.#costOf(this.#chosen) + 1e-9
    this.#search(0, 0, 0)
    let total = this.#best
    this.#tell(slopes)
    for (const entries of this.remote) {
      let least = -1
      for (const entry of entries) if (least < 0 || prices.cover[entry]! < prices.cover[least]!) least = entry
      total += Math.min(unplaced, prices.cover[least]!)
      if (prices.cover[least]! < unplaced) slopes.cover[least]!++
    }
    return total
  }

  #read(prices: Multipliers): void {
    const { tripKey, trips, halves, halfKey } = this.#all
    for (const [g, group] of this.groups.entries())
      this.#trip[g] = trips.total - trips.share[tripKey[group]!]!
    for (const { cost, entries } of this.parts)
      for (let g = 0; g < cost.length; g++) {
        let sum = 0
        for (const own of entries) sum += own[g]! < 0 ? Number.POSITIVE_INFINITY : prices.cover[own[g]!]!
        const [first] = entries
        cost[g] =
          sum === Number.POSITIVE_INFINITY ? sum : sum + halves.total - halves.share[halfKey[first![g]!]!]!
      }
    this.#after[this.groups.length]!.fill(Number.POSITIVE_INFINITY)
    this.#tripAfter[this.groups.length] = Number.POSITIVE_INFINITY
    for (let g = this.groups.length - 1; g >= 0; g--) {
      this.#tripAfter[g] = Math.min(this.#tripAfter[g + 1]!, this.#trip[g]!)
      for (let part = 0; part < this.parts.length; part++)
        this.#after[g]![part] = Math.min(this.#after[g + 1]![part]!, this.parts[part]!.cost[g]!)
    }
  }

  /** What the collège pays for some groups: those of the last time are a good start. */
  #costOf(chosen: readonly number[]): number {
    const [start, reached] = [this.#reached[0]!, this.#reached[1]!]
    let cost = 0
    for (const g of chosen) cost += this.#trip[g]!
    for (let part = 0; part < start.length; part++)
      reached[part] = chosen.reduce((least, g) => Math.min(least, this.parts[part]!.cost[g]!), start[part]!)
    return cost + this.#pupilsPay(reached, reached)
  }

  /** What the pupils pay when each part has these costs, or those of another list where they are lower. */
  #pupilsPay(costs: Float64Array, others: Float64Array): number {
    let sum = 0
    for (const { ways } of this.pupils) {
      let least = Number.POSITIVE_INFINITY
      for (const way of ways) {
        let cost = 0
        for (const part of way) cost += Math.min(costs[part]!, others[part]!)
        if (cost < least) least = cost
      }
      sum += least
    }
    return sum
  }

  #search(depth: number, from: number, fixed: number): void {
    const reached = this.#reached[depth]!
    const cost = fixed + this.#pupilsPay(reached, reached)
    if (cost < this.#best) {
      this.#best = cost
      this.#chosen = this.#now.slice(0, depth)
    }
    for (let g = from; g < this.groups.length; g++) {
      if (fixed + this.#tripAfter[g]! + this.#pupilsPay(reached, this.#after[g]!) >= this.#best) return
      const next = this.#reached[depth + 1]!
      for (let part = 0; part < next.length; part++)
        next[part] = Math.min(reached[part]!, this.parts[part]!.cost[g]!)
      this.#now[depth] = g
      this.#search(depth + 1, g + 1, fixed + this.#trip[g]!)
    }
  }

  #tell(slopes: Slopes): void {
    const { tripKey, halfKey, problem } = this.#all
    for (const g of this.#chosen) slopes.trips[tripKey[this.groups[g]!]!]!--
    const where = this.parts.map(({ cost, items }) => {
      let best = { at: -1, cost: problem.prices.unplaced * items.length }
      for (const g of this.#chosen) if (cost[g]! < best.cost) best = { at: g, cost: cost[g]! }
      return best
    })
    for (const { ways } of this.pupils) {
      let best: { way: readonly number[]; cost: number } = { way: [], cost: Number.POSITIVE_INFINITY }
      for (const way of ways) {
        const cost = way.reduce((sum, part) => sum + where[part]!.cost, 0)
        if (cost < best.cost) best = { way, cost }
      }
      for (const part of best.way) {
        const g = where[part]!.at
        if (g < 0) continue
        const { entries } = this.parts[part]!
        slopes.halves[halfKey[entries[0]![g]!]!]!--
        for (const own of entries) slopes.cover[own[g]!]!++
      }
    }
  }
}

/** Every collège by itself: how its pupils share trips and half-days, each interview covered once. */
export class CollegePrices {
  readonly #colleges: College[]
  /** What the interviews that may be received nowhere cost. */
  readonly #lost: number

  constructor(all: Blocks) {
    const groups = new Map<number, number[]>()
    for (let group = 0; group < all.tripKey.length; group++) {
      const college = all.problem.college[all.item[all.entry0[group]!]!]!
      groups.set(college, [...(groups.get(college) ?? []), group])
    }
    this.#colleges = [...groups.values()].map((own) => new College(all, own))
    const { sizes, prices } = all.problem
    this.#lost = prices.unplaced * (sizes.items - new Set(all.item).size)
  }

  price(prices: Multipliers, slopes: Slopes): number {
    let total = this.#lost
    for (const college of this.#colleges) total += college.price(prices, slopes)
    return total
  }
}
