import { insertBest } from '#src/planning/engine/insertion.ts'
import { explain } from '#src/planning/explain.ts'
import type { Instance, NonPlace, Placement, Requete } from '#src/planning/model.ts'
import { standing } from '#src/planning/mending/event.ts'
import { itemOf, openBoard, placementAt, seatOf, type OpenBoard } from '#src/planning/mending/open-board.ts'
import { narrow } from '#src/planning/narrow.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

type Answer = { ok: true; placement: Placement } | { ok: false; nonPlace: NonPlace }

/**
 * Gives a request the cheapest place on an open board, where it then stands; undefined when the board has none for it.
 * None of those that stand moves. The request may be new to the board.
 */
export function placeOn(open: OpenBoard, requete: Requete): Placement | undefined {
  const item = itemOf(open, requete)
  if (open.stands[item] || !insertBest(open.board, item, null)) return undefined
  const placement = placementAt(open, item, seatOf(open, item, new Map()))
  open.stands[item] = { requete, placement }
  return placement
}

/** The cheapest place, by the settings of the académie; undefined where the flat board knows none. */
function cheapest(near: Instance, requete: Requete): Placement | undefined {
  const fixes = near.fixes.map((fixe) => ({ ...fixe, epingle: true }))
  return placeOn(openBoard({ ...near, fixes, requetes: [requete], tenus: [] }), requete)
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
