import { out, range, runs, TICK } from '#src/planning/engine/masks.ts'
import { lengthAt, ticksAt } from '#src/planning/engine/problem.ts'
import type { Work } from '#src/planning/mending/work.ts'

/** True when an item has no place even if everybody who may make way did: nothing is worth trying for it. */
export function isHopeless(work: Work, item: number): boolean {
  const { problem } = work.open.compiled
  const first = problem.stepCand0[problem.bunchStep0[problem.bunch0[item]!]!]!
  const end = problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]!
  for (let at = first; at < end; at++) if (couldStart(work, item, at)) return false
  return true
}

/** Whether an item could begin at a candidate, beside what is closed and those who may not make way. */
function couldStart(work: Work, item: number, candidate: number): boolean {
  const { board, compiled } = work.open
  const { problem } = compiled
  const { cand, candLo, candHi, shutLo, shutHi, capacity, list0 } = problem
  const shift = cand[candidate]!
  let [lo, hi] = [candLo[candidate]!, candHi[candidate]!]
  for (const { from, to } of board.closures.get(shift) ?? []) {
    range(Math.floor((from - lengthAt(problem, item, shift)) / TICK) + 1, Math.ceil(to / TICK))
    lo &= ~out.lo
    hi &= ~out.hi
  }
  // A session of several may be joined.
  if (capacity[shift]! > 1) return (lo | hi) !== 0
  let [busyLo, busyHi] = [shutLo[shift]!, shutHi[shift]!]
  for (let i = list0[shift]!; i < list0[shift]! + board.count[shift]!; i++) {
    const other = board.list[i]!
    if (work.isLoose(other)) continue
    range(board.tick[other]!, board.tick[other]! + ticksAt(problem, other, shift))
    busyLo |= out.lo
    busyHi |= out.hi
  }
  runs(~busyLo, ~busyHi, ticksAt(problem, item, shift))
  return ((lo & out.lo) | (hi & out.hi)) !== 0
}
