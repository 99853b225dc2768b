import { emptyBoard, type Board } from '#src/planning/engine/board.ts'
import { insert } from '#src/planning/engine/moves.ts'
import { ints } from '#src/planning/engine/numbering.ts'
import { itemArrays, placeArrays, shiftArrays, teamArrays } from '#src/planning/engine/part-arrays.ts'
import { candidateArrays } from '#src/planning/engine/part-candidates.ts'
import type { Kept, Standing, Whole } from '#src/planning/engine/whole.ts'
import { plainly, withSurcharge, type Problem } from '#src/planning/engine/problem.ts'
import { Renumbering } from '#src/planning/engine/renumbering.ts'
import { reserveRows } from '#src/planning/engine/shares.ts'

/** A board of its own for one part. */
export interface Part {
  board: Board
  /** Items, shifts and bunches of the whole problem, by their number here. */
  items: Int32Array
  shifts: Int32Array
  bunches: Int32Array
}

function keep(whole: Whole): Kept {
  const { problem, cut, part } = whole
  const { sizes, shiftLieu, bunchLieu, pupil, college } = problem
  const { items, movable } = keptItems(whole)
  const kept: Kept = {
    items,
    movable,
    pupils: new Renumbering(sizes.pupils),
    colleges: new Renumbering(sizes.colleges),
    lieux: new Renumbering(sizes.lieux),
    shifts: new Renumbering(sizes.shifts),
    pairs: new Renumbering(sizes.pairs),
    bunches: new Renumbering(bunchLieu.length),
  }
  for (let lieu = 0; lieu < sizes.lieux; lieu++) if (cut.partOf[lieu] === part) kept.lieux.add(lieu)
  for (let shift = 0; shift < sizes.shifts; shift++)
    if (cut.partOf[shiftLieu[shift]!] === part) kept.shifts.add(shift)
  for (const [index, item] of items.entries()) {
    kept.pupils.add(pupil[item]!)
    kept.colleges.add(college[item]!)
    if (index < movable) continue
    const shift = whole.standing.shift[item]!
    kept.lieux.add(shiftLieu[shift]!)
    kept.shifts.add(shift)
  }
  return kept
}

/** Collège by collège: what one iteration looks at lies together in memory. */
function moversByCollege(
  { sizes, college }: Problem,
  { cut, part }: Pick<Whole, 'cut' | 'part'>,
): Int32Array {
  const movers = ints()
  for (let item = 0; item < sizes.items; item++) if (cut.moves[item] === part) movers.push(item)
  return movers.done().sort((a, b) => college[a]! - college[b]! || a - b)
}

function keptItems({ problem, standing, cut, part }: Whole): { items: Int32Array; movable: number } {
  const { sizes, shiftLieu, pupil, pupil0, pupilItems } = problem
  const kept = ints()
  const isKept = new Uint8Array(sizes.items)
  const add = (item: number): void => {
    isKept[item] = 1
    kept.push(item)
  }
  for (const item of moversByCollege(problem, { cut, part })) add(item)
  const movable = kept.length
  for (let item = 0; item < sizes.items; item++) {
    const shift = standing.shift[item]!
    if (isKept[item] === 0 && shift >= 0 && cut.partOf[shiftLieu[shift]!] === part) add(item)
  }
  for (const mover of kept.done().subarray(0, movable))
    for (let i = pupil0[pupil[mover]!]!; i < pupil0[pupil[mover]! + 1]!; i++) {
      const own = pupilItems[i]!
      if (isKept[own] === 0 && standing.shift[own]! >= 0) add(own)
    }
  return { items: kept.done(), movable }
}

/** The problem of one part, with everything where it stands. What it does binds no other part. */
export function takePart(whole: Whole): Part {
  const { problem, surcharge } = whole
  const kept = keep(whole)
  const items = itemArrays(problem, kept)
  const candidates = candidateArrays(whole, kept)
  const shifts = kept.shifts.all()
  const teams = teamArrays(problem, shifts)
  const own = plainly({
    ...items,
    ...candidates,
    ...shiftArrays(problem, { kept, shifts }),
    ...teams.arrays,
    ...placeArrays(problem, { kept, lieux: kept.lieux.all() }),
    halfDay: problem.halfDay,
    halfOrigin: problem.halfOrigin,
    dayWeek: problem.dayWeek,
    prices: withSurcharge(problem.prices, surcharge),
    surcharge,
    limits: problem.limits,
    sizes: {
      ...problem.sizes,
      items: kept.items.length,
      movable: kept.movable,
      pupils: kept.pupils.size,
      colleges: kept.colleges.size,
      lieux: kept.lieux.size,
      shifts: shifts.length,
      pairs: kept.pairs.size,
      teams: teams.teams,
      people: teams.people,
    },
  })
  const bunches = kept.bunches.all()
  const board = emptyBoard(own)
  reserveRows(board, { whole, kept })
  place(board, { whole, kept })
  return { board, items: kept.items, shifts, bunches }
}

function place(board: Board, { whole: { standing }, kept }: { whole: Whole; kept: Kept }): void {
  for (const [item, one] of kept.items.entries()) {
    const shift = standing.shift[one]!
    if (shift < 0) continue
    insert(board, item, {
      shift: kept.shifts.of(shift),
      bunch: kept.bunches.of(standing.bunch[one]!),
      tick: standing.tick[one]!,
    })
  }
}

/** Writes where the movers of a part stand. */
export function writeBack({ board, items, shifts, bunches }: Part, into: Standing): void {
  for (let item = 0; item < board.problem.sizes.movable; item++) {
    const whole = items[item]!
    const shift = board.shift[item]!
    into.shift[whole] = shift < 0 ? -1 : shifts[shift]!
    if (shift < 0) continue
    into.tick[whole] = board.tick[item]!
    into.bunch[whole] = bunches[board.bunch[item]!]!
  }
}
