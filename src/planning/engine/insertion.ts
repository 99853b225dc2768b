import type { Board, Whim } from '#src/planning/engine/board.ts'
import { lowest, ones, out, range, TICK } from '#src/planning/engine/masks.ts'
import { insert, openingPrice } from '#src/planning/engine/moves.ts'
import { KIND } from '#src/planning/engine/problem.ts'
import { mayOpen, starts } from '#src/planning/engine/starts.ts'

/**
 * Puts an unplaced item at its cheapest place; false when it has none. Trips that exist are looked at first, then
 * shifts in use, then shifts to open: each is left out as soon as it cannot be cheaper than what was found.
 */
export function insertBest(board: Board, item: number, whim: Whim | null): boolean {
  if (!findCheapest(board, item, whim)) return false
  insert(board, item, board.hunt)
  return true
}

/** The cheapest place of an unplaced item, into `board.hunt`; false when it has none. */
function findCheapest(board: Board, item: number, whim: Whim | null): boolean {
  const { problem, hunt, closed } = board
  const { bunchLieu, bunchPair } = problem
  hunt.item = item
  hunt.whim = whim
  hunt.cost = Number.POSITIVE_INFINITY
  hunt.shift = -1
  hunt.later = 0
  noteOut(board, item)
  const begin = problem.bunch0[item]!
  const end = problem.bunch0[item + 1]!
  for (let bunch = begin; bunch < end; bunch++)
    if (closed[bunchLieu[bunch]!] === 0 && bunchPair[bunch]! >= 0) huntTrips(board, bunch)
  for (let bunch = begin; bunch < end; bunch++)
    if (closed[bunchLieu[bunch]!] === 0) huntElsewhere(board, bunch)
  for (let i = 0; i < hunt.later; i++) {
    if (hunt.laterCost[i]! >= hunt.cost) continue
    const candidate = hunt.laterCandidate[i]!
    if (mayOpen(board, problem.cand[candidate]!))
      evaluate(board, hunt.laterBunch[i]!, candidate, hunt.laterCost[i]!)
  }
  return hunt.shift >= 0
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

/** Half-days in which the collège goes to this lycée already. */
function huntTrips(board: Board, bunch: number): void {
  const { problem, hunt, live } = board
  const { words } = problem.sizes
  const pair = problem.bunchPair[bunch]!
  const least = problem.bunchCost[bunch]!
  if (least >= hunt.cost) return
  let step0 = problem.bunchStep0[bunch]!
  for (let word = 0; word < words; word++) {
    const halves = problem.bunchHalves[bunch * words + word]!
    for (let bits = halves & live[pair * words + word]!; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits
      const cost = (hunt.out[word]! & bit) === 0 ? least + problem.prices.pupilHalf : least
      if (cost < hunt.cost) huntStep(board, bunch, step0 + ones(halves & (bit - 1)), cost)
    }
    step0 += ones(halves)
  }
}

/** Half-days in which it does not; for a remote item, all of them. */
function huntElsewhere(board: Board, bunch: number): void {
  const { problem, hunt } = board
  const pair = problem.bunchPair[bunch]!
  const { trip, span, pupilHalf } = problem.prices
  const least = problem.bunchCost[bunch]! + (pair >= 0 ? trip + span * problem.length[hunt.item]! : 0)
  if (least >= hunt.cost) return
  const step0 = problem.bunchStep0[bunch]!
  const steps = problem.bunchStep0[bunch + 1]! - step0
  const turn = hunt.whim ? Math.floor(hunt.whim.next() * steps) : 0
  for (let i = 0; i < steps; i++) {
    const step = step0 + (i + turn < steps ? i + turn : i + turn - steps)
    const half = problem.stepHalf[step]!
    const word = half >> 5
    const bit = 1 << (half & 31)
    if (pair >= 0 && (board.live[pair * problem.sizes.words + word]! & bit) !== 0) continue
    const cost = pair >= 0 && (hunt.out[word]! & bit) === 0 ? least + pupilHalf : least
    if (cost < hunt.cost) huntStep(board, bunch, step, cost)
  }
}

/** Candidates of one half-day: those in use are evaluated, those to open are put off. */
function huntStep(board: Board, bunch: number, step: number, cost: number): void {
  const { problem, hunt, count } = board
  const end = problem.stepCand0[step + 1]!
  for (let candidate = problem.stepCand0[step]!; candidate < end; candidate++) {
    const shift = problem.cand[candidate]!
    if (count[shift]! > 0) {
      evaluate(board, bunch, candidate, cost)
      continue
    }
    const opened = cost + openingPrice(board, shift)
    if (opened >= hunt.cost) continue
    hunt.laterCandidate[hunt.later] = candidate
    hunt.laterBunch[hunt.later] = bunch
    hunt.laterCost[hunt.later++] = opened
  }
}

/** Looks at one candidate; `cost` counts everything but the growth of a trip that exists. */
function evaluate(board: Board, bunch: number, candidate: number, cost: number): void {
  const { problem, hunt } = board
  if (cost >= hunt.cost || (hunt.whim !== null && blinks(hunt.whim))) return
  if (!starts(board, hunt.item, candidate)) return
  const pair = problem.bunchPair[bunch]!
  const shift = problem.cand[candidate]!
  const trip = pair < 0 ? -1 : pair * problem.sizes.halves + problem.shiftHalf[shift]!
  let tick: number
  let all = cost
  if (trip < 0 || board.tripHead[trip]! < 0) tick = lowest(board.startLo, board.startHi)
  else {
    const base = problem.shiftBase[shift]!
    const length = problem.length[hunt.item]!
    tick = nearestStart(board, length, board.tripFirst[trip]! - base, board.tripLast[trip]! - base)
    all += problem.prices.span * nearest.growth
  }
  if (all >= hunt.cost) return
  hunt.cost = all
  hunt.bunch = bunch
  hunt.shift = shift
  hunt.tick = tick
}

/** True once in `1 / blink` looks on average. The number of looks to the next one is drawn, not each look. */
function blinks(whim: Whim): boolean {
  if (--whim.seen > 0) return false
  const first = whim.seen < 0
  whim.seen = 1 + Math.floor(Math.log(1 - whim.next()) / Math.log(1 - whim.blink))
  return !first
}

/** Minutes by which the start given back by `nearestStart` makes the trip longer. */
const nearest = { growth: 0 }

/** Starts next to an instant of the trip, kept among `edges`. */
const edges = { lo: 0, hi: 0 }

function addEdge(board: Board, tick: number): void {
  range(tick, tick + 1)
  edges.lo |= out.lo & board.startLo
  edges.hi |= out.hi & board.startHi
}

/**
 * Of the starts found, the one that makes a trip grow least: at an edge of a free stretch or of the trip. The trip
 * lasts from `first` to `last`, in minutes from tick 0 of the shift.
 */
function nearestStart(board: Board, length: number, first: number, last: number): number {
  const { startLo: lo, startHi: hi } = board
  // A start between two others is left out: only edges matter.
  edges.lo = lo & ~((lo << 1) & ((lo >>> 1) | (hi << 31)))
  edges.hi = hi & ~(((hi << 1) | (lo >>> 31)) & (hi >>> 1))
  addEdge(board, Math.ceil(first / TICK))
  addEdge(board, Math.ceil(last / TICK))
  addEdge(board, Math.floor((first - length) / TICK))
  addEdge(board, Math.floor((last - length) / TICK))
  let edgeLo = edges.lo
  let edgeHi = edges.hi
  let chosen = -1
  let least = Number.POSITIVE_INFINITY
  while ((edgeLo | edgeHi) !== 0) {
    const tick = lowest(edgeLo, edgeHi)
    if (edgeLo !== 0) edgeLo &= edgeLo - 1
    else edgeHi &= edgeHi - 1
    const start = TICK * tick
    const growth = (start < first ? first - start : 0) + (start + length > last ? start + length - last : 0)
    if (growth >= least) continue
    least = growth
    chosen = tick
  }
  nearest.growth = least
  return chosen
}
