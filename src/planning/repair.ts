import { explain } from '#src/planning/explain.ts'
import { differenceOf } from '#src/planning/mending/difference.ts'
import { afterEvent, anew, hitsOf, standing, type Hit } from '#src/planning/mending/event.ts'
import { reinsert } from '#src/planning/mending/reinsert.ts'
import { retainAll } from '#src/planning/mending/retention.ts'
import type { Fixe, Instance, NonPlace, Placement, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import type { Changement, Evenement, RaisonChangement, Reparation } from '#src/planning/outcomes.ts'
import { State } from '#src/planning/state.ts'

/** What stands after the repair, by request; absent = no place. */
type Places = ReadonlyMap<string, Placement>

/** New placements of everything that stands, seats of groups told apart. */
function seated(stands: readonly Fixe[], places: Places): Map<string, Placement> {
  const result = new Map<string, Placement>()
  const taken = new Set<string>()
  const seat = (p: Placement): string => `${p.place} ${p.debut} ${p.disponibilite}`
  const stays = ({ placement }: Fixe, now: Placement): boolean =>
    placement.disponibilite === now.disponibilite && placement.debut === now.debut
  const moved: Placement[] = []
  for (const fixe of stands) {
    const now = places.get(fixe.requete.id)
    if (!now) continue
    if (!stays(fixe, now)) {
      moved.push(now)
      continue
    }
    taken.add(seat(fixe.placement))
    result.set(fixe.requete.id, fixe.placement)
  }
  for (const placement of moved) {
    let place = 1
    while (taken.has(seat({ ...placement, place }))) place++
    taken.add(seat({ ...placement, place }))
    result.set(placement.requete, { ...placement, place })
  }
  return result
}

function changesOf(
  instance: Instance,
  given: { stands: readonly Fixe[]; hits: readonly Hit[]; places: Places },
): Changement[] {
  const lieux = new Map(instance.disponibilites.map((d) => [d.id, d.lieu]))
  const hits = new Map(given.hits.map((hit) => [hit.fixe.requete.id, hit.kind]))
  return given.stands.flatMap(({ requete, placement: avant }) => {
    const apres = given.places.get(requete.id) ?? null
    if (apres?.disponibilite === avant.disponibilite && apres.debut === avant.debut) return []
    const visible =
      apres === null ||
      apres.debut !== avant.debut ||
      lieux.get(apres.disponibilite) !== lieux.get(avant.disponibilite)
    return [{ requete: requete.id, avant, apres, visible, raison: reasonOf(hits.get(requete.id), visible) }]
  })
}

function reasonOf(kind: Hit['kind'] | undefined, visible: boolean): RaisonChangement {
  if (kind === 'gone') return 'retire'
  if (!visible) return 'autre_jury'
  return kind === undefined ? 'laisse_place' : 'place_perdue'
}

/** Placements after the event: kept, moved to another jury, or placed anew. */
function mend(
  instance: Instance,
  { stands, hits, event }: { stands: readonly Fixe[]; hits: readonly Hit[]; event: Evenement },
): { places: Map<string, Placement>; bound: number } {
  const { moved, lost, bound } = retainAll(instance, { stands, hits })
  const timeless = hits.filter((hit) => hit.kind === 'pupil').map((hit) => hit.fixe)
  const away = new Set([
    ...lost,
    ...timeless,
    ...hits.filter((hit) => hit.kind === 'gone').map((hit) => hit.fixe),
  ])
  const fixes = stands
    .filter((fixe) => !away.has(fixe))
    .map((fixe) => ({ ...fixe, placement: moved.get(fixe.requete.id) ?? fixe.placement }))
  const displaced = [...lost, ...timeless].map((fixe) => anew(fixe, event))
  const found =
    displaced.length === 0 ? new Map<string, Placement>() : reinsert({ ...instance, fixes }, displaced)
  const places = new Map(fixes.map((fixe) => [fixe.requete.id, fixe.placement]))
  for (const [requete, placement] of found) places.set(requete, placement)
  return { places: seated(stands, places), bound: bound + away.size - lost.length }
}

/**
 * Mends what stands (`fixes` and `tenus`) after an event: as many as possible are kept at their lycée and time, by an
 * exact search; the others go to the cheapest free places; only then one other makes way. Requests of the instance
 * that had no place are left as they are. Source: reference measurements, minimal perturbation.
 */
export function repair(instance: Instance, event: Evenement): Reparation {
  const after = afterEvent(instance, event)
  const stands = standing(after)
  const hits = hitsOf(after, event, stands)
  const { places, bound } = mend(after, { stands, hits, event })
  const changements = changesOf(after, { stands, hits, places })
  const gone = new Set(hits.filter((hit) => hit.kind === 'gone').map((hit) => hit.fixe.requete.id))
  const now = stands.flatMap((fixe) => {
    const placement = places.get(fixe.requete.id)
    return placement ? [{ ...fixe, placement }] : []
  })
  const changed = new Set(changements.map((change) => change.requete))
  const touched = stands.flatMap(({ requete }) =>
    changed.has(requete.id) && !gone.has(requete.id) ? [requete] : [],
  )
  const waiting = stands
    .filter(({ requete }) => !places.has(requete.id) && !gone.has(requete.id))
    .map((fixe) => anew(fixe, event))
  return {
    plan: {
      places: now.map((fixe) => fixe.placement),
      nonPlaces: reasonsOf({ ...after, fixes: now }, waiting),
    },
    changements,
    borne: bound,
    ecart: differenceOf(after, { before: stands, after: now, touched }),
  }
}

function reasonsOf(instance: Instance, waiting: readonly Requete[]): NonPlace[] {
  return waiting.map((requete) => explain(new State(narrow(instance, [requete])), requete))
}
