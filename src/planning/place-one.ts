import { explain } from '#src/planning/explain.ts'
import type { Disponibilite, Instance, NonPlace, Placement, Requete } from '#src/planning/model.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

const ressourcesOf = ({ intervenants, salle }: Disponibilite): string[] =>
  salle === null ? [...intervenants] : [...intervenants, salle]

/** What bears on one request: its lycées, who else needs their people and rooms, its pupil and its collège. */
function narrow(instance: Instance, requete: Requete): Instance {
  const lieux = new Set(requete.lieux)
  const offered = (d: Disponibilite): boolean => lieux.has(d.lieu) && d.domaines.includes(requete.domaine)
  const shared = new Set(instance.disponibilites.filter(offered).flatMap(ressourcesOf))
  const near = new Set(
    instance.disponibilites
      .filter((d) => offered(d) || ressourcesOf(d).some((key) => shared.has(key)))
      .map((d) => d.id),
  )
  const fixes = instance.fixes.filter(
    ({ requete: other, placement }) =>
      other.eleve === requete.eleve || other.origine === requete.origine || near.has(placement.disponibilite),
  )
  const visited = new Set(fixes.map((fixe) => fixe.placement.disponibilite))
  const disponibilites = instance.disponibilites.filter((d) => near.has(d.id) || visited.has(d.id))
  return { ...instance, disponibilites, fixes }
}

/**
 * Places one request as it arrives, around the interviews that stand (`instance.fixes`); none of them moves and
 * `instance.requetes` is not read. The instance may hold more than the lycées concerned: the rest is left aside.
 * Returns the placement, or why there is none. Source: text A, « au fur et à mesure » of the registrations.
 */
export function placeOne(
  instance: Instance,
  requete: Requete,
): { ok: true; placement: Placement } | { ok: false; nonPlace: NonPlace } {
  const state = new State(narrow(instance, requete))
  const place = earliestPlace(state, requete)
  if (!place) return { ok: false, nonPlace: explain(state, requete) }
  const { debut, fin, jury } = place
  const placement = { disponibilite: jury.disponibilite.id, place: state.add(place).place, debut, fin }
  return { ok: true, placement: { requete: requete.id, ...placement } }
}
