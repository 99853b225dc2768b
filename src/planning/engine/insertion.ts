import type { Board } from '#src/planning/engine/board.ts'
import { lowest, ones, out, range, TICK } from '#src/planning/engine/masks.ts'
import { insert, openingPrice } from '#src/planning/engine/moves.ts'
import { KIND } from '#src/planning/engine/problem.ts'
import { mayOpen, starts } from '#src/planning/engine/starts.ts'

/** Chance of a search: it overlooks a place now and then, and begins where it likes. */
export interface Whim {
  blink: number
  next: () => number
}

/**
 * Puts an unplaced item at its cheapest place; false when it has none. Trips that exist are looked at first, then
 * shifts in use, then shifts to open: each is left out as soon as it cannot be cheaper than what was found.
 */
export function insertBest(board: Board, item: number, whim: Whim | null): boolean {
  if (!findCheapest(board, item, whim)) return false
  const { bunch, candidate, tick } = board.hunt
  insert(board, item, { bunch, shift: board.problem.cand[candidate]!, tick })
  return true
}

/** The cheapest place of an unplaced item, into `board.hunt`; false when it has none. */
export function findCheapest(board: Board, item: number, whim: Whim | null): boolean {
  const { problem, hunt } = board
  hunt.cost = Number.POSITIVE_INFINITY
  hunt.candidate = -1
  hunt.later = 0
  noteOut(board, item)
  const end = problem.bunch0[item + 1]!
  for (let bunch = problem.bunch0[item]!; bunch < end; bunch++)
    if (board.closed[problem.bunchLieu[bunch]!] === 0 && problem.bunchPair[bunch]! >= 0)
      huntTrips(board, item, { bunch, whim })
  for (let bunch = problem.bunch0[item]!; bunch < end; bunch++)
    if (board.closed[problem.bunchLieu[bunch]!] === 0) huntElsewhere(board, item, { bunch, whim })
  for (let i = 0; i < hunt.later; i++) {
    if (hunt.laterCost[i]! >= hunt.cost) continue
    const candidate = hunt.laterCandidate[i]!
    if (mayOpen(board, problem.cand[candidate]!))
      evaluate(board, item, { bunch: hunt.laterBunch[i]!, candidate, cost: hunt.laterCost[i]!, whim })
  }
  return hunt.candidate >= 0
}

function noteOut(board: Board, item: number): void {
  const { pupil, pupil0, pupilItems, kind, shiftHalf } = board.problem
  const { out: bits } = board.hunt
  bits.fill(0)
  const end = pupil0[pupil[item]! + 1]!
  for (let i = pupil0[pupil[item]!]!; i < end; i++) {
    const other = pupilItems[i]!
    const shift = board.shift[other]!
    if (shift < 0 || other === item || kind[other] !== KIND.inPerson) continue
    const half = shiftHalf[shift]!
    bits[half >> 5]! |= 1 << (half & 31)
  }
}

interface Look {
  bunch: number
  whim: Whim | null
}

/** Half-days in which the collège goes to this lycée already. */
function huntTrips(board: Board, item: number, look: Look): void {
  const { problem, hunt } = board
  const { bunch, whim } = look
  const { words } = problem.sizes
  const pair = problem.bunchPair[bunch]!
  let step0 = problem.bunchStep0[bunch]!
  for (let word = 0; word < words; word++) {
    const halves = problem.bunchHalves[bunch * words + word]!
    for (let bits = halves & board.live[pair * words + word]!; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits
      const cost = problem.bunchCost[bunch]! + ((hunt.out[word]! & bit) === 0 ? problem.prices.pupilHalf : 0)
      if (cost < hunt.cost)
        huntStep(board, item, { bunch, whim, cost, step: step0 + ones(halves & (bit - 1)) })
    }
    step0 += ones(halves)
  }
}

/** Half-days in which it does not; for a remote item, all of them. */
function huntElsewhere(board: Board, item: number, look: Look): void {
  const { problem, hunt } = board
  const { bunch, whim } = look
  const pair = problem.bunchPair[bunch]!
  const travels = pair >= 0
  const { trip, span, pupilHalf } = problem.prices
  const least = problem.bunchCost[bunch]! + (travels ? trip + span * problem.length[item]! : 0)
  if (least >= hunt.cost) return
  const step0 = problem.bunchStep0[bunch]!
  const steps = problem.bunchStep0[bunch + 1]! - step0
  const turn = whim ? Math.floor(whim.next() * steps) : 0
  for (let i = 0; i < steps; i++) {
    const step = step0 + (i + turn < steps ? i + turn : i + turn - steps)
    const half = problem.stepHalf[step]!
    const word = half >> 5
    const bit = 1 << (half & 31)
    if (travels && (board.live[pair * problem.sizes.words + word]! & bit) !== 0) continue
    const cost = least + (travels && (hunt.out[word]! & bit) === 0 ? pupilHalf : 0)
    if (cost < hunt.cost) huntStep(board, item, { bunch, whim, cost, step })
  }
}

/** Candidates of one half-day: those in use are evaluated, those to open are put off. */
function huntStep(board: Board, item: number, at: Look & { step: number; cost: number }): void {
  const { problem, hunt } = board
  const { step, cost, bunch, whim } = at
  const end = problem.stepCand0[step + 1]!
  for (let candidate = problem.stepCand0[step]!; candidate < end; candidate++) {
    const shift = problem.cand[candidate]!
    if (board.count[shift]! > 0) {
      evaluate(board, item, { bunch, candidate, cost, whim })
      continue
    }
    const opened = cost + openingPrice(board, shift)
    if (opened >= hunt.cost) continue
    hunt.laterCandidate[hunt.later] = candidate
    hunt.laterBunch[hunt.later] = bunch
    hunt.laterCost[hunt.later++] = opened
  }
}

interface Place {
  bunch: number
  candidate: number
  /** Cost but for the growth of a trip. */
  cost: number
  whim: Whim | null
}

function evaluate(board: Board, item: number, place: Place): void {
  const { problem, hunt } = board
  const { bunch, candidate, whim } = place
  if (place.cost >= hunt.cost || (whim !== null && whim.next() < whim.blink)) return
  if (!starts(board, item, candidate)) return
  const pair = problem.bunchPair[bunch]!
  const shift = problem.cand[candidate]!
  const trip = pair < 0 ? -1 : pair * problem.sizes.halves + problem.shiftHalf[shift]!
  if (trip < 0 || board.tripHead[trip]! < 0) {
    keep(board, place, lowest(board.startLo, board.startHi))
    return
  }
  const base = problem.shiftBase[shift]!
  const found = nearestStart(board, problem.length[item]!, {
    first: board.tripFirst[trip]! - base,
    last: board.tripLast[trip]! - base,
  })
  const cost = place.cost + problem.prices.span * nearest.growth
  if (cost < hunt.cost) keep(board, { bunch, candidate, cost, whim }, found)
}

function keep(board: Board, { cost, bunch, candidate }: Place, tick: number): void {
  const { hunt } = board
  hunt.cost = cost
  hunt.bunch = bunch
  hunt.candidate = candidate
  hunt.tick = tick
}

/** Minutes by which the start given back by `nearestStart` makes the trip longer. */
const nearest = { growth: 0 }

/**
 * Of the starts found, the one that makes a trip grow least: at an edge of a free stretch or of the trip.
 * `trip` in minutes from tick 0 of the shift.
 */
export function nearestStart(board: Board, length: number, trip: { first: number; last: number }): number {
  const { startLo: lo, startHi: hi } = board
  // A start between two others is left out: only edges matter.
  let edgeLo = lo & ~((lo << 1) & ((lo >>> 1) | (hi << 31)))
  let edgeHi = hi & ~(((hi << 1) | (lo >>> 31)) & (hi >>> 1))
  for (const minute of [trip.first, trip.last]) {
    const tick = Math.ceil(minute / TICK)
    range(tick, tick + 1)
    edgeLo |= out.lo & lo
    edgeHi |= out.hi & hi
    const before = Math.floor((minute - length) / TICK)
    range(before, before + 1)
    edgeLo |= out.lo & lo
    edgeHi |= out.hi & hi
  }
  let chosen = -1
  let least = Number.POSITIVE_INFINITY
  while ((edgeLo | edgeHi) !== 0) {
    const tick = lowest(edgeLo, edgeHi)
    if (edgeLo !== 0) edgeLo &= edgeLo - 1
    else edgeHi &= edgeHi - 1
    const start = TICK * tick
    const growth =
      (start < trip.first ? trip.first - start : 0) +
      (start + length > trip.last ? start + length - trip.last : 0)
    if (growth >= least) continue
    least = growth
    chosen = tick
  }
  nearest.growth = least
  return chosen
}
