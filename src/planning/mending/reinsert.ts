import { Annealer } from '#src/planning/engine/anneal.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { pushOne } from '#src/planning/engine/push.ts'
import { boardOf, candidatesOf, placeHeld, placementsOf } from '#src/planning/engine/solve.ts'
import type { Fixe, Instance, Placement, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

/** Several orders are tried when some find no place: so many iterations on the displaced alone. */
const ORDERS = { seed: 3, iterations: 1_500, hot: 30, cold: 1 }

const range = (count: number): Int32Array => Int32Array.from({ length: count }, (_, item) => item)

/** Gives displaced requests the cheapest free places, none of the others moving. */
function intoFreePlaces(instance: Instance, requetes: readonly Requete[]): Placement[] {
  const compiled = compile(narrow({ ...instance, requetes, tenus: [] }, requetes))
  const board = boardOf(compiled)
  const { movable } = compiled.problem.sizes
  const order = [...range(movable)].sort((a, b) => candidatesOf(board, a) - candidatesOf(board, b) || a - b)
  for (const item of order) insertBest(board, item, null)
  if (board.unplaced > 0) {
    const annealer = new Annealer(board, { scope: range(movable), ...ORDERS })
    annealer.run(ORDERS.iterations)
    annealer.finish()
  }
  return placementsOf(board, compiled)
}

/** Interviews that stand where some requests could go, and that may move. */
function looseOf(instance: Instance, waiting: readonly Requete[]): Fixe[] {
  const lieux = new Set(waiting.flatMap((requete) => requete.lieux))
  const domaines = new Set(waiting.map((requete) => requete.domaine))
  const offers = new Set(
    instance.disponibilites
      .filter((d) => lieux.has(d.lieu) && d.domaines.some((domaine) => domaines.has(domaine)))
      .map((d) => d.id),
  )
  return instance.fixes.filter((fixe) => !fixe.epingle && offers.has(fixe.placement.disponibilite))
}

/** The same, where others may move when nothing is free: one for one. */
export function pushingOthers(
  instance: Instance,
  { waiting, loose }: { waiting: readonly Requete[]; loose: readonly Fixe[] },
): Placement[] {
  const free = new Set(loose.map((fixe) => fixe.requete.id))
  const fixes = instance.fixes.filter((fixe) => !free.has(fixe.requete.id))
  const requetes = [...waiting, ...loose.map((fixe) => fixe.requete)]
  const compiled = compile(narrow({ ...instance, fixes, requetes, tenus: [] }, requetes))
  const board = boardOf(compiled)
  const refused = placeHeld(
    board,
    compiled,
    loose.map((fixe) => fixe.placement),
  )
  if (refused.length > 0) {
    const stays = new Set(refused.map((placement) => placement.requete))
    return pushingOthers(instance, { waiting, loose: loose.filter((fixe) => !stays.has(fixe.requete.id)) })
  }
  for (let item = 0; item < waiting.length; item++) pushOne(board, { item, others: waiting.length })
  return placementsOf(board, compiled)
}

/** Places for the displaced, and new ones for those who made way: fewest visible changes first, then cost. */
export function reinsert(instance: Instance, displaced: readonly Requete[]): Map<string, Placement> {
  const found = new Map(intoFreePlaces(instance, displaced).map((one) => [one.requete, one]))
  const waiting = displaced.filter((requete) => !found.has(requete.id))
  if (waiting.length === 0) return found
  const settled: Fixe[] = displaced.flatMap((requete) => {
    const placement = found.get(requete.id)
    return placement ? [{ requete, placement }] : []
  })
  const settledToo = { ...instance, fixes: [...instance.fixes, ...settled] }
  const pushed = pushingOthers(settledToo, { waiting, loose: looseOf(settledToo, waiting) })
  for (const placement of pushed) found.set(placement.requete, placement)
  for (const placement of exactly(settledToo, { waiting, found })) found.set(placement.requete, placement)
  return found
}

/** The first free place of those still waiting, at any start: the board knows none astride 13:00. */
function exactly(
  instance: Instance,
  { waiting, found }: { waiting: readonly Requete[]; found: ReadonlyMap<string, Placement> },
): Placement[] {
  const left = waiting.filter((requete) => !found.has(requete.id))
  if (left.length === 0) return []
  const near = narrow({ ...instance, fixes: nowFixed(instance, { waiting, found }) }, left)
  const state = new State(near)
  return left.flatMap((requete) => {
    const place = earliestPlace(state, requete)
    if (place) state.add(place)
    return state.placementOf(requete)
  })
}

const nowFixed = (
  { fixes }: Instance,
  { waiting, found }: { waiting: readonly Requete[]; found: ReadonlyMap<string, Placement> },
): Fixe[] => [
  ...fixes.map((fixe) => ({ ...fixe, placement: found.get(fixe.requete.id) ?? fixe.placement })),
  ...waiting.flatMap((requete) => {
    const placement = found.get(requete.id)
    return placement ? [{ requete, placement }] : []
  }),
]
