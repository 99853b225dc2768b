import { chance } from '#src/planning/engine/chance.ts'
import { lowest, range, out } from '#src/planning/engine/masks.ts'
import { ticksAt } from '#src/planning/engine/problem.ts'
import { isHopeless } from '#src/planning/mending/hopeless.ts'
import type { Spot, Work } from '#src/planning/mending/work.ts'

/** Attempts in all; a repair that reaches its bound needs none. */
const ATTEMPTS = 300
/** As long as somebody has no place, it is worth more. */
const ATTEMPTS_FOR_A_PLACE = 2_500
/** Interviews that one attempt takes up at most. */
const MOST = 10
/** A rise of the cost that is accepted on the way to fewer changes. */
const HEAT = 200

interface Score {
  unplaced: number
  visible: number
  cost: number
}

const scoreOf = (work: Work, changed: readonly number[]): Score => ({
  unplaced: changed.filter((item) => work.open.board.shift[item]! < 0).length,
  visible: changed.length,
  cost: work.open.board.cost,
})

const isBetter = (a: Score, b: Score): boolean =>
  a.unplaced !== b.unplaced
    ? a.unplaced < b.unplaced
    : a.visible !== b.visible
      ? a.visible < b.visible
      : a.cost < b.cost - 1e-6

/**
 * Looks for a repair that fewer families see: takes up an interview that changed, clears its old time or another place
 * for it, and places again those that made way, at home first. Never worse than before; ends at the bound.
 */
export function changeFewer(work: Work, bound: number): void {
  const hopeless = work.waiting.filter((item) => isHopeless(work, item)).length
  if (work.changed.length <= bound && work.waiting.length === hopeless) return
  const search = new Search(work)
  for (let attempt = 0; attempt < ATTEMPTS_FOR_A_PLACE; attempt++) {
    const { unplaced, visible } = search.best
    if (unplaced === hopeless && (visible <= bound || attempt >= ATTEMPTS)) break
    search.attempt()
  }
  search.finish()
}

class Search {
  best: Score
  readonly #work: Work
  readonly #next = chance(1)
  #current: Score
  /** Those that the family sees changed as things stand, found once for each state: most attempts are put back. */
  #changed: readonly number[]
  /** Where everything taken up is in the best repair. */
  #kept = new Map<number, Spot>()

  constructor(work: Work) {
    this.#work = work
    this.#changed = work.changed
    this.#current = scoreOf(work, this.#changed)
    this.best = this.#current
    this.#keep()
  }

  attempt(): void {
    const work = this.#work
    const first = this.#pick(this.#changed)
    if (first === undefined) return
    const fresh = work.before.size
    const taken = new Map<number, Spot>()
    const aim = this.#aimOf(first)
    this.#take(taken, [first, ...(aim ? this.#inTheWay(first, aim) : [])])
    for (const item of taken.keys()) {
      if (this.#next() < 0.7) continue
      const way = this.#aimOf(item)
      if (way) this.#take(taken, this.#inTheWay(item, way))
    }
    if (this.#next() < 0.3) this.#take(taken, [this.#pick(this.#changed) ?? first])
    this.#placeAgain(first, [...taken.keys()])
    const changed = work.changed
    const score = scoreOf(work, changed)
    if (this.#isAccepted(score)) this.#accept(score, changed)
    else this.#putBack(taken, fresh)
  }

  /** Back to the best repair. */
  finish(): void {
    const work = this.#work
    const items = work.concerned
    for (const item of items) work.take(item)
    for (const item of items) {
      const spot = this.#kept.get(item) ?? work.before.get(item)
      if (spot && spot.shift >= 0) work.put(item, spot)
    }
  }

  #pick(items: readonly number[]): number | undefined {
    return items[Math.floor(this.#next() * items.length)]
  }

  /** A place that the item could have if others made way: home half of the time. */
  #aimOf(item: number): { shift: number; tick: number } | undefined {
    const work = this.#work
    const home = this.#next() < 0.6 ? this.#pick(work.homeSpots(item).map((_, i) => i)) : undefined
    if (home !== undefined) return work.homeSpots(item)[home]
    const { problem } = work.open.compiled
    const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
    const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
    const at = first + Math.floor(this.#next() * (end - first))
    if (at >= end) return undefined
    // A start drawn among those allowed: the first one from an instant drawn in the shift.
    const turn = Math.floor(this.#next() * 64)
    range(turn, 64)
    const [lo, hi] = [problem.candLo[at]! & out.lo, problem.candHi[at]! & out.hi]
    if ((lo | hi) !== 0) return { shift: problem.cand[at]!, tick: lowest(lo, hi) }
    const [allLo, allHi] = [problem.candLo[at]!, problem.candHi[at]!]
    return (allLo | allHi) === 0 ? undefined : { shift: problem.cand[at]!, tick: lowest(allLo, allHi) }
  }

  /** Interviews of the shift that meet a place there. */
  #inTheWay(item: number, { shift, tick }: { shift: number; tick: number }): number[] {
    const { board, compiled } = this.#work.open
    const { problem } = compiled
    const from = problem.list0[shift]!
    const end = tick + ticksAt(problem, item, shift)
    return [...board.list.subarray(from, from + board.count[shift]!)].filter(
      (other) =>
        board.tick[other]! < end &&
        tick < board.tick[other]! + ticksAt(problem, other, shift) &&
        this.#work.isLoose(other),
    )
  }

  #take(taken: Map<number, Spot>, items: readonly number[]): void {
    for (const item of items)
      if (!taken.has(item) && taken.size < MOST) taken.set(item, this.#work.take(item))
  }

  /** The one that was aimed at comes first, the others in any order. */
  #placeAgain(first: number, items: number[]): void {
    const keys = new Map(items.map((item) => [item, item === first ? -1 : this.#next()]))
    if (this.#next() < 0.2) keys.set(first, this.#next())
    items.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0))
    for (const item of items) if (!this.#work.putHome(item)) this.#work.putAnywhere(item)
  }

  #isAccepted(score: Score): boolean {
    const { unplaced, visible, cost } = this.#current
    if (score.unplaced !== unplaced || score.visible !== visible) return isBetter(score, this.#current)
    return score.cost < cost + HEAT * this.#next()
  }

  #accept(score: Score, changed: readonly number[]): void {
    this.#current = score
    this.#changed = changed
    if (!isBetter(score, this.best)) return
    this.best = score
    this.#keep()
  }

  #keep(): void {
    this.#kept = new Map(this.#work.concerned.map((item) => [item, this.#work.spotOf(item)]))
  }

  #putBack(taken: ReadonlyMap<number, Spot>, fresh: number): void {
    const work = this.#work
    for (const item of taken.keys()) if (work.open.board.shift[item]! >= 0) work.take(item)
    for (const [item, spot] of taken) if (spot.shift >= 0) work.put(item, spot)
    // Those that were not taken up before this attempt are where they stood.
    for (const item of [...work.before.keys()].slice(fresh)) work.before.delete(item)
  }
}
