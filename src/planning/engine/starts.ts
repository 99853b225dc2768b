import type { Board } from '#src/planning/engine/board.ts'
import { out, range, runs, TICK, TICKS } from '#src/planning/engine/masks.ts'
import { rowOf } from '#src/planning/engine/moves.ts'
import { CHANGE_OF_ROOM, FLAG, KIND, lengthAt, NO_CAP, ROW, ticksAt } from '#src/planning/engine/problem.ts'

/** Two items that are never on one day: a pupil who has changed collège. */
const FAR = 2 * 1440

/**
 * Starts of an item at one of its candidates that every hard rule allows as things stand, into `startLo` and
 * `startHi`; false when there is none. The rooms of the lycée are looked at by `mayOpen`, before.
 */
export function starts(board: Board, item: number, candidate: number): boolean {
  const { problem } = board
  const shift = problem.cand[candidate]!
  runs(~board.busyLo[shift]!, ~board.busyHi[shift]!, ticksAt(problem, item, shift))
  let { lo, hi } = out
  const flags = problem.flags[shift]!
  board.startLo = lo
  board.startHi = hi
  if (flags !== 0) otherUses(board, item, shift)
  lo = board.startLo & problem.candLo[candidate]!
  hi = board.startHi & problem.candHi[candidate]!
  board.startLo = lo
  board.startHi = hi
  if ((lo | hi) === 0) return false
  const pupil = problem.pupil[item]!
  if (problem.pupil0[pupil + 1]! - problem.pupil0[pupil]! > 1 && !besideOwn(board, item, shift)) return false
  return withinCaps(board, item, shift)
}

/** True when one more shift may receive at its lycée in its half-day. */
export function mayOpen(board: Board, shift: number): boolean {
  const { problem } = board
  const lieu = problem.shiftLieu[shift]!
  return board.openHere[lieu * problem.sizes.halves + problem.shiftHalf[shift]!]! < problem.rooms[lieu]!
}

function forbid(board: Board, from: number, to: number): boolean {
  range(from, to)
  board.startLo &= ~out.lo
  board.startHi &= ~out.hi
  return (board.startLo | board.startHi) !== 0
}

/** Groups that may be joined, and other shifts of the same people or room. */
function otherUses(board: Board, item: number, shift: number): void {
  const { flags } = board.problem
  if ((flags[shift]! & FLAG.rivals) !== 0) besideRivals(board, item, shift)
  if (loaded(board, shift)) {
    board.startLo = 0
    board.startHi = 0
  }
  if ((flags[shift]! & FLAG.group) !== 0) joinGroups(board, item, shift)
  if ((flags[shift]! & FLAG.closed) !== 0) besideClosures(board, item, shift)
}

/** Takes away the starts at which the item would meet a closure. */
function besideClosures(board: Board, item: number, shift: number): void {
  const length = lengthAt(board.problem, item, shift)
  for (const { from, to } of board.closures.get(shift) ?? [])
    forbid(board, Math.floor((from - length) / TICK) + 1, Math.ceil(to / TICK))
}

/** Starts that would join a session of the same domaine and length that has a seat left. */
function joinGroups(board: Board, item: number, shift: number): void {
  const { problem } = board
  const from = problem.list0[shift]!
  for (let i = from; i < from + board.count[shift]!; i++) {
    const other = board.list[i]!
    if (problem.domain[other] !== problem.domain[item]) continue
    if (lengthAt(problem, other, shift) !== lengthAt(problem, item, shift)) continue
    let seats = problem.capacity[shift]!
    for (let j = from; j < from + board.count[shift]!; j++)
      if (board.tick[board.list[j]!] === board.tick[other]) seats--
    if (seats <= 0) continue
    range(board.tick[other]!, board.tick[other]! + 1)
    board.startLo |= out.lo
    board.startHi |= out.hi
  }
}

function besideRivals(board: Board, item: number, shift: number): void {
  const { problem } = board
  const length = lengthAt(problem, item, shift)
  for (let i = problem.rival0[shift]!; i < problem.rival0[shift + 1]!; i++) {
    const rival = problem.rivals[i]!
    const gap = problem.rivalGap[i]!
    const from = problem.list0[rival]!
    const shiftAhead = problem.shiftBase[rival]! - problem.shiftBase[shift]!
    for (let j = from; j < from + board.count[rival]!; j++) {
      const other = board.list[j]!
      const start = shiftAhead + TICK * board.tick[other]!
      forbid(
        board,
        Math.floor((start - gap - length) / TICK) + 1,
        Math.ceil((start + lengthAt(problem, other, rival) + gap) / TICK),
      )
    }
  }
}

/** True when some person of the shift has had his day, or his week. */
function loaded(board: Board, shift: number): boolean {
  const { personDay, personWeek, problem } = board
  if (personDay.length === 0 && personWeek.length === 0) return false
  const { shiftTeam, shiftHalf, halfDay, dayWeek, team0, teamPeople, sizes, limits } = problem
  const day = halfDay[shiftHalf[shift]!]!
  const team = shiftTeam[shift]!
  for (let i = team0[team]!; i < team0[team + 1]!; i++) {
    const person = teamPeople[i]!
    if (personDay.length > 0 && personDay[person * sizes.days + day]! >= limits.perPersonDay) return true
    if (personWeek.length > 0 && personWeek[person * sizes.weeks + dayWeek[day]!]! >= limits.perPersonWeek)
      return true
  }
  return false
}

/** Minutes between an item at a shift and another placed item of the same pupil. */
function gapBetween(board: Board, pair: { item: number; shift: number; other: number }): number {
  const { kind, college, shiftLieu, between, pairOf, pairMinutes, sizes } = board.problem
  const { item, other } = pair
  const here = shiftLieu[pair.shift]!
  const there = shiftLieu[board.shift[other]!]!
  const [remote, otherRemote] = [kind[item] === KIND.remote, kind[other] === KIND.remote]
  if (college[item] !== college[other]) return FAR
  if (remote && otherRemote) return CHANGE_OF_ROOM
  if (!remote && !otherRemote) return here === there ? CHANGE_OF_ROOM : between[here * sizes.lieux + there]!
  const pairIndex = pairOf[college[item]! * sizes.lieux + (remote ? there : here)]!
  return pairIndex < 0 ? 0 : pairMinutes[pairIndex]!
}

/** Takes away the starts that the other interviews of the pupil on that day forbid. */
function besideOwn(board: Board, item: number, shift: number): boolean {
  const { problem } = board
  const { pupil0, pupilItems, pupil, halfDay, shiftHalf, shiftBase, limits } = problem
  const day = halfDay[shiftHalf[shift]!]!
  let sameDay = 0
  const end = pupil0[pupil[item]! + 1]!
  for (let i = pupil0[pupil[item]!]!; i < end; i++) {
    const other = pupilItems[i]!
    const there = board.shift[other]!
    if (other === item || there < 0 || halfDay[shiftHalf[there]!] !== day) continue
    if (++sameDay >= limits.perDay) return false
    const gap = gapBetween(board, { item, shift, other })
    const start = shiftBase[there]! + TICK * board.tick[other]! - shiftBase[shift]!
    const from = Math.floor((start - gap - lengthAt(problem, item, shift)) / TICK) + 1
    const to = Math.ceil((start + lengthAt(problem, other, there) + gap) / TICK)
    if (!forbid(board, from, to)) return false
  }
  return sameDay < limits.perDay
}

/** Remote posts of the collège, pupils out at once, pupils of one trip. */
function withinCaps(board: Board, item: number, shift: number): boolean {
  const { problem } = board
  const { limits } = problem
  if (problem.kind[item] === KIND.remote)
    return (
      board.remote.length === 0 ||
      belowCap(board, board.remote, { item, shift, cap: problem.posts[problem.college[item]!]! })
    )
  if (limits.perTrip !== NO_CAP && !tripHasRoom(board, item, shift)) return false
  return board.away.length === 0 || belowCap(board, board.away, { item, shift, cap: limits.perCollege })
}

/** Takes away the starts at which a count per tick of the collège would pass its cap. */
function belowCap(
  board: Board,
  rows: Uint16Array,
  at: { item: number; shift: number; cap: number },
): boolean {
  if (at.cap === NO_CAP) return true
  const { problem } = board
  const row = rowOf(problem, at.shift)
  const origin = problem.college[at.item]! * problem.sizes.halves * ROW + row.at
  const first = Math.floor(row.minutes / TICK)
  // An interview that begins off the ticks of the row covers one tick more.
  const covered = Math.ceil((row.minutes - first * TICK + lengthAt(problem, at.item, at.shift)) / TICK)
  const last = Math.min(ROW, first + TICKS + covered)
  for (let tick = first; tick < last; tick++)
    if (rows[origin + tick]! >= at.cap && !forbid(board, tick - first - covered + 1, tick - first + 1))
      return false
  return true
}

/** Pupils of the trip that the item would join, himself included, against the cap. */
function tripHasRoom(board: Board, item: number, shift: number): boolean {
  const { problem } = board
  const { pairOf, college, shiftLieu, shiftHalf, sizes, pupil, limits } = problem
  const pair = pairOf[college[item]! * sizes.lieux + shiftLieu[shift]!]!
  const pupils = new Set<number>([pupil[item]!])
  const head = board.tripHead[pair * sizes.halves + shiftHalf[shift]!]!
  for (let other = head; other >= 0; other = board.tripNext[other]!) pupils.add(pupil[other]!)
  return pupils.size <= limits.perTrip
}
