import type { Board } from '#src/planning/engine/board.ts'
import { coveredTicks } from '#src/planning/engine/moves.ts'
import type { Kept, Whole } from '#src/planning/engine/whole.ts'
import { KIND, NO_CAP, ROW } from '#src/planning/engine/problem.ts'

/**
 * Takes away, on the still empty board of a part, the seats of each collège (remote posts, pupils out at once) that are
 * not for this part: it may use what it uses now and its share of those that nobody uses, so that the parts together
 * never pass the cap whatever each of them does.
 */
export function reserveRows(board: Board, given: { whole: Whole; kept: Kept }): void {
  const { posts, limits } = board.problem
  if (board.remote.length > 0)
    reserve(board.remote, { ...given, remote: true, capOf: (college) => posts[college]! })
  if (board.away.length > 0) reserve(board.away, { ...given, remote: false, capOf: () => limits.perCollege })
}

interface Reserve {
  whole: Whole
  kept: Kept
  remote: boolean
  /** By the number of the collège in the part. */
  capOf: (college: number) => number
}

function reserve(rows: Uint16Array, asked: Reserve): void {
  const { whole, kept } = asked
  const used = usedBy(rows.length, asked)
  const parts = partsOf(whole, kept)
  const size = whole.problem.sizes.halves * ROW
  for (const [college, own] of parts.entries()) {
    const cap = asked.capOf(college)
    // Alone, a part has every free seat.
    if (cap === NO_CAP || own.length === 1) continue
    const rank = (own.indexOf(whole.part) + whole.cut.turn) % own.length
    const taken = (all: number, here: number): number => {
      const free = Math.max(0, cap - all)
      const share = Math.floor(free / own.length) + (rank < free % own.length ? 1 : 0)
      return Math.max(0, cap - share - here)
    }
    const [first, end] = [college * size, (college + 1) * size]
    rows.fill(taken(0, 0), first, end)
    // Most ticks have nobody.
    for (let at = first; at < end; at++)
      if (used.all[at] !== 0) rows[at] = taken(used.all[at]!, used.here[at]!)
  }
}

/** Seats used at each tick by everyone, and by those who are on the board of the part. */
function usedBy(length: number, { whole, kept, remote }: Reserve): { all: Uint16Array; here: Uint16Array } {
  const { problem, standing } = whole
  const [all, here] = [new Uint16Array(length), new Uint16Array(length)]
  const onBoard = new Uint8Array(problem.sizes.items)
  for (const item of kept.items) onBoard[item] = 1
  for (let item = 0; item < problem.sizes.items; item++) {
    const college = kept.colleges.of(problem.college[item]!)
    const shift = standing.shift[item]!
    if (college < 0 || shift < 0 || (problem.kind[item] === KIND.remote) !== remote) continue
    const half = problem.shiftHalf[shift]!
    const origin = (college * problem.sizes.halves + half) * ROW
    const { first, end } = coveredTicks(problem, { item, shift, tick: standing.tick[item]! })
    for (let tick = first; tick < end; tick++) {
      all[origin + tick]!++
      if (onBoard[item] === 1) here[origin + tick]!++
    }
  }
  return { all, here }
}

/** For each collège of the part, the parts that receive its pupils or may, in order. */
function partsOf({ problem, standing, cut, part }: Whole, { colleges }: Kept): number[][] {
  const parts = Array.from({ length: colleges.size }, () => new Set([part]))
  for (let item = 0; item < problem.sizes.items; item++) {
    const college = colleges.of(problem.college[item]!)
    if (college < 0) continue
    const shift = standing.shift[item]!
    const own = shift >= 0 ? cut.partOf[problem.shiftLieu[shift]!]! : cut.moves[item]!
    if (own >= 0) parts[college]!.add(own)
  }
  return parts.map((own) => [...own].sort((a, b) => a - b))
}
