import { check } from '#src/planning/check.ts'
import { afterEvent, meets, standing } from '#src/planning/mending/event.ts'
import type { Fixe, Instance, Placement, Plan } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'

/** The rules that a plan that stands breaks by itself: none, or nothing said of its repairs would hold. */
export function brokenNow(instance: Instance): number {
  const stands = standing(instance)
  const asked = { ...instance, fixes: [], tenus: [], requetes: stands.map(({ requete }) => requete) }
  return check(asked, { places: stands.map(({ placement }) => placement), nonPlaces: [] }).length
}

const isSame = (a: Placement, b: Placement | undefined): boolean =>
  a.disponibilite === b?.disponibilite && a.debut === b.debut && a.fin === b.fin && a.place === b.place

/** Whether the event may bear on an interview that has not moved: told from its time alone. */
function isNear(event: Evenement, { requete, placement }: Fixe): boolean {
  return 'intervalle' in event ? meets(placement, event.intervalle) : event.requetes.includes(requete.id)
}

/** What is asked for after the event; an interview that was missed is not held again before it was. */
function askedAfter(event: Evenement, fixe: Fixe): Fixe[] {
  if (!('requetes' in event) || !event.requetes.includes(fixe.requete.id)) return [fixe]
  if (event.sorte === 'retrait') return []
  return [{ ...fixe, requete: { ...fixe.requete, auPlusTot: fixe.placement.fin } }]
}

/**
 * The rules that a repaired plan breaks, by the independent checker. Interviews that have not moved, at times that the
 * event does not meet, stand as fixed: what they break among themselves, the plan broke before (`brokenNow`).
 */
export function brokenBy(instance: Instance, event: Evenement, { places, nonPlaces }: Plan): number {
  const after = afterEvent(instance, event)
  const now = new Map(places.map((placement) => [placement.requete, placement]))
  const asked = standing(after).flatMap((fixe) => askedAfter(event, fixe))
  const rests = (fixe: Fixe): boolean =>
    isSame(fixe.placement, now.get(fixe.requete.id)) && !isNear(event, fixe)
  const fixes = asked.filter(rests)
  const fixed = new Set(fixes.map(({ requete }) => requete.id))
  const requetes = asked.flatMap(({ requete }) => (fixed.has(requete.id) ? [] : [requete]))
  const fresh = places.filter((placement) => !fixed.has(placement.requete))
  return check({ ...after, fixes, tenus: [], requetes }, { places: fresh, nonPlaces }).length
}
