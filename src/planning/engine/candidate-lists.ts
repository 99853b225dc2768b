import { ints, shorts } from '#src/planning/engine/numbering.ts'
import type { CandidateArrays } from '#src/planning/engine/problem.ts'
import type { Renumbering } from '#src/planning/engine/renumbering.ts'

interface Copied {
  bunch: number
  shifts: Renumbering
}

/** The candidates of items, written one after the other: an item, its bunches, their half-days, the shifts of each. */
export class CandidateLists {
  readonly #bunch0 = ints()
  readonly #step0 = ints()
  readonly #halves = ints()
  readonly #stepHalf = shorts()
  readonly #stepCand0 = ints()
  readonly #cand = ints()
  readonly #lo = ints()
  readonly #hi = ints()
  readonly #words: number
  #half = -1

  /** `words`: words of 32 bits that hold one bit per half-day. */
  constructor(words: number) {
    this.#words = words
  }

  /** Candidates so far. */
  get length(): number {
    return this.#cand.length
  }

  beginItem(): void {
    this.#bunch0.push(this.#step0.length)
  }

  beginBunch(): void {
    this.#step0.push(this.#stepHalf.length)
    for (let word = 0; word < this.#words; word++) this.#halves.push(0)
    this.#half = -1
  }

  /** Half-days come in order within a bunch; `lo` and `hi` are the starts. */
  add(shift: number, half: number, { lo, hi }: { lo: number; hi: number }): void {
    this.#beginHalf(half)
    this.#cand.push(shift)
    this.#lo.push(lo)
    this.#hi.push(hi)
  }

  /** A bunch of other arrays, its shifts numbered anew. */
  copyBunch({ bunchStep0, stepHalf, stepCand0, cand, candLo, candHi }: CandidateArrays, at: Copied): void {
    this.beginBunch()
    for (let step = bunchStep0[at.bunch]!; step < bunchStep0[at.bunch + 1]!; step++) {
      this.#beginHalf(stepHalf[step]!)
      for (let one = stepCand0[step]!; one < stepCand0[step + 1]!; one++) {
        this.#cand.push(at.shifts.of(cand[one]!))
        this.#lo.push(candLo[one]!)
        this.#hi.push(candHi[one]!)
      }
    }
  }

  #beginHalf(half: number): void {
    if (half === this.#half) return
    this.#half = half
    this.#stepHalf.push(half)
    this.#stepCand0.push(this.#cand.length)
    this.#halves.or((this.#step0.length - 1) * this.#words + (half >> 5), 1 << (half & 31))
  }

  done(): Omit<CandidateArrays, 'bunchLieu' | 'bunchPair' | 'bunchCost'> {
    this.beginItem()
    this.#step0.push(this.#stepHalf.length)
    this.#stepCand0.push(this.#cand.length)
    return {
      bunch0: this.#bunch0.done(),
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
