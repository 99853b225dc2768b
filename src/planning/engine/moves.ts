import type { Board } from '#src/planning/engine/board.ts'
import { out, range, TICK } from '#src/planning/engine/masks.ts'
import { FLAG, KIND, lengthAt, ROW, ticksAt, type Problem } from '#src/planning/engine/problem.ts'

/** True when another interview in person of the same pupil stands in this half-day. */
function pupilIsOut(board: Board, item: number, half: number): boolean {
  const { pupil, pupil0, pupilItems, kind, shiftHalf } = board.problem
  const end = pupil0[pupil[item]! + 1]!
  for (let i = pupil0[pupil[item]!]!; i < end; i++) {
    const other = pupilItems[i]!
    if (other === item || kind[other] !== KIND.inPerson) continue
    const k = board.shift[other]!
    if (k >= 0 && shiftHalf[k] === half) return true
  }
  return false
}

/** What it costs to open a shift that nobody uses yet. */
export function openingPrice(board: Board, shift: number): number {
  const { flags, shiftTeam, shiftHalf, team0, teamPeople, prices, sizes } = board.problem
  const team = shiftTeam[shift]!
  if ((flags[shift]! & FLAG.shared) === 0) return board.openPrice[team]!
  let price = 0
  for (let i = team0[team]!; i < team0[team + 1]!; i++) {
    const person = teamPeople[i]!
    if (board.personUses[person * sizes.halves + shiftHalf[shift]!] === 0)
      price += prices.half + prices.balance * (2 * board.personHalves[person]! + 1)
  }
  return price
}

/** Counts the people of a shift in or out of its half-day; gives what that adds to the cost. */
function usePeople(board: Board, shift: number, more: 1 | -1): number {
  const { flags, shiftTeam, shiftHalf, team0, teamPeople, prices, surcharge, sizes } = board.problem
  const team = shiftTeam[shift]!
  if ((flags[shift]! & FLAG.shared) === 0) {
    const people = team0[team + 1]! - team0[team]!
    const step = 2 * prices.balance * people
    board.surcharged += more * surcharge.half * people
    const before = board.openPrice[team]!
    board.openPrice[team] = before + more * step
    return more > 0 ? before : step - before
  }
  let cost = 0
  for (let i = team0[team]!; i < team0[team + 1]!; i++) {
    const person = teamPeople[i]!
    const uses = (board.personUses[person * sizes.halves + shiftHalf[shift]!]! += more)
    if (uses !== (more > 0 ? 1 : 0)) continue
    const halves = (board.personHalves[person]! += more)
    cost += more * (prices.half + prices.balance * (2 * (more > 0 ? halves : halves + 1) - 1))
    board.surcharged += more * surcharge.half
  }
  return cost
}

function countSessions(board: Board, shift: number, more: 1 | -1): void {
  const { shiftTeam, shiftHalf, halfDay, dayWeek, team0, teamPeople, sizes } = board.problem
  const day = halfDay[shiftHalf[shift]!]!
  const team = shiftTeam[shift]!
  for (let i = team0[team]!; i < team0[team + 1]!; i++) {
    const person = teamPeople[i]!
    if (board.personDay.length > 0) board.personDay[person * sizes.days + day]! += more
    if (board.personWeek.length > 0) board.personWeek[person * sizes.weeks + dayWeek[day]!]! += more
  }
}

/** Ticks of the half-day that an interview covers, in the rows of `remote` and `away`. */
export function rowOf(problem: Problem, shift: number): { at: number; minutes: number } {
  const half = problem.shiftHalf[shift]!
  return { at: half * ROW, minutes: problem.shiftBase[shift]! - problem.halfOrigin[half]! }
}

/** Ticks of its half-day, counted from the start of the half-day, that an interview covers. */
export function coveredTicks(
  problem: Problem,
  { item, shift, tick }: { item: number; shift: number; tick: number },
): { first: number; end: number } {
  const start = rowOf(problem, shift).minutes + TICK * tick
  return {
    first: Math.floor(start / TICK),
    end: Math.min(ROW, Math.ceil((start + lengthAt(problem, item, shift)) / TICK)),
  }
}

function countInRow(board: Board, rows: Uint16Array, placed: { item: number; more: 1 | -1 }): void {
  const { problem } = board
  const shift = board.shift[placed.item]!
  const origin = problem.college[placed.item]! * problem.sizes.halves * ROW + rowOf(problem, shift).at
  const { first, end } = coveredTicks(problem, { item: placed.item, shift, tick: board.tick[placed.item]! })
  for (let tick = first; tick < end; tick++) rows[origin + tick]! += placed.more
}

/** True when another interview of the shift is held together with this one. */
function hasCompany(board: Board, item: number): boolean {
  const shift = board.shift[item]!
  const from = board.problem.list0[shift]!
  for (let i = from; i < from + board.count[shift]!; i++) {
    const other = board.list[i]!
    if (other !== item && board.tick[other] === board.tick[item]) return true
  }
  return false
}

/** Starts, or ends, the session of an item on its jury. */
function occupy(board: Board, item: number, more: 1 | -1): void {
  const { problem } = board
  const shift = board.shift[item]!
  if ((problem.flags[shift]! & FLAG.group) !== 0 && hasCompany(board, item)) return
  const tick = board.tick[item]!
  range(tick, tick + ticksAt(problem, item, shift))
  if (more > 0) {
    board.busyLo[shift]! |= out.lo
    board.busyHi[shift]! |= out.hi
  } else {
    board.busyLo[shift] = (board.busyLo[shift]! & ~out.lo) | problem.shutLo[shift]!
    board.busyHi[shift] = (board.busyHi[shift]! & ~out.hi) | problem.shutHi[shift]!
  }
  if (board.personDay.length > 0 || board.personWeek.length > 0) countSessions(board, shift, more)
}

/** Adds an item to its trip; gives what that adds to the cost. */
function joinTrip(board: Board, item: number, trip: number): number {
  const { problem } = board
  const { prices } = problem
  const first = problem.shiftBase[board.shift[item]!]! + TICK * board.tick[item]!
  const last = first + lengthAt(problem, item, board.shift[item]!)
  const head = board.tripHead[trip]!
  board.tripNext[item] = head
  board.tripPrevious[item] = -1
  board.tripHead[trip] = item
  if (head < 0) {
    board.tripFirst[trip] = first
    board.tripLast[trip] = last
    setLive(board, trip, true)
    return prices.trip + prices.span * (last - first)
  }
  board.tripPrevious[head] = item
  let grown = 0
  if (first < board.tripFirst[trip]!) {
    grown += board.tripFirst[trip]! - first
    board.tripFirst[trip] = first
  }
  if (last > board.tripLast[trip]!) {
    grown += last - board.tripLast[trip]!
    board.tripLast[trip] = last
  }
  return prices.span * grown
}

/** Takes an item out of its trip; gives what that saves. */
function leaveTrip(board: Board, item: number, trip: number): number {
  const { problem } = board
  const { prices } = problem
  const previous = board.tripPrevious[item]!
  const next = board.tripNext[item]!
  if (previous >= 0) board.tripNext[previous] = next
  else board.tripHead[trip] = next
  if (next >= 0) board.tripPrevious[next] = previous
  const span = board.tripLast[trip]! - board.tripFirst[trip]!
  if (board.tripHead[trip]! < 0) {
    setLive(board, trip, false)
    return prices.trip + prices.span * span
  }
  const first = problem.shiftBase[board.shift[item]!]! + TICK * board.tick[item]!
  const last = first + lengthAt(problem, item, board.shift[item]!)
  if (first !== board.tripFirst[trip] && last !== board.tripLast[trip]) return 0
  measureTrip(board, trip)
  return prices.span * (span - (board.tripLast[trip]! - board.tripFirst[trip]!))
}

function measureTrip(board: Board, trip: number): void {
  const { problem } = board
  let [first, last] = [32_767, 0]
  for (let other = board.tripHead[trip]!; other >= 0; other = board.tripNext[other]!) {
    const start = problem.shiftBase[board.shift[other]!]! + TICK * board.tick[other]!
    if (start < first) first = start
    const end = start + lengthAt(problem, other, board.shift[other]!)
    if (end > last) last = end
  }
  board.tripFirst[trip] = first
  board.tripLast[trip] = last
}

function setLive(board: Board, trip: number, live: boolean): void {
  const { halves, words } = board.problem.sizes
  const pair = Math.floor(trip / halves)
  const half = trip - pair * halves
  const word = pair * words + (half >> 5)
  if (live) board.live[word]! |= 1 << (half & 31)
  else board.live[word]! &= ~(1 << (half & 31))
}

function openShift(board: Board, shift: number, half: number): void {
  const { shiftLieu, sizes } = board.problem
  const lieu = shiftLieu[shift]!
  board.openHere[lieu * sizes.halves + half]!++
  board.inUse[lieu * sizes.words + (half >> 5)]! |= 1 << (half & 31)
}

function closeShift(board: Board, shift: number, half: number): void {
  const { shiftLieu, sizes } = board.problem
  const lieu = shiftLieu[shift]!
  if (--board.openHere[lieu * sizes.halves + half]! === 0)
    board.inUse[lieu * sizes.words + (half >> 5)]! &= ~(1 << (half & 31))
}

/** Puts an unplaced item at a start that the caller knows to be allowed. */
export function insert(board: Board, item: number, at: { bunch: number; shift: number; tick: number }): void {
  const { problem } = board
  const { shift, bunch } = at
  const half = problem.shiftHalf[shift]!
  let cost = problem.bunchCost[bunch]! - problem.prices.unplaced
  if (board.count[shift] === 0) {
    openShift(board, shift, half)
    cost += usePeople(board, shift, 1)
  }
  if (problem.kind[item] === KIND.inPerson && !pupilIsOut(board, item, half)) {
    cost += problem.prices.pupilHalf
    board.surcharged += problem.surcharge.pupilHalf
  }
  board.shift[item] = shift
  board.tick[item] = at.tick
  board.bunch[item] = bunch
  occupy(board, item, 1)
  board.list[problem.list0[shift]! + board.count[shift]!++] = item
  if (problem.kind[item] === KIND.inPerson)
    cost += joinTrip(board, item, problem.bunchPair[bunch]! * problem.sizes.halves + half)
  countPresence(board, item, 1)
  board.unplaced--
  board.cost += cost
}

/** Takes a placed item away. */
export function remove(board: Board, item: number): void {
  const { problem } = board
  const shift = board.shift[item]!
  const bunch = board.bunch[item]!
  const half = problem.shiftHalf[shift]!
  let cost = problem.prices.unplaced - problem.bunchCost[bunch]!
  countPresence(board, item, -1)
  if (problem.kind[item] === KIND.inPerson)
    cost -= leaveTrip(board, item, problem.bunchPair[bunch]! * problem.sizes.halves + half)
  occupy(board, item, -1)
  unlist(board, item)
  board.shift[item] = -1
  if (board.count[shift] === 0) {
    closeShift(board, shift, half)
    cost += usePeople(board, shift, -1)
  }
  if (problem.kind[item] === KIND.inPerson && !pupilIsOut(board, item, half)) {
    cost -= problem.prices.pupilHalf
    board.surcharged -= problem.surcharge.pupilHalf
  }
  board.unplaced++
  board.cost += cost
}

function unlist(board: Board, item: number): void {
  const shift = board.shift[item]!
  const from = board.problem.list0[shift]!
  const last = from + --board.count[shift]!
  let i = from
  while (board.list[i] !== item) i++
  board.list[i] = board.list[last]!
}

function countPresence(board: Board, item: number, more: 1 | -1): void {
  const rows = board.problem.kind[item] === KIND.remote ? board.remote : board.away
  if (rows.length > 0) countInRow(board, rows, { item, more })
}
