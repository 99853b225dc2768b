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

/** Interviews that may make way, of the shifts where an item could go. */
function* rivalsFor(work: Work, item: number): Generator<{ other: number; candidate: number }> {
  const { board, compiled } = work.open
  const { problem } = compiled
  const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
  const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
  for (let candidate = first; candidate < end; candidate++) {
    if ((problem.candLo[candidate]! | problem.candHi[candidate]!) === 0) continue
    const shift = problem.cand[candidate]!
    const from = problem.list0[shift]!
    for (const other of board.list.slice(from, from + board.count[shift]!))
      if (other !== item && work.isLoose(other)) yield { other, candidate }
  }
}

/** Places an item, at home if it can be. */
const put = (work: Work, item: number): boolean => work.putHome(item) || work.putAnywhere(item)

/** Places one item by moving one other: the fewest changes seen, then the least cost; false when none makes way. */
export function pushOne(work: Work, item: number): boolean {
  const { board } = work.open
  const best = { changes: Number.POSITIVE_INFINITY, cost: 0, other: -1, candidate: -1 }
  let tried = 0
  for (const { other, candidate } of rivalsFor(work, item)) {
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
