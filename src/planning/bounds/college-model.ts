import { Gathered, LpText, type Terms } from '#src/planning/bounds/lp-text.ts'
import { capacities, halfDaySupply, leastHalfDays, type HalfDaySupply } from '#src/planning/bounds/supply.ts'
import { KIND, type Problem } from '#src/planning/engine/problem.ts'

/** A variable that takes ticks of a shift: any of these. */
export interface Use {
  variable: string
  /** What it costs without its ticks. */
  cost: number
  ticks: number
  shifts: readonly number[]
}

export interface CollegeModel {
  lp: LpText
  uses: Use[]
}

/** What a collège does in one half-day. */
interface Journey {
  trip: string
  load: Terms
  supply: HalfDaySupply
}

/** The programme of one collège under construction. */
class Builder {
  readonly lp = new LpText()
  readonly uses: Use[] = []
  readonly #problem: Problem
  readonly #supply: readonly ReadonlyMap<number, HalfDaySupply>[]
  /** By lycée and half-day. */
  readonly #journeys = new Map<number, Journey>()

  constructor(problem: Problem, supply: readonly ReadonlyMap<number, HalfDaySupply>[]) {
    this.#problem = problem
    this.#supply = supply
  }

  /** All the interviews of one pupil. */
  addPupil(items: readonly number[]): void {
    const { kind } = this.#problem
    for (const item of items) if (kind[item] !== KIND.inPerson) this.#addAnywhen(item)
    const out = items.filter((item) => kind[item] === KIND.inPerson)
    if (out.length > 0) this.#addOutings(out)
  }

  /** A trip holds no more than its lycée in that half-day. */
  boundTrips(): void {
    for (const { trip, load, supply } of this.#journeys.values())
      this.lp.row([...load, [-supply.ticks, trip]], '<=', 0)
  }

  /** An interview without journey: the half-day is of no account. */
  #addAnywhen(item: number): void {
    const { bunch0, bunchCost, bunchStep0, prices } = this.#problem
    const all: Terms = [[1, this.lp.variable(prices.unplaced)]]
    for (let bunch = bunch0[item]!; bunch < bunch0[item + 1]!; bunch++) {
      const shifts = this.#shiftsOf(bunchStep0[bunch]!, bunchStep0[bunch + 1]!)
      all.push([1, this.#use(item, { cost: bunchCost[bunch]!, shifts })])
    }
    this.lp.row(all, '=', 1)
  }

  #addOutings(items: readonly number[]): void {
    const { prices, limits } = this.#problem
    const spent = new Gathered()
    const perHalf = new Map<number, string>()
    const halfDays: Terms = []
    for (const item of items) {
      const left = this.lp.variable(prices.unplaced)
      const all: Terms = [[1, left]]
      for (const [half, names] of this.#outing(item)) {
        const name = perHalf.get(half) ?? this.lp.variable(prices.pupilHalf)
        perHalf.set(half, name)
        const own = names.map((one) => [1, one] as const)
        all.push(...own)
        for (const [factor, one] of own) spent.add(half, factor, one)
        this.lp.row([...own, [-1, name]], '<=', 0)
      }
      this.lp.row(all, '=', 1)
      // Who is not placed gives back one half-day at most.
      halfDays.push([1, left])
    }
    if (items.length < 2) return
    for (const [half, terms] of spent.entries)
      this.lp.row([...terms, [-Math.max(1, limits.perDay), perHalf.get(half)!]], '<=', 0)
    for (const name of perHalf.values()) halfDays.push([1, name])
    this.lp.row(halfDays, '>=', leastHalfDays(this.#problem, items))
  }

  /** Where one interview in person may be, by half-day. */
  #outing(item: number): Map<number, string[]> {
    const { bunch0, bunchLieu, bunchCost, bunchStep0, stepHalf, prices, length } = this.#problem
    const found = new Map<number, string[]>()
    for (let bunch = bunch0[item]!; bunch < bunch0[item + 1]!; bunch++)
      for (let step = bunchStep0[bunch]!; step < bunchStep0[bunch + 1]!; step++) {
        const half = stepHalf[step]!
        const journey = this.#journey(bunchLieu[bunch]!, half)
        const wait = (prices.span * length[item]!) / Math.max(1, journey.supply.parallel)
        const shifts = this.#shiftsOf(step, step + 1)
        const name = this.#use(item, { cost: bunchCost[bunch]! + wait, shifts })
        journey.load.push([this.#problem.ticks[item]!, name])
        this.lp.row(
          [
            [1, name],
            [-1, journey.trip],
          ],
          '<=',
          0,
        )
        found.set(half, [...(found.get(half) ?? []), name])
      }
    return found
  }

  #journey(lieu: number, half: number): Journey {
    const key = lieu * this.#problem.sizes.halves + half
    const known = this.#journeys.get(key)
    if (known) return known
    const trip = this.lp.variable(this.#problem.prices.trip, { most: Number.POSITIVE_INFINITY })
    const supply = this.#supply[lieu]!.get(half) ?? { parallel: 0, ticks: 0 }
    const made: Journey = { trip, load: [], supply }
    this.#journeys.set(key, made)
    return made
  }

  #shiftsOf(firstStep: number, endStep: number): number[] {
    const { stepCand0, cand } = this.#problem
    return [...new Set(cand.subarray(stepCand0[firstStep]!, stepCand0[endStep]!))]
  }

  #use(item: number, { cost, shifts }: { cost: number; shifts: readonly number[] }): string {
    const variable = this.lp.variable(cost)
    this.uses.push({ variable, cost, ticks: this.#problem.ticks[item]!, shifts })
    return variable
  }
}

/**
 * Each collège by itself, with its calendar: where each interview goes and in which half-day, the trips that this takes and
 * the half-days of each pupil. A tick of a shift has a price, which `uses` let one set; nothing else binds two collèges.
 * Relaxed, its optimum is at most what the collège costs in any plan, its ticks at these prices.
 * Source: Lagrangian relaxation (Geoffrion, 1974) of the capacity of the shifts.
 */
export function collegeModels(problem: Problem): CollegeModel[] {
  const supply = halfDaySupply(problem, capacities(problem))
  const { college, pupil0, pupilItems, sizes } = problem
  const builders = new Map<number, Builder>()
  for (let pupil = 0; pupil < sizes.pupils; pupil++) {
    const items = [...pupilItems.subarray(pupil0[pupil]!, pupil0[pupil + 1]!)]
    const origine = college[items[0]!]!
    const builder = builders.get(origine) ?? new Builder(problem, supply)
    builders.set(origine, builder)
    builder.addPupil(items)
  }
  for (const builder of builders.values()) builder.boundTrips()
  return [...builders.values()]
}
