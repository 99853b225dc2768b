import { explain } from '#src/planning/explain.ts'
import type { Disponibilite, Instance, NonPlace, Placement, Requete } from '#src/planning/model.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

type Fixe = Instance['fixes'][number]

const ressourcesOf = ({ intervenants, salle }: Disponibilite): string[] =>
  salle === null ? [...intervenants] : [...intervenants, salle]

/** What bears on one request: its lycées, who else needs their people and rooms, its pupil and its collège. */
function narrow(instance: Instance, requete: Requete): Instance {
  const own = ({ requete: other }: Fixe): boolean =>
    other.eleve === requete.eleve || other.origine === requete.origine
  const lieux = new Set(requete.lieux)
  const shared = new Set(instance.disponibilites.filter((d) => lieux.has(d.lieu)).flatMap(ressourcesOf))
  const visited = new Set(instance.fixes.filter(own).map((fixe) => fixe.placement.disponibilite))
  const disponibilites = instance.disponibilites.filter(
    (d) => lieux.has(d.lieu) || visited.has(d.id) || ressourcesOf(d).some((key) => shared.has(key)),
  )
  const ids = new Set(disponibilites.map((d) => d.id))
  const fixes = instance.fixes.filter((fixe) => ids.has(fixe.placement.disponibilite) || own(fixe))
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
