import { differenceOnPaper } from '#src/planning/check/difference.ts'
import { explain } from '#src/planning/explain.ts'
import { afterEvent, anew } from '#src/planning/mending/event.ts'
import { standsOn, type OpenBoard } from '#src/planning/mending/open-board.ts'
import type { Fixe, Placement, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import type { Changement, Evenement, Reparation } from '#src/planning/outcomes.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

interface Left {
  event: Evenement
  repaired: Reparation
  now: Fixe[]
  lost: readonly Fixe[]
}

/**
 * What is left once the board has done what it can: the first free place at any start (the board knows none astride
 * 13:00), or why there is none.
 */
export function exactly(open: OpenBoard, { event, repaired, now, lost }: Left): Reparation {
  const { instance } = open
  const after = afterEvent({ ...instance, fixes: now, tenus: [] }, event)
  const asked = afterEvent({ ...instance, fixes: lost, tenus: [] }, event).fixes.map((one) =>
    anew(one, event),
  )
  const state = new State(narrow(after, asked))
  const left: Requete[] = []
  const found = new Map<string, Placement>()
  for (const requete of asked) {
    const place = earliestPlace(state, requete)
    if (place) state.add(place)
    else left.push(requete)
    for (const placement of state.placementOf(requete)) found.set(requete.id, placement)
  }
  const placed = lost.flatMap((fixe) => {
    const placement = found.get(fixe.requete.id)
    return placement ? [{ ...fixe, placement }] : []
  })
  const nonPlaces = left.map((requete) => explain(state, requete))
  return {
    ...repaired,
    plan: { places: [...repaired.plan.places, ...placed.map((one) => one.placement)], nonPlaces },
    changements: repaired.changements.map((one) => seen(open, one, found.get(one.requete))),
    ecart: placed.length === 0 ? repaired.ecart : costed(open, { repaired, after: [...now, ...placed] }),
  }
}

/** The change once a place is found for it. */
function seen({ instance }: OpenBoard, change: Changement, apres: Placement | undefined): Changement {
  if (!apres || change.apres) return change
  const lieuOf = (id: string): string | undefined => instance.disponibilites.find((d) => d.id === id)?.lieu
  const { avant } = change
  const visible = apres.debut !== avant.debut || lieuOf(apres.disponibilite) !== lieuOf(avant.disponibilite)
  return { ...change, apres, visible, raison: visible ? change.raison : 'autre_jury' }
}

/** Interviews that the board cannot hold are costed on paper, with all the other changes. */
function costed(
  open: OpenBoard,
  { repaired, after }: { repaired: Reparation; after: readonly Fixe[] },
): Reparation['ecart'] {
  const before = standsOn(open)
  const changed = new Set(
    repaired.changements.flatMap((one) => (one.raison === 'retire' ? [] : [one.requete])),
  )
  const touched = before.flatMap(({ requete }) => (changed.has(requete.id) ? [requete] : []))
  return differenceOnPaper(open.instance, { before, after, touched })
}
