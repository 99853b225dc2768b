import type { Board, Whim } from '#src/planning/engine/board.ts'
import { lowest, ones, out, range, TICK } from '#src/planning/engine/masks.ts'
import { insert, openingPrice } from '#src/planning/engine/moves.ts'
import { KIND, lengthAt } from '#src/planning/engine/problem.ts'
import { mayOpen, starts } from '#src/planning/engine/starts.ts'

/**
 * Puts an unplaced item at its cheapest place; false when it has none that costs less than `most`. Trips that exist are
 * looked at first, then shifts in use, then shifts to open: each is left out as soon as it cannot be cheaper than what
 * was found.
 */
export function insertBest(
  board: Board,
  item: number,
  whim: Whim | null,
  most: number = Number.POSITIVE_INFINITY,
): boolean {
  const { problem, hunt, closed } = board
  const { bunchLieu, bunchPair } = problem
  hunt.item = item
  hunt.whim = whim
  hunt.cost = most
  hunt.shift = -1
  hunt.turn = whim ? Math.floor(whim.next() * problem.sizes.halves) : 0
  noteOut(board, item)
  const begin = problem.bunch0[item]!
  const end = problem.bunch0[item + 1]!
  for (let bunch = begin; bunch < end; bunch++)
    if (closed[bunchLieu[bunch]!] === 0 && bunchPair[bunch]! >= 0) huntTrips(board, bunch)
  for (let bunch = begin; bunch < end; bunch++) if (closed[bunchLieu[bunch]!] === 0) huntInUse(board, bunch)
  for (let bunch = begin; bunch < end; bunch++) if (closed[bunchLieu[bunch]!] === 0) huntToOpen(board, bunch)
  if (hunt.shift < 0) return false
  insert(board, item, hunt)
  return true
}

function noteOut(board: Board, item: number): void {
  const { pupil, pupil0, pupilItems, kind, shiftHalf, sizes } = board.problem
  const { out: bits } = board.hunt
  for (let word = 0; word < sizes.words; word++) bits[word] = 0
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

/** What a half-day costs at least in which the collège does not go to this lycée yet, but for that of the pupil. */
function aloneAt({ problem, hunt }: Board, bunch: number): number {
  const { trip, span } = problem.prices
  return (
    problem.bunchCost[bunch]! +
    (problem.bunchPair[bunch]! >= 0 ? trip + span * problem.length[hunt.item]! : 0)
  )
}

/** Half-days in which it does not, and somebody receives there; for a remote item, all in which somebody does. */
function huntInUse(board: Board, bunch: number): void {
  const { problem, hunt } = board
  const least = aloneAt(board, bunch)
  if (least >= hunt.cost) return
  const { words } = problem.sizes
  const first = hunt.turn >> 5
  const later = -1 << (hunt.turn & 31)
  // From the half-day drawn to the last, then from the first to it: equal half-days are chosen at random.
  let step0 = stepsBefore(board, bunch, first)
  huntWord(board, { bunch, word: first, mask: later, step0, least })
  for (let i = 1, word = first; i <= words; i++) {
    step0 += ones(problem.bunchHalves[bunch * words + word]!)
    if (++word === words) {
      word = 0
      step0 = problem.bunchStep0[bunch]!
    }
    huntWord(board, { bunch, word, mask: i === words ? ~later : -1, step0, least })
  }
}

/** First step of a bunch in a word of half-days. */
function stepsBefore({ problem }: Board, bunch: number, word: number): number {
  let step = problem.bunchStep0[bunch]!
  for (let one = 0; one < word; one++) step += ones(problem.bunchHalves[bunch * problem.sizes.words + one]!)
  return step
}

function huntWord(
  board: Board,
  at: { bunch: number; word: number; mask: number; step0: number; least: number },
): void {
  const { problem, hunt, inUse } = board
  const { bunch, word, least } = at
  const { words } = problem.sizes
  const pair = problem.bunchPair[bunch]!
  const halves = problem.bunchHalves[bunch * words + word]!
  let bits = halves & inUse[problem.bunchLieu[bunch]! * words + word]! & at.mask
  if (pair >= 0) bits &= ~board.live[pair * words + word]!
  for (; bits !== 0; bits &= bits - 1) {
    const bit = bits & -bits
    const cost = pair >= 0 && (hunt.out[word]! & bit) === 0 ? least + problem.prices.pupilHalf : least
    if (cost < hunt.cost) huntStep(board, bunch, at.step0 + ones(halves & (bit - 1)), cost)
  }
}

/** Candidates of one half-day that are in use. */
function huntStep(board: Board, bunch: number, step: number, cost: number): void {
  const { stepCand0, cand } = board.problem
  const end = stepCand0[step + 1]!
  for (let candidate = stepCand0[step]!; candidate < end; candidate++)
    if (board.count[cand[candidate]!]! > 0) evaluate(board, bunch, candidate, cost)
}

/** Shifts that nobody uses yet. */
function huntToOpen(board: Board, bunch: number): void {
  const { problem, hunt } = board
  const { stepHalf, stepCand0, cand, prices } = problem
  const pair = problem.bunchPair[bunch]!
  if (problem.bunchCost[bunch]! + hunt.opening >= hunt.cost) return
  const least = aloneAt(board, bunch)
  const step0 = problem.bunchStep0[bunch]!
  const steps = problem.bunchStep0[bunch + 1]! - step0
  const turn = hunt.turn % Math.max(1, steps)
  for (let i = 0; i < steps; i++) {
    const step = step0 + (i + turn < steps ? i + turn : i + turn - steps)
    const half = stepHalf[step]!
    const word = half >> 5
    const bit = 1 << (half & 31)
    const goes = pair >= 0 && (board.live[pair * problem.sizes.words + word]! & bit) !== 0
    const out = pair >= 0 && (hunt.out[word]! & bit) === 0 ? prices.pupilHalf : 0
    const cost = (goes ? problem.bunchCost[bunch]! : least) + out
    if (cost + hunt.opening >= hunt.cost) continue
    for (let candidate = stepCand0[step]!; candidate < stepCand0[step + 1]!; candidate++) {
      const shift = cand[candidate]!
      if (board.count[shift]! > 0) continue
      const opened = cost + openingPrice(board, shift)
      if (opened < hunt.cost && mayOpen(board, shift)) evaluate(board, bunch, candidate, opened)
    }
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
  const length = lengthAt(problem, hunt.item, shift)
  if (trip < 0 || board.tripHead[trip]! < 0) {
    tick = lowest(board.startLo, board.startHi)
    // A trip for a session lasts longer than the interview alone, which is what was counted.
    if (trip >= 0) all += problem.prices.span * (length - problem.length[hunt.item]!)
  } else {
    const base = problem.shiftBase[shift]!
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
