import { ints, shorts } from '#src/planning/engine/numbering.ts'
import type { Kept, Whole } from '#src/planning/engine/whole.ts'
import type { Problem } from '#src/planning/engine/problem.ts'

type Arrays = Pick<
  Problem,
  | 'bunch0'
  | 'bunchLieu'
  | 'bunchPair'
  | 'bunchCost'
  | 'bunchStep0'
  | 'bunchHalves'
  | 'stepHalf'
  | 'stepCand0'
  | 'cand'
  | 'candLo'
  | 'candHi'
>

class Copy {
  readonly bunch0 = ints()
  readonly #step0 = ints()
  readonly #halves = ints()
  readonly #stepHalf = shorts()
  readonly #stepCand0 = ints()
  readonly #cand = ints()
  readonly #lo = ints()
  readonly #hi = ints()
  readonly #whole: Whole
  readonly #kept: Kept

  constructor(whole: Whole, kept: Kept) {
    this.#whole = whole
    this.#kept = kept
  }

  beginItem(): void {
    this.bunch0.push(this.#step0.length)
  }

  /** Every candidate of a mover at a lycée of the part. */
  mayGo(bunch: number): void {
    const { problem } = this.#whole
    const { words } = problem.sizes
    this.#beginBunch(bunch)
    for (let word = 0; word < words; word++) this.#halves.push(problem.bunchHalves[bunch * words + word]!)
    for (let step = problem.bunchStep0[bunch]!; step < problem.bunchStep0[bunch + 1]!; step++) {
      this.#beginStep(problem.stepHalf[step]!)
      for (let at = problem.stepCand0[step]!; at < problem.stepCand0[step + 1]!; at++)
        this.#add(problem.cand[at]!, problem.candLo[at]!, problem.candHi[at]!)
    }
  }

  /** The only place of an item that stays. */
  stands(item: number): void {
    const { problem, standing } = this.#whole
    const shift = standing.shift[item]!
    const tick = standing.tick[item]!
    const half = problem.shiftHalf[shift]!
    this.#beginBunch(standing.bunch[item]!)
    for (let word = 0; word < problem.sizes.words; word++)
      this.#halves.push(word === half >> 5 ? 1 << (half & 31) : 0)
    this.#beginStep(half)
    this.#add(shift, tick < 32 ? 1 << tick : 0, tick < 32 ? 0 : 1 << (tick - 32))
  }

  #beginBunch(bunch: number): void {
    const pair = this.#whole.problem.bunchPair[bunch]!
    this.#kept.bunches.add(bunch)
    if (pair >= 0) this.#kept.pairs.add(pair)
    this.#step0.push(this.#stepHalf.length)
  }

  #beginStep(half: number): void {
    this.#stepHalf.push(half)
    this.#stepCand0.push(this.#cand.length)
  }

  #add(shift: number, lo: number, hi: number): void {
    this.#cand.push(this.#kept.shifts.of(shift))
    this.#lo.push(lo)
    this.#hi.push(hi)
  }

  done(): Arrays {
    const { problem } = this.#whole
    const { bunches: kept, lieux, pairs } = this.#kept
    this.beginItem()
    this.#step0.push(this.#stepHalf.length)
    this.#stepCand0.push(this.#cand.length)
    const bunches = kept.all()
    const pairOf = (bunch: number): number => problem.bunchPair[bunch]!
    return {
      bunch0: this.bunch0.done(),
      bunchLieu: bunches.map((bunch) => lieux.of(problem.bunchLieu[bunch]!)),
      bunchPair: bunches.map((bunch) => (pairOf(bunch) < 0 ? -1 : pairs.of(pairOf(bunch)))),
      bunchCost: Float64Array.from(bunches, (bunch) => problem.bunchCost[bunch]!),
      bunchStep0: this.#step0.done(),
      bunchHalves: this.#halves.done(),
      stepHalf: this.#stepHalf.done(),
      stepCand0: this.#stepCand0.done(),
      cand: this.#cand.done(),
      candLo: this.#lo.done(),
      candHi: this.#hi.done(),
    }
  }
}

/** Where each item of a part may go: a mover anywhere in it, the others where they stand. */
export function candidateArrays(whole: Whole, kept: Kept): Arrays {
  const { problem, cut, part } = whole
  const copy = new Copy(whole, kept)
  for (const [index, item] of kept.items.entries()) {
    copy.beginItem()
    if (index >= kept.movable) copy.stands(item)
    else
      for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++)
        if (cut.partOf[problem.bunchLieu[bunch]!] === part) copy.mayGo(bunch)
  }
  return copy.done()
}
