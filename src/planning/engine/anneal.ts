import type { Board, Whim } from '#src/planning/engine/board.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { Floor } from '#src/planning/engine/floor.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { insert, remove } from '#src/planning/engine/moves.ts'
import { Ruin } from '#src/planning/engine/ruin.ts'
import { candidatesOf } from '#src/planning/engine/solve.ts'

export interface Annealing {
  /** Items that may move. */
  scope: Int32Array
  seed: number
  iterations: number
  /** Temperatures at both ends, in units of cost. */
  hot: number
  cold: number
}

/** Temperatures at both ends, as measured on 40 and 120 interviews and on 1,500: a small campaign bears a hotter search. */
export const heatFor = (items: number): Pick<Annealing, 'hot' | 'cold'> =>
  items < 500 ? { hot: 100, cold: 3 } : { hot: 50, cold: 3 }

/** A rise of this much would be a pupil without a place: never accepted. */
const FORBIDDEN_RISE = 10_000
const BLINK = 0.02
/**
 * Items of a stretch of the scope, and iterations that begin in it before another is drawn: what they look at stays near
 * the processor, since the items of a collège lie together in a large scope.
 */
const STRETCH = { items: 400, iterations: 512 }

/**
 * Ruin and recreate with simulated annealing. `run` goes on for so many iterations; `finish` leaves the best plan
 * met on the board. Same board, scope and seed: same plan.
 */
export class Annealer {
  done = 0
  best: number
  /** What the best plan costs without the surcharge of the problem. */
  ownPrice: number
  readonly #board: Board
  readonly #order: Annealing
  readonly #next: () => number
  readonly #whim: Whim
  readonly #ruin: Ruin
  readonly #key: Float64Array
  readonly #floor: Floor
  readonly #oldShift: Int32Array
  readonly #oldTick: Int16Array
  readonly #oldBunch: Int32Array
  readonly #bestShift: Int32Array
  readonly #bestTick: Int16Array
  readonly #bestBunch: Int32Array
  /** Items whose place is not the one of the best plan. */
  readonly #dirty: number[] = []
  readonly #isDirty: Uint8Array
  readonly #waiting: number[] = []
  #current: number
  #heat: number
  /** Where the stretch begins in the scope. */
  #stretch = 0

  constructor(board: Board, order: Annealing) {
    this.#board = board
    this.#order = order
    this.#next = chance(order.seed)
    this.#whim = { blink: BLINK, next: this.#next, seen: 0 }
    this.#ruin = new Ruin(board, { scope: order.scope, next: this.#next })
    this.#floor = new Floor(board)
    this.#key = new Float64Array(board.problem.sizes.items)
    this.#oldShift = board.shift.slice()
    this.#oldTick = board.tick.slice()
    this.#oldBunch = board.bunch.slice()
    this.#bestShift = board.shift.slice()
    this.#bestTick = board.tick.slice()
    this.#bestBunch = board.bunch.slice()
    this.#isDirty = new Uint8Array(board.problem.sizes.items)
    this.#heat = order.hot
    this.#current = board.cost
    this.best = board.cost
    this.ownPrice = board.cost - board.surcharged
  }

  get ended(): boolean {
    return this.#order.scope.length === 0 || this.done >= this.#order.iterations
  }

  run(iterations: number): void {
    const { hot, cold, iterations: all } = this.#order
    const end = Math.min(all, this.done + iterations)
    if (this.#order.scope.length === 0) return
    while (this.done < end) {
      if ((this.done & 63) === 0) this.#heat = hot * (cold / hot) ** (this.done / all)
      if ((this.done & 1023) === 0) this.#listWaiting()
      if (this.done % STRETCH.iterations === 0)
        this.#stretch = Math.floor(this.#next() * this.#order.scope.length)
      this.done++
      this.#step()
    }
  }

  /** Back to the best plan. */
  finish(): void {
    const board = this.#board
    for (const item of this.#dirty) if (board.shift[item]! >= 0) remove(board, item)
    for (const item of this.#dirty) {
      const shift = this.#bestShift[item]!
      if (shift >= 0)
        insert(board, item, { shift, bunch: this.#bestBunch[item]!, tick: this.#bestTick[item]! })
      this.#isDirty[item] = 0
    }
    this.#dirty.length = 0
    this.#current = board.cost
  }

  #listWaiting(): void {
    this.#waiting.length = 0
    if (this.#board.unplaced === 0) return
    for (const item of this.#order.scope) if (this.#board.shift[item]! < 0) this.#waiting.push(item)
  }

  /** An item of the stretch at hand. */
  #someone(): number {
    const { scope } = this.#order
    const at = this.#stretch + Math.floor(this.#next() * Math.min(scope.length, STRETCH.items))
    return scope[at < scope.length ? at : at - scope.length]!
  }

  #step(): void {
    let seed = this.#someone()
    if (this.#waiting.length > 0 && this.#next() < 0.3)
      seed = this.#waiting[Math.floor(this.#next() * this.#waiting.length)]!
    else if (this.#sharesWell(seed)) seed = this.#someone()
    this.#ruin.around(seed)
    const { taken } = this.#ruin
    this.#clear(taken)
    this.#sort(taken)
    // Drawn before, so that a recreation is given up as soon as it cannot be accepted.
    const most = Math.min(FORBIDDEN_RISE, -this.#heat * Math.log(1 - this.#next()))
    if (this.#recreate(taken, this.#current + most)) this.#accept(taken)
    else this.#undo(taken)
  }

  /** Places the items again; false once what is placed, and the least that the others will cost, pass a limit. */
  #recreate(taken: readonly number[], limit: number): boolean {
    const board = this.#board
    const floor = this.#floor
    const { unplaced } = board.problem.prices
    floor.begin(taken)
    for (const item of taken) {
      const trip = floor.pass(item)
      insertBest(board, item, this.#whim, limit - board.cost - floor.left + unplaced + trip)
      floor.settle(item)
      if (board.cost + floor.left > limit) return false
    }
    return true
  }

  /** True when the trip of an item holds more than two others: there is less to gain there. */
  #sharesWell(item: number): boolean {
    const { shift, bunch, tripHead, tripNext, problem } = this.#board
    const pair = shift[item]! < 0 ? -1 : problem.bunchPair[bunch[item]!]!
    if (pair < 0) return false
    let others = -1
    for (
      let one = tripHead[pair * problem.sizes.halves + problem.shiftHalf[shift[item]!]!]!;
      one >= 0;
      one = tripNext[one]!
    )
      if (++others > 2) return true
    return false
  }

  #clear(taken: readonly number[]): void {
    const board = this.#board
    for (const item of taken) {
      this.#oldShift[item] = board.shift[item]!
      this.#oldTick[item] = board.tick[item]!
      this.#oldBunch[item] = board.bunch[item]!
      if (board.shift[item]! >= 0) remove(board, item)
    }
  }

  /** At random, by collège, the fewest candidates first, or the longest first. */
  #sort(taken: number[]): void {
    const { problem } = this.#board
    const dice = this.#next()
    const turn = Math.floor(this.#next() * 65_536)
    for (const item of taken) {
      const chanceOf = this.#next()
      if (dice < 0.3) this.#key[item] = chanceOf
      else if (dice < 0.7) this.#key[item] = scatter(problem.college[item]! * 65_536 + turn) + chanceOf / 1024
      else if (dice < 0.85) this.#key[item] = candidatesOf(this.#board, item) + chanceOf * 8
      else this.#key[item] = -problem.ticks[item]! + chanceOf * 2
    }
    sortByKey(taken, this.#key)
  }

  #accept(taken: readonly number[]): void {
    const board = this.#board
    this.#current = board.cost
    for (const item of taken) {
      if (this.#isDirty[item] === 1) continue
      this.#isDirty[item] = 1
      this.#dirty.push(item)
    }
    if (this.#current >= this.best - 1e-6) return
    this.best = this.#current
    this.ownPrice = this.#current - board.surcharged
    for (const item of this.#dirty) {
      this.#bestShift[item] = board.shift[item]!
      this.#bestTick[item] = board.tick[item]!
      this.#bestBunch[item] = board.bunch[item]!
      this.#isDirty[item] = 0
    }
    this.#dirty.length = 0
  }

  #undo(taken: readonly number[]): void {
    const board = this.#board
    for (const item of taken) if (board.shift[item]! >= 0) remove(board, item)
    for (const item of taken) {
      const shift = this.#oldShift[item]!
      if (shift >= 0) insert(board, item, { shift, bunch: this.#oldBunch[item]!, tick: this.#oldTick[item]! })
    }
    this.#current = board.cost
  }
}

/** In place, by insertion: a dozen items, and no function called. Equal keys stay in their order. */
function sortByKey(items: number[], key: Float64Array): void {
  for (let i = 1; i < items.length; i++) {
    const item = items[i]!
    const own = key[item]!
    let j = i - 1
    while (j >= 0 && key[items[j]!]! > own) {
      items[j + 1] = items[j]!
      j--
    }
    items[j + 1] = item
  }
}

/** A number in [0, 64) that depends on another in no visible way. */
const scatter = (value: number): number => (Math.imul(value, 2_654_435_761) >>> 0) / 67_108_864
