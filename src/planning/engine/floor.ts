import type { Board } from '#src/planning/engine/board.ts'
import { KIND } from '#src/planning/engine/problem.ts'

/** What the items that a recreation has yet to place will cost at least, so that it can be given up early. */
export class Floor {
  /** Of all those that are left, less what they cost while they have no place. */
  left = 0
  readonly #board: Board
  readonly #journey: Float64Array
  readonly #own: Float64Array
  /** Last recreation in which each pupil was seen to need a half-day. */
  readonly #pupilSeen: Int32Array
  /** What each collège pays at least for a trip that it must begin anew; 0 when it need not. */
  readonly #trip: Float64Array
  readonly #waiting: number[] = []
  #turn = 0

  constructor(board: Board) {
    const { sizes } = board.problem
    this.#board = board
    this.#journey = leastJourneys(board)
    this.#own = new Float64Array(sizes.items)
    this.#pupilSeen = new Int32Array(sizes.pupils)
    this.#trip = new Float64Array(sizes.colleges)
  }

  /** Counts the items that were taken away. */
  begin(taken: readonly number[]): void {
    const { kind, college } = this.#board.problem
    this.#turn++
    for (const one of this.#waiting) this.#trip[one] = 0
    this.#waiting.length = 0
    this.left = 0
    for (const item of taken) {
      const own = this.#leastOf(item)
      this.#own[item] = own
      this.left += own
      if (kind[item] === KIND.inPerson && this.#trip[college[item]!] === 0) this.#askTrip(item)
    }
  }

  /** The item is about to be placed: gives what it may cost more than `left` says, when it begins the trip. */
  pass(item: number): number {
    this.left -= this.#own[item]!
    return this.#trip[this.#board.problem.college[item]!]!
  }

  /** The item stands, or does not: the trip that its collège had to begin may be paid now. */
  settle(item: number): void {
    const { problem, shift, tripNext, tripPrevious } = this.#board
    const college = problem.college[item]!
    const due = this.#trip[college]!
    if (due === 0 || problem.kind[item] !== KIND.inPerson) return
    if (shift[item]! >= 0 && (tripNext[item]! >= 0 || tripPrevious[item]! >= 0)) return
    this.left -= due
    this.#trip[college] = 0
  }

  /** Journey, and half-day of a pupil who is out at no other time; what it costs to have no place is taken off. */
  #leastOf(item: number): number {
    const { kind, pupil, pupil0, pupilItems, prices } = this.#board.problem
    const journey = this.#journey[item]!
    if (journey === Number.POSITIVE_INFINITY) return 0
    const own = journey - prices.unplaced
    const one = pupil[item]!
    if (kind[item] !== KIND.inPerson || this.#pupilSeen[one] === this.#turn) return own
    for (let i = pupil0[one]!; i < pupil0[one + 1]!; i++) {
      const other = pupilItems[i]!
      if (other !== item && kind[other] === KIND.inPerson && this.#board.shift[other]! >= 0) return own
    }
    this.#pupilSeen[one] = this.#turn
    return own + prices.pupilHalf
  }

  /** Notes that the collège must begin a trip, when this item could join none of those that stand. */
  #askTrip(item: number): void {
    const { problem, live } = this.#board
    const { words } = problem.sizes
    const end = problem.bunch0[item + 1]!
    if (problem.bunch0[item] === end) return
    for (let bunch = problem.bunch0[item]!; bunch < end; bunch++)
      for (let word = 0; word < words; word++)
        if (
          (problem.bunchHalves[bunch * words + word]! & live[problem.bunchPair[bunch]! * words + word]!) !==
          0
        )
          return
    const college = problem.college[item]!
    this.#trip[college] = problem.prices.trip + problem.prices.span * problem.length[item]!
    this.#waiting.push(college)
    this.left += this.#trip[college]!
  }
}

/** The least journey of each item; infinite for those that may go nowhere. */
function leastJourneys({ problem }: Board): Float64Array {
  return Float64Array.from({ length: problem.sizes.items }, (_, item) => {
    let least = Number.POSITIVE_INFINITY
    for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++)
      least = Math.min(least, problem.bunchCost[bunch]!)
    return least
  })
}
