import type { Board } from '#src/planning/engine/board.ts'
import { emptyBoard } from '#src/planning/engine/board.ts'
import { chance } from '#src/planning/engine/chance.ts'
import type { Compiled } from '#src/planning/engine/compile.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { holds, TICK } from '#src/planning/engine/masks.ts'
import { insert } from '#src/planning/engine/moves.ts'
import { mayOpen, starts } from '#src/planning/engine/starts.ts'
import { minutesAt } from '#src/planning/seance.ts'
import type { Placement } from '#src/planning/model.ts'

/** A board with the fixed interviews on it. */
export function boardOf({ problem }: Compiled): Board {
  const board = emptyBoard(problem)
  for (let item = problem.sizes.movable; item < problem.sizes.items; item++) placeFixed(board, item)
  return board
}

function placeFixed(board: Board, item: number): void {
  const { problem } = board
  const bunch = problem.bunch0[item]!
  const candidate = problem.stepCand0[problem.bunchStep0[bunch]!]!
  const tick =
    problem.candLo[candidate] !== 0
      ? 31 - Math.clz32(problem.candLo[candidate]!)
      : 63 - Math.clz32(problem.candHi[candidate]!)
  insert(board, item, { bunch, shift: problem.cand[candidate]!, tick })
}

/** Puts held interviews where they stand; gives those that this board cannot hold there. */
export function placeHeld(board: Board, compiled: Compiled, held: readonly Placement[]): Placement[] {
  const items = new Map(compiled.items.map((item, index) => [item.requete.id, index]))
  return held.filter((placement) => {
    const item = items.get(placement.requete)
    if (item === undefined || item >= board.problem.sizes.movable || board.shift[item] !== -1) return false
    const at = placeAt(board, compiled, { item, placement })
    if (at) insert(board, item, at)
    return at === undefined
  })
}

/** Where an item would stand at a placement, if every hard rule allows it as things stand. */
function placeAt(
  board: Board,
  { shifts, instance }: Compiled,
  { item, placement }: { item: number; placement: Pick<Placement, 'disponibilite' | 'debut'> },
): { bunch: number; shift: number; tick: number } | undefined {
  const { problem } = board
  for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++) {
    const first = problem.stepCand0[problem.bunchStep0[bunch]!]!
    const end = problem.stepCand0[problem.bunchStep0[bunch + 1]!]!
    for (let candidate = first; candidate < end; candidate++) {
      const shift = problem.cand[candidate]!
      const open = shifts[shift]!
      const tick = (placement.debut - open.debut) / TICK
      if (
        instance.disponibilites[open.availability]?.id !== placement.disponibilite ||
        !Number.isInteger(tick)
      )
        continue
      if (tick < 0 || placement.debut >= open.fin) continue
      if (board.count[shift] === 0 && !mayOpen(board, shift)) return undefined
      const allowed = starts(board, item, candidate) && holds({ lo: board.startLo, hi: board.startHi }, tick)
      return allowed ? { bunch, shift, tick } : undefined
    }
  }
  return undefined
}

/** First plan: collège by collège, the largest first, each by its first lycée then the fewest candidates. */
export function construct(board: Board, seed: number): void {
  const { problem } = board
  const next = chance(seed)
  const waiting = [...Array(problem.sizes.movable).keys()].filter((item) => board.shift[item] === -1)
  const load = new Int32Array(problem.sizes.colleges)
  for (const item of waiting) load[problem.college[item]!]!++
  const order = Float64Array.from(load, (size) => -size + next())
  const bunch = (item: number): number => problem.bunch0[item]!
  const lieu = (item: number): number =>
    bunch(item) < problem.bunch0[item + 1]! ? problem.bunchLieu[bunch(item)]! : -1
  waiting.sort(
    (a, b) =>
      order[problem.college[a]!]! - order[problem.college[b]!]! ||
      lieu(a) - lieu(b) ||
      candidatesOf(board, a) - candidatesOf(board, b) ||
      a - b,
  )
  for (const item of waiting) insertBest(board, item, null)
}

export function candidatesOf({ problem }: Board, item: number): number {
  const first = problem.bunchStep0[problem.bunch0[item]!]!
  return problem.stepCand0[problem.bunchStep0[problem.bunch0[item + 1]!]!]! - problem.stepCand0[first]!
}

/** Where each item stands: a board, or what is left of one. */
export type Stands = Pick<Board, 'shift' | 'tick'>

/** The placements of the movable items, in order of arrival. */
export function placementsOf(stands: Stands, compiled: Compiled): Placement[] {
  const seats = new Map<string, Set<number>>()
  const at = (disponibilite: string, debut: number): Set<number> => {
    const key = `${debut} ${disponibilite}`
    const taken = seats.get(key) ?? new Set<number>()
    seats.set(key, taken)
    return taken
  }
  for (const { placement } of compiled.instance.fixes)
    at(placement.disponibilite, placement.debut).add(placement.place)
  return compiled.items.slice(0, compiled.problem.sizes.movable).flatMap(({ requete }, item) => {
    const shift = compiled.shifts[stands.shift[item]!]
    if (!shift?.disponibilite) return []
    const debut = shift.debut + TICK * stands.tick[item]!
    const taken = at(shift.disponibilite.id, debut)
    let place = 1
    while (taken.has(place)) place++
    taken.add(place)
    return [
      {
        requete: requete.id,
        disponibilite: shift.disponibilite.id,
        place,
        debut,
        fin: debut + minutesAt(requete, shift.disponibilite),
      },
    ]
  })
}
