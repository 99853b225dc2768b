import type { Board } from '#src/planning/engine/board.ts'
import { KIND } from '#src/planning/engine/problem.ts'

/** Items that one ruin takes at most, and aims at. */
const MOST = 60
const AIM = { least: 3, spread: 10 }

/**
 * Chance of each ruin, added up: whole collèges at a lycée, trips, shifts, half-days, interchangeable lycées; whole pupils
 * for the rest. Whole collèges cost the most: they pay in the long searches that a small campaign bears.
 */
const CHANCES = { small: [0.15, 0.3, 0.65, 0.73, 0.92], large: [0, 0.1, 0.5, 0.65, 0.9] } as const
/** Items from which a campaign, or a part of one, is large. */
const LARGE = 4000

/** Chooses the interviews that one iteration takes away: some that share a trip, a shift, a lycée or a pupil. */
export class Ruin {
  readonly taken: number[] = []
  readonly #board: Board
  readonly #next: () => number
  readonly #inScope: Uint8Array
  readonly #mark: Int32Array
  readonly #ofCollege: number[][] = []
  readonly #chances: readonly [number, number, number, number, number]
  #stamp = 0
  #aim = 0

  constructor(board: Board, { scope, next }: { scope: Int32Array; next: () => number }) {
    this.#board = board
    this.#next = next
    this.#chances = scope.length < LARGE ? CHANCES.small : CHANCES.large
    this.#inScope = new Uint8Array(board.problem.sizes.items)
    this.#mark = new Int32Array(board.problem.sizes.items)
    for (const item of scope) {
      this.#inScope[item] = 1
      ;(this.#ofCollege[board.problem.college[item]!] ??= []).push(item)
    }
  }

  /** Fills `taken` around a seed item. */
  around(seed: number): void {
    this.#stamp++
    this.taken.length = 0
    this.#aim = AIM.least + this.#below(AIM.spread)
    const dice = this.#next()
    const [collegeAtLieu, trips, shifts, halfDay, sameDomain] = this.#chances
    if (this.#board.shift[seed]! < 0) this.#makeRoom(seed)
    else if (dice < collegeAtLieu) this.#collegeAtLieu(seed)
    else if (dice < trips) this.#tripsOfCollege(seed)
    else if (dice < shifts) this.#shiftsOfLieu(seed)
    else if (dice < halfDay) this.#halfDayOfLieu(seed)
    else if (dice < sameDomain) this.#sameDomain(seed)
    else this.#wholePupils(seed)
    if (this.taken.length > MOST) this.taken.length = MOST
  }

  #below(count: number): number {
    return Math.floor(this.#next() * count)
  }

  #take(item: number): void {
    if (this.#inScope[item] === 0 || this.#mark[item] === this.#stamp) return
    this.#mark[item] = this.#stamp
    this.taken.push(item)
  }

  #takeShift(shift: number): void {
    const from = this.#board.problem.list0[shift]!
    for (let i = from; i < from + this.#board.count[shift]!; i++) this.#take(this.#board.list[i]!)
  }

  #takeTrip(item: number): void {
    const { problem, shift, bunch, tripHead, tripNext } = this.#board
    const at = shift[item]!
    if (at < 0) return
    if (problem.kind[item] !== KIND.inPerson) {
      this.#take(item)
      return
    }
    const trip = problem.bunchPair[bunch[item]!]! * problem.sizes.halves + problem.shiftHalf[at]!
    for (let other = tripHead[trip]!; other >= 0; other = tripNext[other]!) this.#take(other)
  }

  #lieuOf(item: number): number {
    return this.#board.problem.shiftLieu[this.#board.shift[item]!]!
  }

  /** A shift where an item could go, at random; -1 when it has none. */
  #shiftFor(item: number): number {
    const { problem } = this.#board
    const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
    const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
    return end === first ? -1 : problem.cand[first + this.#below(end - first)]!
  }

  /** A shift of the same lycée, at random. */
  #shiftNear(lieu: number): number {
    const { lieuShift0, lieuShifts } = this.#board.problem
    const from = lieuShift0[lieu]!
    return lieuShifts[from + this.#below(lieuShift0[lieu + 1]! - from)]!
  }

  #someoneOf(shift: number): number {
    const { list, problem, count } = this.#board
    return list[problem.list0[shift]! + this.#below(count[shift]!)]!
  }

  #colleagues(item: number): readonly number[] {
    return this.#ofCollege[this.#board.problem.college[item]!] ?? []
  }

  /** Empties one or two shifts that could take an item without a place. */
  #makeRoom(item: number): void {
    this.#take(item)
    for (let turns = 1 + this.#below(2); turns > 0; turns--) {
      const shift = this.#shiftFor(item)
      if (shift >= 0) this.#takeShift(shift)
    }
  }

  /** Every interview of one collège at one lycée, then room there. */
  #collegeAtLieu(item: number): void {
    const { shift, problem, count } = this.#board
    const lieu = this.#lieuOf(item)
    for (const other of this.#colleagues(item))
      if (shift[other]! >= 0 && problem.shiftLieu[shift[other]!] === lieu) this.#take(other)
    for (let tries = 0; this.taken.length < this.#aim && tries < 6; tries++) {
      const near = this.#shiftNear(lieu)
      if (count[near]! > 0) this.#takeTrip(this.#someoneOf(near))
    }
  }

  #tripsOfCollege(item: number): void {
    const colleagues = this.#colleagues(item)
    this.#takeTrip(item)
    for (let tries = 0; this.taken.length < this.#aim && tries < 12; tries++)
      this.#takeTrip(colleagues[this.#below(colleagues.length)]!)
  }

  /** A shift, then some where those who were there could go or others of the lycée, or trips that meet them. */
  #shiftsOfLieu(item: number): void {
    const lieu = this.#lieuOf(item)
    this.#takeShift(this.#board.shift[item]!)
    for (let tries = 0; this.taken.length < this.#aim && tries < 10; tries++) {
      const one = this.taken[this.#below(this.taken.length)]
      const near = one !== undefined && this.#next() < 0.7 ? this.#shiftFor(one) : this.#shiftNear(lieu)
      if (near < 0 || this.#board.count[near] === 0) continue
      if (this.#next() < 0.5) this.#takeShift(near)
      else this.#takeTrip(this.#someoneOf(near))
    }
  }

  #halfDayOfLieu(item: number): void {
    const { problem, shift, count, list } = this.#board
    const lieu = this.#lieuOf(item)
    const half = problem.shiftHalf[shift[item]!]!
    this.#takeTrip(item)
    for (let i = problem.lieuShift0[lieu]!; i < problem.lieuShift0[lieu + 1]!; i++) {
      const near = problem.lieuShifts[i]!
      if (problem.shiftHalf[near] !== half) continue
      const from = problem.list0[near]!
      for (let j = from; j < from + count[near]! && this.taken.length < this.#aim; j++) this.#take(list[j]!)
    }
  }

  /** Pupils of the collège bound to the same domaine: their lycées are interchangeable. */
  #sameDomain(item: number): void {
    const { domain } = this.#board.problem
    const colleagues = this.#colleagues(item)
    this.#take(item)
    let at = this.#below(colleagues.length)
    for (let turns = 0; turns < colleagues.length && this.taken.length < this.#aim; turns++) {
      const other = colleagues[at]!
      if (domain[other] === domain[item]) this.#take(other)
      if (++at === colleagues.length) at = 0
    }
  }

  #wholePupils(item: number): void {
    const { problem, shift } = this.#board
    const colleagues = this.#colleagues(item)
    let one = item
    for (let tries = 0; tries < 8 && this.taken.length < this.#aim; tries++) {
      const pupil = problem.pupil[one]!
      for (let i = problem.pupil0[pupil]!; i < problem.pupil0[pupil + 1]!; i++)
        if (shift[problem.pupilItems[i]!]! >= 0) this.#take(problem.pupilItems[i]!)
      one = colleagues[this.#below(colleagues.length)]!
      if (shift[one]! < 0) one = item
    }
  }
}
