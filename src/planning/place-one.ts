import { explain } from '#src/planning/explain.ts'
import type { Instance, NonPlace, Placement, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

/**
 * Places one request as it arrives, around the interviews that stand (`instance.fixes`); none of them moves and
 * `instance.requetes` is not read. The instance may hold more than the lycées concerned: the rest is left aside.
 * Returns the placement, or why there is none. Source: text A, « au fur et à mesure » of the registrations.
 */
export function placeOne(
  instance: Instance,
  requete: Requete,
): { ok: true; placement: Placement } | { ok: false; nonPlace: NonPlace } {
  const state = new State(narrow(instance, [requete]))
  const place = earliestPlace(state, requete)
  if (!place) return { ok: false, nonPlace: explain(state, requete) }
  const { debut, fin, jury } = place
  const placement = { disponibilite: jury.disponibilite.id, place: state.add(place).place, debut, fin }
  return { ok: true, placement: { requete: requete.id, ...placement } }
}
