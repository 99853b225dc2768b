import { explain } from '#src/planning/explain.ts'
import type { Instance, Placement, Plan, Requete } from '#src/planning/model.ts'
import { repair } from '#src/planning/repair.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

/** Requests to place, in order of arrival: those already served, and a second of one id, are left out. */
function waitingRequetes(instance: Instance): Requete[] {
  const known = new Set(instance.fixes.map((fixe) => fixe.requete.id))
  return instance.requetes.filter((requete) => !known.has(requete.id) && known.add(requete.id))
}

function placementOf(state: State, requete: Requete): Placement[] {
  const entretien = state.entretien(requete.id)
  if (!entretien?.creneau) return []
  const { debut, fin, place, creneau } = entretien
  return [{ requete: requete.id, disponibilite: creneau.jury.disponibilite.id, place, debut, fin }]
}

function placeIfFree(state: State, requete: Requete): boolean {
  const place = earliestPlace(state, requete)
  if (place) state.add(place)
  return place !== undefined
}

/**
 * Places requests in order of arrival, each at its earliest admissible place, then makes room for those left by
 * moving few others. `places` holds the new interviews only (the fixed ones stand and are not repeated); every
 * other request is in `nonPlaces` with its reason. Both in order of arrival. Same instance, same plan.
 * Source: issue 2, placement; formats.md, « How the lines are judged ».
 */
export function plan(instance: Instance): Plan {
  const state = new State(instance)
  const requetes = waitingRequetes(instance)
  const waiting = requetes.filter((requete) => !placeIfFree(state, requete))
  const left = repair(state, { waiting, size: requetes.length })
  return {
    places: requetes.flatMap((requete) => placementOf(state, requete)),
    nonPlaces: left.map((requete) => explain(state, requete)),
  }
}
