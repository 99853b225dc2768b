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

/** Betters one part of a problem on a board of its own, from where things stood when the round began. */
export class PartSearch {
  readonly #part: Part
  readonly #annealer: Annealer
  readonly #order: Order
  readonly #start: { cost: number; unplaced: number }

  constructor(problem: Problem, { standing, cut, order }: { standing: Standing; cut: Cut; order: Order }) {
    this.#order = order
    this.#part = takePart({ problem, standing, cut, part: order.part })
    const { board } = this.#part
    this.#start = { cost: board.cost, unplaced: board.unplaced }
    const scope = Int32Array.from({ length: board.problem.sizes.movable }, (_, item) => item)
    this.#annealer = new Annealer(board, { scope, ...order })
  }

  get ended(): boolean {
    return this.#annealer.ended
  }

  run(iterations: number): void {
    this.#annealer.run(iterations)
  }

  get advance(): Advance {
    const { cost, unplaced } = this.#start
    return {
      part: this.#order.part,
      iterations: this.#annealer.done,
      gain: cost - this.#annealer.best,
      placed: unplaced - this.#part.board.unplaced,
    }
  }

  /** Writes the best plan met where the others will find it. */
  finish(into: Standing): void {
    this.#annealer.finish()
    writeBack(this.#part, into)
  }
}
