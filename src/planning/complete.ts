import { makeRoom } from '#src/planning/ejection.ts'
import { explain } from '#src/planning/explain.ts'
import type { Instance, Placement, Plan } from '#src/planning/model.ts'
import { State } from '#src/planning/state.ts'
import { waitingRequetes } from '#src/planning/waiting.ts'

/**
 * Gives a place to those that the flat planner left out: it looks at every start, and moves a few of the others where
 * nothing is free. Nobody loses his place.
 */
export function complete(instance: Instance, places: readonly Placement[]): Plan {
  const requetes = waitingRequetes(instance)
  const placed = new Map(places.map((placement) => [placement.requete, placement]))
  const waiting = requetes.filter((requete) => !placed.has(requete.id))
  if (waiting.length === 0) return { places: [...places], nonPlaces: [] }
  const state = new State(instance)
  for (const requete of requetes) {
    const placement = placed.get(requete.id)
    if (placement) state.hold(requete, placement)
  }
  const left = makeRoom(state, { waiting, size: requetes.length })
  return {
    places: requetes.flatMap((requete) => state.placementOf(requete)),
    nonPlaces: left.map((requete) => explain(state, requete)),
  }
}
