import { chance } from '#src/planning/engine/chance.ts'
import { clustersOf, cutMap, moversOf } from '#src/planning/engine/cut.ts'
import { heatFor } from '#src/planning/engine/anneal.ts'
import type { Cut, Standing } from '#src/planning/engine/whole.ts'
import type { Problem, Surcharge } from '#src/planning/engine/problem.ts'

/** From this many items on, the map is cut: a smaller one is bettered as a whole. */
const LARGE = 4000
/** Items of one part, about: the fewer the parts, the fewer the moves that a cut forbids. */
const PART = 10_000
/**
 * Tries of a small campaign, from the same start: below so many items one annealing differs from the next by some per cent.
 * Each try is worth so many iterations of each item: one of that length is better than the best of two shorter ones.
 */
const TRIES = { items: 500, most: 6, worth: 1500 }
/** Times that a large map is cut, each time elsewhere, and iterations of each item that a round is worth. */
const ROUNDS = { least: 2, most: 24, worth: 2 }

/**
 * What the first round of a large map counts beyond the prices of the half-days, as a share of them: a half-day goes only
 * once all that fills it has moved, which a search at the true prices finds too seldom.
 */
const SURCHARGE = { half: 0.1, pupilHalf: 0.8 }

/** What one part has to do in one round. */
export interface Order {
  part: number
  seed: number
  /** Of all its tries together. */
  iterations: number
  tries: number
  surcharge: Surcharge
  hot: number
  cold: number
}

export interface Round {
  cut: Cut
  orders: Order[]
}

/**
 * The rounds of an improvement, one after the other. They depend on the problem, the seed, the iterations and where
 * things stand when each begins: never on how many threads share the work.
 */
export class Rounds {
  readonly count: number
  /** Parts of each round. */
  readonly parts: number
  done = 0
  readonly #problem: Problem
  readonly #clusters: Int32Array
  readonly #iterations: number
  readonly #next: () => number
  readonly #seed: number

  constructor(problem: Problem, { seed, iterations }: { seed: number; iterations: number }) {
    this.#problem = problem
    this.#clusters = clustersOf(problem)
    const most = new Set(this.#clusters).size
    const { movable } = problem.sizes
    this.parts = movable < LARGE ? 1 : Math.min(most, Math.max(2, Math.ceil(movable / PART)))
    const worth = Math.ceil(iterations / Math.max(1, movable) / ROUNDS.worth)
    this.count = this.parts === 1 ? 1 : Math.min(ROUNDS.most, Math.max(ROUNDS.least, worth))
    this.#iterations = iterations
    this.#seed = seed
    this.#next = chance(seed)
  }

  get #tries(): number {
    const { movable } = this.#problem.sizes
    if (movable >= TRIES.items) return 1
    return Math.min(
      TRIES.most,
      Math.max(1, Math.floor(this.#iterations / (TRIES.worth * Math.max(1, movable)))),
    )
  }

  /** It fades, to nothing in the last round; one round alone has none. Whole numbers, so that costs stay exact. */
  get #surcharge(): Surcharge {
    const { half, pupilHalf } = this.#problem.prices
    const share = this.count === 1 ? 0 : (this.count - 1 - this.done) / (this.count - 1)
    return {
      half: Math.round(share * SURCHARGE.half * half),
      pupilHalf: Math.round(share * SURCHARGE.pupilHalf * pupilHalf),
    }
  }

  /** The next round, from where things stand; undefined after the last. */
  next(standing: Standing): Round | undefined {
    if (this.done === this.count) return undefined
    const { sizes } = this.#problem
    const cut = this.#cut(standing)
    const movers = new Int32Array(this.parts)
    for (const part of cut.moves) if (part >= 0) movers[part]!++
    const all = movers.reduce((sum, count) => sum + count, 0)
    const { hot, cold } = heatFor(sizes.movable)
    const heat = (at: number): number => hot * (cold / hot) ** (at / this.count)
    const orders = Array.from(movers, (count, part) => ({
      part,
      seed: this.#seed + 7919 * (this.done * this.parts + part),
      iterations: Math.round((this.#iterations / this.count) * (count / Math.max(1, all))),
      tries: this.#tries,
      surcharge: this.#surcharge,
      hot: heat(this.done),
      cold: heat(this.done + 1),
    }))
    this.done++
    return { cut, orders }
  }

  #cut({ shift }: Standing): Cut {
    const { sizes, shiftLieu } = this.#problem
    const load = new Int32Array(sizes.lieux)
    for (const at of shift) if (at >= 0) load[shiftLieu[at]!]!++
    const cutting = { clusters: this.#clusters, load, parts: this.parts, next: this.#next }
    const partOf = cutMap(this.#problem, cutting)
    const moves = moversOf(this.#problem, { partOf, shift, next: this.#next })
    return { partOf, moves, turn: this.done }
  }
}
