import type { Board } from '#src/planning/engine/board.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { insert, remove } from '#src/planning/engine/moves.ts'
import { starts } from '#src/planning/engine/starts.ts'

/** Interviews tried out of the way of one that finds no place. */
const MOST_TRIED = 400

/** Places one item, by moving one other if need be: the cheapest way. Items from `others` on may move. */
export function pushOne(board: Board, { item, others }: { item: number; others: number }): void {
  const { problem } = board
  if (insertBest(board, item, null)) return
  const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
  const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
  const best = { cost: board.cost, other: -1 }
  let tried = 0
  for (let candidate = first; candidate < end && tried < MOST_TRIED; candidate++) {
    const shift = problem.cand[candidate]!
    const own = board.list.slice(problem.list0[shift]!, problem.list0[shift]! + board.count[shift]!)
    for (const other of own) {
      if (other < others || other >= problem.sizes.movable) continue
      tried++
      const cost = costOfPush(board, { item, other, candidate })
      if (cost < best.cost) Object.assign(best, { cost, other })
    }
  }
  if (best.other < 0) return
  remove(board, best.other)
  insertBest(board, item, null)
  insertBest(board, best.other, null)
}

/** Cost once `other` has made way for `item` and found another place; infinite when one of them has none. */
function costOfPush(board: Board, move: { item: number; other: number; candidate: number }): number {
  const { item, other } = move
  const back = { shift: board.shift[other]!, tick: board.tick[other]!, bunch: board.bunch[other]! }
  remove(board, other)
  const both =
    starts(board, item, move.candidate) && insertBest(board, item, null) && insertBest(board, other, null)
  const cost = both ? board.cost : Number.POSITIVE_INFINITY
  if (board.shift[item]! >= 0) remove(board, item)
  if (board.shift[other]! >= 0) remove(board, other)
  insert(board, other, back)
  return cost
}
