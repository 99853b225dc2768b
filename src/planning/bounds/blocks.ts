import { freeTicks, isSolo } from '#src/planning/bounds/supply.ts'
import { Families } from '#src/planning/bounds/families.ts'
import { ints } from '#src/planning/engine/numbering.ts'
import { KIND, type Problem } from '#src/planning/engine/problem.ts'

/**
 * One or two shifts of one lycée in one half-day, with whoever may be received there: what the Lagrangian bound
 * prices by itself. Groups of a block: the interviews of one collège; entries: one interview of a group.
 */
export interface Block {
  /** One or two. */
  shifts: readonly number[]
  /** Ticks of interviews that each may hold. */
  ticks: readonly number[]
  /** Both may be open at once. */
  together: boolean
  /** Groups [from, to). */
  from: number
  to: number
}

/** Blocks laid flat, with the multipliers that each of their prices reads. */
export interface Blocks {
  problem: Problem
  blocks: readonly Block[]
  /** Seats of each shift of the block, two a group. */
  capacity: Uint8Array
  /** Entries of group g: [entry0[g], entry0[g + 1]), by pupil; the remote ones first, up to remoteEnd[g]. */
  entry0: Int32Array
  remoteEnd: Int32Array
  /** Part of the price of the trip that the group pays: index in `trips`. */
  tripKey: Int32Array
  /** Part of the span that each shift of the block pays: index in `spans`, two a group. */
  spanKey: Int32Array
  /** Entries. */
  item: Int32Array
  bunch: Int32Array
  /** 1: the first shift, 2: the second, 3: both. */
  where: Int32Array
  /** Part of the half-day of the pupil that the entry pays: index in `halves`; -1 for a remote one. */
  halfKey: Int32Array
  /** Prices shared among the blocks of a trip, the shifts of a trip, the blocks of a pupil's half-day. */
  trips: Families
  spans: Families
  halves: Families
  /** Team whose half-days a shift opens; -1 where they are not counted. */
  payer: Int32Array
}

interface Entry {
  item: number
  bunch: number
  where: number
}

/** Pairs of shifts of each lycée and half-day; the last one alone when they are odd. */
function pairsOf({ sizes, lieuShift0, lieuShifts, shiftHalf }: Problem): number[][] {
  const pairs: number[][] = []
  for (let lieu = 0; lieu < sizes.lieux; lieu++) {
    const halves = new Map<number, number[]>()
    for (let i = lieuShift0[lieu]!; i < lieuShift0[lieu + 1]!; i++) {
      const own = halves.get(shiftHalf[lieuShifts[i]!]!)
      if (own) own.push(lieuShifts[i]!)
      else halves.set(shiftHalf[lieuShifts[i]!]!, [lieuShifts[i]!])
    }
    for (const own of halves.values()) for (let i = 0; i < own.length; i += 2) pairs.push(own.slice(i, i + 2))
  }
  return pairs
}

/** Items and bunches that may be received in each shift. */
function receivedBy(problem: Problem): { item: number; bunch: number }[][] {
  const lists: { item: number; bunch: number }[][] = Array.from({ length: problem.sizes.shifts }, () => [])
  for (let item = 0; item < problem.sizes.items; item++)
    for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++) {
      const end = problem.stepCand0[problem.bunchStep0[bunch + 1]!]!
      for (let at = problem.stepCand0[problem.bunchStep0[bunch]!]!; at < end; at++)
        lists[problem.cand[at]!]!.push({ item, bunch })
    }
  return lists
}

/** Ticks that a shift may hold; a fixed interview is held whatever it takes. */
function ticksOf(problem: Problem, shift: number, items: readonly { item: number }[]): number {
  const { sizes, ticks, capacity } = problem
  const fixed = items.reduce((sum, { item }) => sum + (item < sizes.movable ? 0 : ticks[item]!), 0)
  return Math.max(freeTicks(problem, shift) * capacity[shift]!, fixed)
}

class Builder {
  readonly #problem: Problem
  readonly #blocks: Block[] = []
  readonly #entry0 = ints()
  readonly #remoteEnd = ints()
  readonly #tripKey = ints()
  readonly #spanKey = ints()
  readonly #capacity = ints()
  readonly #item = ints()
  readonly #bunch = ints()
  readonly #where = ints()
  readonly #halfKey = ints()
  readonly #trips: Families
  readonly #spans: Families
  readonly #halves: Families

  constructor(problem: Problem) {
    this.#problem = problem
    this.#trips = new Families(problem.prices.trip)
    this.#spans = new Families(problem.prices.span)
    this.#halves = new Families(problem.prices.pupilHalf)
  }

  build(): Blocks {
    const received = receivedBy(this.#problem)
    for (const shifts of pairsOf(this.#problem)) this.#addBlock(shifts, received)
    this.#entry0.push(this.#item.length)
    const { shiftTeam, sizes } = this.#problem
    const payer = Int32Array.from({ length: sizes.shifts }, (_, shift) =>
      isSolo(this.#problem, shift) ? shiftTeam[shift]! : -1,
    )
    for (const families of [this.#trips, this.#spans, this.#halves]) families.close()
    return {
      problem: this.#problem,
      blocks: this.#blocks,
      entry0: this.#entry0.done(),
      remoteEnd: this.#remoteEnd.done(),
      tripKey: this.#tripKey.done(),
      spanKey: this.#spanKey.done(),
      capacity: Uint8Array.from(this.#capacity.done()),
      item: this.#item.done(),
      bunch: this.#bunch.done(),
      where: this.#where.done(),
      halfKey: this.#halfKey.done(),
      trips: this.#trips,
      spans: this.#spans,
      halves: this.#halves,
      payer,
    }
  }

  #addBlock(shifts: number[], received: readonly { item: number; bunch: number }[][]): void {
    const entries = new Map<number, Entry>()
    for (const [slot, shift] of shifts.entries())
      for (const { item, bunch } of received[shift]!) {
        const known = entries.get(item)
        if (known) known.where |= slot + 1
        else entries.set(item, { item, bunch, where: slot + 1 })
      }
    const { college, kind, pupil, shiftLieu, rooms } = this.#problem
    const remote = (item: number): number => (kind[item] === KIND.inPerson ? 1 : 0)
    const sorted = [...entries.values()].sort(
      ({ item: a }, { item: b }) =>
        college[a]! - college[b]! || remote(a) - remote(b) || pupil[a]! - pupil[b]! || a - b,
    )
    const from = this.#entry0.length
    let last = -1
    for (const entry of sorted) {
      if (college[entry.item] !== last) this.#openGroup(shifts, college[entry.item]!)
      last = college[entry.item]!
      this.#addEntry(entry, shifts[0]!)
    }
    const ticks = shifts.map((shift) => ticksOf(this.#problem, shift, received[shift]!))
    const together = shifts.length > 1 && rooms[shiftLieu[shifts[0]!]!]! > 1
    this.#blocks.push({ shifts, ticks, together, from, to: this.#entry0.length })
  }

  #openGroup(shifts: readonly number[], college: number): void {
    const { sizes, shiftLieu, shiftHalf } = this.#problem
    const [first] = shifts
    const family = (college * sizes.lieux + shiftLieu[first!]!) * sizes.halves + shiftHalf[first!]!
    this.#entry0.push(this.#item.length)
    this.#remoteEnd.push(this.#item.length)
    this.#tripKey.push(this.#trips.member(family, first!))
    for (const slot of [0, 1]) {
      const shift = shifts[slot] ?? first!
      this.#spanKey.push(this.#spans.member(family, shift))
      this.#capacity.push(this.#problem.capacity[shift]!)
    }
  }

  #addEntry({ item, bunch, where }: Entry, shift: number): void {
    const { kind, pupil, pupil0, sizes, shiftHalf } = this.#problem
    this.#item.push(item)
    this.#bunch.push(bunch)
    this.#where.push(where)
    if (kind[item] !== KIND.inPerson) {
      this.#halfKey.push(-1)
      this.#remoteEnd.set(this.#remoteEnd.length - 1, this.#item.length)
      return
    }
    const alone = pupil0[pupil[item]! + 1]! - pupil0[pupil[item]!]! === 1
    // Whoever has one interview pays his half-day whole, wherever it is.
    const family = alone ? -this.#item.length : pupil[item]! * sizes.halves + shiftHalf[shift]!
    this.#halfKey.push(this.#halves.member(family, shift))
  }
}

export const blocksOf = (problem: Problem): Blocks => new Builder(problem).build()
