import { Annealer } from '#src/planning/engine/anneal.ts'
import { takePart, writeBack, type Part } from '#src/planning/engine/part.ts'
import type { Cut, Standing } from '#src/planning/engine/whole.ts'
import type { Problem } from '#src/planning/engine/problem.ts'
import type { Order } from '#src/planning/engine/rounds.ts'

/** How far the search of one part is; `gain` and `placed` count from where it began. */
export interface Advance {
  part: number
  iterations: number
  gain: number
  placed: number
}

interface Try {
  part: Part
  annealer: Annealer
}

/** Between the seeds of two tries: a prime that those of two parts are not apart by. */
const APART = 104_729

/**
 * Betters one part of a problem on a board of its own, from where things stood when the round began. Several tries share
 * the iterations: each begins from there anew, and the best is kept.
 */
export class PartSearch {
  readonly #problem: Problem
  readonly #given: { standing: Standing; cut: Cut; order: Order }
  readonly #start: { cost: number; unplaced: number }
  #now: Try
  #kept: Try
  #begun = 1
  #done = 0

  constructor(problem: Problem, given: { standing: Standing; cut: Cut; order: Order }) {
    this.#problem = problem
    this.#given = given
    this.#now = this.#begin(0)
    this.#kept = this.#now
    const { cost, surcharged, unplaced } = this.#now.part.board
    this.#start = { cost: cost - surcharged, unplaced }
  }

  get ended(): boolean {
    return this.#now.annealer.ended && this.#begun >= this.#given.order.tries
  }

  run(iterations: number): void {
    if (this.#now.annealer.ended && !this.ended) this.#tryAgain()
    this.#now.annealer.run(iterations)
  }

  get advance(): Advance {
    const { cost, unplaced } = this.#start
    const { part, annealer } = this.#better
    return {
      part: this.#given.order.part,
      iterations: this.#done + this.#now.annealer.done,
      gain: cost - annealer.ownPrice,
      placed: unplaced - part.board.unplaced,
    }
  }

  /** Writes the best plan met where the others will find it. */
  finish(into: Standing): void {
    this.#now.annealer.finish()
    writeBack(this.#better.part, into)
  }

  get #better(): Try {
    return this.#now.annealer.best < this.#kept.annealer.best ? this.#now : this.#kept
  }

  #tryAgain(): void {
    this.#now.annealer.finish()
    this.#kept = this.#better
    this.#done += this.#now.annealer.done
    this.#now = this.#begin(this.#begun)
    this.#begun++
  }

  #begin(rank: number): Try {
    const { standing, cut, order } = this.#given
    const { surcharge } = order
    const part = takePart({ problem: this.#problem, standing, cut, part: order.part, surcharge })
    const scope = Int32Array.from({ length: part.board.problem.sizes.movable }, (_, item) => item)
    const seed = order.seed + APART * rank
    const iterations = Math.ceil(order.iterations / order.tries)
    const { hot, cold } = order
    return { part, annealer: new Annealer(part.board, { scope, seed, iterations, hot, cold }) }
  }
}
