import { CandidateLists } from '#src/planning/engine/candidate-lists.ts'
import type { CandidateArrays } from '#src/planning/engine/problem.ts'
import type { Kept, Whole } from '#src/planning/engine/whole.ts'

/** Where each item of a part may go: a mover anywhere in it, the others where they stand. */
export function candidateArrays(whole: Whole, kept: Kept): CandidateArrays {
  const { problem, cut, part } = whole
  const lists = new CandidateLists(problem.sizes.words)
  for (const [index, item] of kept.items.entries()) {
    lists.beginItem()
    if (index >= kept.movable) stands(lists, item, { whole, kept })
    else
      for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++)
        if (cut.partOf[problem.bunchLieu[bunch]!] === part) {
          keepBunch(bunch, { whole, kept })
          lists.copyBunch(problem, { bunch, shifts: kept.shifts })
        }
  }
  const bunches = kept.bunches.all()
  const pairOf = (bunch: number): number => problem.bunchPair[bunch]!
  return {
    ...lists.done(),
    bunchLieu: bunches.map((bunch) => kept.lieux.of(problem.bunchLieu[bunch]!)),
    bunchPair: bunches.map((bunch) => (pairOf(bunch) < 0 ? -1 : kept.pairs.of(pairOf(bunch)))),
    bunchCost: Float64Array.from(bunches, (bunch) => problem.bunchCost[bunch]!),
  }
}

interface Given {
  whole: Whole
  kept: Kept
}

function keepBunch(bunch: number, { whole: { problem }, kept }: Given): void {
  const pair = problem.bunchPair[bunch]!
  kept.bunches.add(bunch)
  if (pair >= 0) kept.pairs.add(pair)
}

/** The only place of an item that stays. */
function stands(lists: CandidateLists, item: number, given: Given): void {
  const { problem, standing } = given.whole
  const shift = standing.shift[item]!
  const tick = standing.tick[item]!
  keepBunch(standing.bunch[item]!, given)
  lists.beginBunch()
  const start = { lo: tick < 32 ? 1 << tick : 0, hi: tick < 32 ? 0 : 1 << (tick - 32) }
  lists.add(given.kept.shifts.of(shift), problem.shiftHalf[shift]!, start)
}
