import { compile } from '#src/planning/engine/compile.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { boardOf, placementsOf } from '#src/planning/engine/solve.ts'
import { explain } from '#src/planning/explain.ts'
import type { Instance, NonPlace, Placement, Requete } from '#src/planning/model.ts'
import { standing } from '#src/planning/mending/event.ts'
import { narrow } from '#src/planning/narrow.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

type Answer = { ok: true; placement: Placement } | { ok: false; nonPlace: NonPlace }

/** The cheapest place, by the settings of the académie; undefined where the flat board knows none. */
function cheapest(near: Instance, requete: Requete): Placement | undefined {
  const compiled = compile({ ...near, requetes: [requete], tenus: [] })
  const board = boardOf(compiled)
  insertBest(board, 0, null)
  return placementsOf(board, compiled)[0]
}

function earliest(near: Instance, requete: Requete): Answer {
  const state = new State(near)
  const place = earliestPlace(state, requete)
  if (!place) return { ok: false, nonPlace: explain(state, requete) }
  const { debut, fin, jury } = place
  const placement = { disponibilite: jury.disponibilite.id, place: state.add(place).place, debut, fin }
  return { ok: true, placement: { requete: requete.id, ...placement } }
}

/**
 * Places one request as it arrives, around the interviews that stand (`fixes` and `tenus`); none of them moves. With
 * settings (`reglages`) it takes the cheapest place, without them the earliest. The instance may hold more than the
 * lycées concerned: the rest is left aside. Returns the placement, or why there is none.
 * Source: text A, « au fur et à mesure » of the registrations.
 */
export function placeOne(instance: Instance, requete: Requete): Answer {
  const fixes = standing(instance).filter((fixe) => fixe.requete.id !== requete.id)
  const near = narrow({ ...instance, fixes, tenus: [] }, [requete])
  const placement = instance.reglages ? cheapest(near, requete) : undefined
  return placement ? { ok: true, placement } : earliest(near, requete)
}
