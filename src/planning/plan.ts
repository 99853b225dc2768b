import { explain } from '#src/planning/explain.ts'
import type { Instance, Plan, Requete } from '#src/planning/model.ts'
import { makeRoom } from '#src/planning/ejection.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'
import { waitingRequetes } from '#src/planning/waiting.ts'

function placeIfFree(state: State, requete: Requete): boolean {
  const place = earliestPlace(state, requete)
  if (place) state.add(place)
  return place !== undefined
}

/**
 * Places requests in order of arrival, each at its earliest admissible place, then makes room for those left by
 * moving few others. `places` holds the new interviews only (the fixed ones stand and are not repeated); every
 * other request is in `nonPlaces` with its reason. Both in order of arrival. Same instance, same plan.
 * Source: formats.md, « How the lines are judged ».
 */
export function plan(instance: Instance): Plan {
  const state = new State(instance)
  const requetes = waitingRequetes(instance)
  const waiting = requetes.filter((requete) => !placeIfFree(state, requete))
  const left = makeRoom(state, { waiting, size: requetes.length })
  return {
    places: requetes.flatMap((requete) => state.placementOf(requete)),
    nonPlaces: left.map((requete) => explain(state, requete)),
  }
}
