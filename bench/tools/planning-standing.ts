import { compile } from '#src/planning/engine/compile.ts'
import { Annealer, heatFor } from '#src/planning/engine/anneal.ts'
import { boardOf, construct, placementsOf } from '#src/planning/engine/solve.ts'
import { openBoard, type OpenBoard } from '#src/planning/mending/open-board.ts'
import type { Instance, Requete } from '#src/planning/model.ts'
import { inRooms } from './planning-events.ts'

/**
 * A campaign whose plan stands as convoked, opened once; `apart` requests, the last ones, are not registered yet;
 * `rooms` gives each availability a room.
 */
export function standingPlan(
  instance: Instance,
  { iterations, apart = 0, rooms = false }: { iterations: number; apart?: number; rooms?: boolean },
): { open: OpenBoard; later: readonly Requete[] } {
  const known = instance.requetes.slice(0, instance.requetes.length - apart)
  const compiled = compile({ ...instance, requetes: known })
  const board = boardOf(compiled)
  construct(board, 1)
  const { movable } = compiled.problem.sizes
  const scope = Int32Array.from({ length: movable }, (_, item) => item)
  const annealer = new Annealer(board, { scope, seed: 1, iterations, ...heatFor(movable) })
  annealer.run(iterations)
  annealer.finish()
  const requetes = new Map(known.map((requete) => [requete.id, requete]))
  const fixes = placementsOf(board, compiled).flatMap((placement) => {
    const requete = requetes.get(placement.requete)
    return requete ? [{ requete, placement }] : []
  })
  return {
    open: openBoard({ ...(rooms ? inRooms(instance) : instance), requetes: [], fixes }),
    later: instance.requetes.slice(known.length),
  }
}
