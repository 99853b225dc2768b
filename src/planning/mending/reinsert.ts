import { candidatesOf } from '#src/planning/engine/solve.ts'
import type { Work } from '#src/planning/mending/work.ts'

/** Interviews tried out of the way of one that finds no place. */
const MOST_TRIED = 150

/** Gives a place to each: at home if it can be, else the cheapest free one; who has the fewest choices is first. */
export function intoFreePlaces(work: Work): void {
  const { board } = work.open
  const order = work.waiting.sort((a, b) => candidatesOf(board, a) - candidatesOf(board, b) || a - b)
  for (const item of order) if (!work.putHome(item)) work.putAnywhere(item)
}

/** An interview that may make way for another to have this candidate. */
interface Rival {
  other: number
  candidate: number
}

function* candidatesFor({ open }: Work, item: number): Generator<number> {
  const { problem } = open.compiled
  const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
  const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
  for (let candidate = first; candidate < end; candidate++)
    if ((problem.candLo[candidate]! | problem.candHi[candidate]!) !== 0) yield candidate
}

/** Of the shifts where an item could go, those who are there. */
function* rivalsFor(work: Work, item: number): Generator<Rival> {
  const { board, compiled } = work.open
  const { cand, list0 } = compiled.problem
  for (const candidate of candidatesFor(work, item)) {
    const from = list0[cand[candidate]!]!
    for (const other of board.list.slice(from, from + board.count[cand[candidate]!]!))
      if (other !== item && work.isLoose(other)) yield { other, candidate }
  }
}

/** Of the days on which an item could go, the other interviews of the pupil: he has enough for a day, or no time between. */
function* siblingsFor(work: Work, item: number): Generator<Rival> {
  const { board, compiled } = work.open
  const { cand, shiftHalf, halfDay, pupil, pupil0, pupilItems } = compiled.problem
  const dayOf = (shift: number): number => halfDay[shiftHalf[shift]!]!
  const own = pupilItems.subarray(pupil0[pupil[item]!], pupil0[pupil[item]! + 1])
  const loose = own.filter((other) => other !== item && board.shift[other]! >= 0 && work.isLoose(other))
  for (const candidate of candidatesFor(work, item))
    for (const other of loose)
      if (dayOf(board.shift[other]!) === dayOf(cand[candidate]!)) yield { other, candidate }
}

/** Places an item, at home if it can be. */
const put = (work: Work, item: number): boolean => work.putHome(item) || work.putAnywhere(item)

/**
 * Places one item by moving one other: the fewest changes seen, then the least cost; false when none makes way. Another
 * interview of the same pupil moves only where nobody else can.
 */
export const pushOne = (work: Work, item: number): boolean =>
  pushAmong(work, item, rivalsFor(work, item)) || pushAmong(work, item, siblingsFor(work, item))

function pushAmong(work: Work, item: number, rivals: Iterable<Rival>): boolean {
  const { board } = work.open
  const best = { changes: Number.POSITIVE_INFINITY, cost: 0, other: -1, candidate: -1 }
  let tried = 0
  for (const { other, candidate } of rivals) {
    // One change is the least that a push can cost.
    if (tried++ >= MOST_TRIED || best.changes <= 1) break
    const known = work.before.has(other)
    const spot = work.take(other)
    // Nothing was free for it: what it may have now is what the other leaves.
    if (work.putAt(item, candidate) && put(work, other)) {
      const changes = Number(!work.isHome(item)) + Number(!work.isHome(other))
      if (changes < best.changes || (changes === best.changes && board.cost < best.cost))
        Object.assign(best, { changes, cost: board.cost, other, candidate })
    }
    if (board.shift[item]! >= 0) work.take(item)
    if (board.shift[other]! >= 0) work.take(other)
    work.put(other, spot)
    if (!known) work.before.delete(other)
  }
  if (best.other < 0) return false
  work.take(best.other)
  return work.putAt(item, best.candidate) && put(work, best.other)
}

/** Places those that found nothing free by moving one other each; several turns, since each makes room for others. */
export function pushOthers(work: Work): void {
  for (;;) {
    const waiting = work.waiting
    const placed = waiting.filter((item) => pushOne(work, item)).length
    if (placed === 0 || placed === waiting.length) return
  }
}
