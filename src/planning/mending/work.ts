import { insertBest } from '#src/planning/engine/insertion.ts'
import { holds, lowest, out, range, TICK } from '#src/planning/engine/masks.ts'
import { insert, remove } from '#src/planning/engine/moves.ts'
import { FLAG, lengthAt, ticksAt } from '#src/planning/engine/problem.ts'
import { mayOpen, starts } from '#src/planning/engine/starts.ts'
import { startOf, type OpenBoard } from '#src/planning/mending/open-board.ts'
import type { Interval, Minute } from '#src/planning/model.ts'

/** A place of the board for one item. */
export interface Spot {
  bunch: number
  shift: number
  tick: number
}

/** A place at the lycée and time at which the family expects the interview. */
interface HomeSpot extends Spot {
  candidate: number
}

/**
 * One event at work on an open board: what it closes, which items it takes up, and all of it undone at the end.
 * Home of an item: the lycée and the start that its family knows.
 */
export class Work {
  readonly open: OpenBoard
  /** Where each item that was taken up stood. */
  readonly before = new Map<number, Spot>()
  /** Items that lost their place and may go anywhere. */
  readonly freed = new Set<number>()
  /** Items that go nowhere: withdrawn, or another item stands in for them. */
  readonly gone = new Set<number>()
  readonly #homeAt = new Map<number, { lieu: number; debut: Minute }>()
  readonly #homes = new Map<number, HomeSpot[]>()
  readonly #undo: (() => void)[] = []
  readonly #notBefore: Minute
  readonly #restricted = new Set<number>()

  constructor(open: OpenBoard, notBefore: Minute | undefined) {
    this.open = open
    this.#notBefore = notBefore ?? Number.NEGATIVE_INFINITY
  }

  /** Items taken up that need a place. */
  get concerned(): number[] {
    return [...this.before.keys()].filter((item) => !this.gone.has(item))
  }

  /** Those of them that have none. */
  get waiting(): number[] {
    return this.concerned.filter((item) => this.open.board.shift[item]! < 0)
  }

  /** Those of them that the family sees changed: another lycée, another start, or no place. */
  get changed(): number[] {
    return this.concerned.filter((item) => !this.isHome(item))
  }

  /** True for items that may make way: displaced themselves, or held where they stand, not pinned, not too soon. */
  isLoose(item: number): boolean {
    if (this.freed.has(item)) return true
    return this.open.mobile(item) && (this.open.stands[item]?.placement.debut ?? 0) >= this.#notBefore
  }

  /** Takes a placed item off the board. */
  take(item: number): Spot {
    const spot = this.spotOf(item)
    if (!this.before.has(item)) this.before.set(item, spot)
    if (spot.shift >= 0) this.#remove(item)
    return spot
  }

  put(item: number, spot: Spot): void {
    insert(this.open.board, item, spot)
  }

  spotOf(item: number): Spot {
    const { shift, tick, bunch } = this.open.board
    return { shift: shift[item]!, tick: tick[item]!, bunch: bunch[item]! }
  }

  /** True when the family sees no change. */
  isHome(item: number): boolean {
    const { shift } = this.open.board
    const k = shift[item]!
    if (k < 0) return false
    const home = this.#homeOf(item)
    return home.lieu === this.open.compiled.problem.shiftLieu[k] && startOf(this.open, item) === home.debut
  }

  #bunchOf(item: number, candidate: number): number {
    const { bunch0, bunchStep0, stepCand0 } = this.open.compiled.problem
    let bunch = bunch0[item]!
    while (stepCand0[bunchStep0[bunch + 1]!]! <= candidate) bunch++
    return bunch
  }

  /** Places at home, its own shift first. */
  homeSpots(item: number): readonly HomeSpot[] {
    const known = this.#homes.get(item)
    if (known) return known
    const own = this.before.get(item)?.shift
    const spots = this.#findHome(item).sort((a, b) => Number(b.shift === own) - Number(a.shift === own))
    this.#homes.set(item, spots)
    return spots
  }

  /** True when every rule allows an item at a place at home as things stand. */
  mayGoHome(item: number, { shift, candidate, tick }: HomeSpot): boolean {
    const { board } = this.open
    if (board.count[shift] === 0 && !mayOpen(board, shift)) return false
    return starts(board, item, candidate) && holds({ lo: board.startLo, hi: board.startHi }, tick)
  }

  /** Home if it can be, in a shift that is in use if it can be. */
  putHome(item: number): boolean {
    const spots = this.homeSpots(item)
    const { count } = this.open.board
    const used = (one: HomeSpot): boolean => count[one.shift]! > 0
    const spot =
      spots.find((one) => used(one) && this.mayGoHome(item, one)) ??
      spots.find((one) => !used(one) && this.mayGoHome(item, one))
    if (spot) this.put(item, spot)
    return spot !== undefined
  }

  /** The cheapest place after the notice; false when there is none. */
  putAnywhere(item: number): boolean {
    this.#keepNotice(item)
    return insertBest(this.open.board, item, null)
  }

  /** The first start that a candidate has for it as things stand, after the notice; false when there is none. */
  putAt(item: number, candidate: number): boolean {
    this.#keepNotice(item)
    const { board, compiled } = this.open
    const shift = compiled.problem.cand[candidate]!
    if (board.count[shift] === 0 && !mayOpen(board, shift)) return false
    if (!starts(board, item, candidate)) return false
    const { startLo: lo, startHi: hi } = board
    const home = this.homeSpots(item).find((spot) => spot.candidate === candidate)
    const tick = home && holds({ lo, hi }, home.tick) ? home.tick : lowest(lo, hi)
    this.put(item, { bunch: this.#bunchOf(item, candidate), shift, tick })
    return true
  }

  /** The event is to blame for these shifts: nobody receives there at that time. */
  close(shifts: readonly number[], interval: Interval): void {
    const { board, compiled } = this.open
    for (const k of shifts) {
      const shift = compiled.shifts[k]!
      if (interval.debut >= shift.fin || interval.fin <= shift.debut) continue
      const known = board.closures.get(k) ?? []
      const closure = { from: interval.debut - shift.debut, to: interval.fin - shift.debut }
      board.closures.set(k, [...known, closure])
      compiled.problem.flags[k]! |= FLAG.closed
      this.#undo.push(() => {
        if (known.length > 0) board.closures.set(k, known)
        else {
          board.closures.delete(k)
          compiled.problem.flags[k]! &= ~FLAG.closed
        }
      })
    }
  }

  /** The item may not meet this interval any more, home included. */
  bar(item: number, interval: Interval): void {
    const { problem } = this.open.compiled
    this.#remask(item, ({ debut, shift }) => {
      const minutes = lengthAt(problem, item, shift)
      range(
        Math.floor((interval.debut - minutes - debut) / TICK) + 1,
        Math.ceil((interval.fin - debut) / TICK),
      )
      return { lo: ~out.lo, hi: ~out.hi }
    })
  }

  /** Everything as it was before the event. */
  undo(): void {
    const { board } = this.open
    for (const item of this.before.keys()) if (board.shift[item]! >= 0) this.#remove(item)
    for (const [item, spot] of this.before) if (spot.shift >= 0) this.put(item, spot)
    for (const one of this.#undo.toReversed()) one()
  }

  /** An item that overlaps another leaves it its time. */
  #remove(item: number): void {
    const { board, compiled } = this.open
    const shift = board.shift[item]!
    remove(board, item)
    if (this.open.mobile(item)) return
    const from = compiled.problem.list0[shift]!
    for (let i = from; i < from + board.count[shift]!; i++) {
      const tick = board.tick[board.list[i]!]!
      range(tick, tick + ticksAt(compiled.problem, board.list[i]!, shift))
      board.busyLo[shift]! |= out.lo
      board.busyHi[shift]! |= out.hi
    }
  }

  #homeOf(item: number): { lieu: number; debut: Minute } {
    const known = this.#homeAt.get(item)
    if (known) return known
    const { compiled, stands, shiftsOf } = this.open
    const stood = stands[item]?.placement
    const [shift] = shiftsOf.get(stood?.disponibilite ?? '') ?? []
    const lieu = shift === undefined ? -1 : compiled.problem.shiftLieu[shift]!
    const home = { lieu, debut: stood?.debut ?? Number.NaN }
    this.#homeAt.set(item, home)
    return home
  }

  #findHome(item: number): HomeSpot[] {
    const { problem, shifts } = this.open.compiled
    const { lieu, debut } = this.#homeOf(item)
    const spots: HomeSpot[] = []
    for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++) {
      if (problem.bunchLieu[bunch] !== lieu) continue
      const end = problem.stepCand0[problem.bunchStep0[bunch + 1]!]!
      for (let at = problem.stepCand0[problem.bunchStep0[bunch]!]!; at < end; at++) {
        const shift = problem.cand[at]!
        const tick = (debut - shifts[shift]!.debut) / TICK
        const mask = { lo: problem.candLo[at]!, hi: problem.candHi[at]! }
        if (Number.isInteger(tick) && tick >= 0 && tick < 64 && holds(mask, tick))
          spots.push({ bunch, shift, tick, candidate: at })
      }
    }
    return spots
  }

  /** Nothing before the notice but home, where nobody is told anything. */
  #keepNotice(item: number): void {
    if (this.#notBefore === Number.NEGATIVE_INFINITY || this.#restricted.has(item)) return
    this.#restricted.add(item)
    const home = new Map(this.homeSpots(item).map((spot) => [spot.shift, spot.tick]))
    this.#remask(item, ({ debut, shift }) => {
      range(Math.ceil((this.#notBefore - debut) / TICK), 64)
      const mask = { lo: out.lo, hi: out.hi }
      const tick = home.get(shift)
      if (tick !== undefined) {
        range(tick, tick + 1)
        mask.lo |= out.lo
        mask.hi |= out.hi
      }
      return mask
    })
  }

  /** Keeps of the starts of an item those of a mask per shift. */
  #remask(
    item: number,
    maskOf: (shift: { debut: Minute; shift: number }) => { lo: number; hi: number },
  ): void {
    const { problem, shifts } = this.open.compiled
    const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
    const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
    const [lo, hi] = [problem.candLo.slice(first, end), problem.candHi.slice(first, end)]
    this.#undo.push(() => {
      problem.candLo.set(lo, first)
      problem.candHi.set(hi, first)
    })
    this.#homes.delete(item)
    for (let at = first; at < end; at++) {
      const shift = problem.cand[at]!
      const mask = maskOf({ shift, debut: shifts[shift]!.debut })
      problem.candLo[at]! &= mask.lo
      problem.candHi[at]! &= mask.hi
    }
  }
}
