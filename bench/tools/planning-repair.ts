import { check } from '#src/planning/check.ts'
import { afterEvent, standing } from '#src/planning/mending/event.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { dayOf, halfDayAround, startOfDay } from '#src/planning/calendar.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import type { OpenBoard } from '#src/planning/mending/open-board.ts'
import { repairOn } from '#src/planning/repair.ts'
import { placesAsAsked } from './planning-exhaustive.ts'
import { fewestChanges } from './planning-fewest.ts'
import { cpuSeconds } from './planning-run.ts'

export interface Mending {
  displaced: number
  visible: number
  bound: number
  unplaced: number
  broken: number
  /** Events whose changes are more than the quick bound, which proves the others minimal. */
  above: Above[]
  events: number
  /** CPU milliseconds, sorted. */
  times: number[]
}

interface Above {
  event: Evenement
  visible: number
  bound: number
}

export type Kind = 'demi-journée' | 'journée' | 'lycée fermé'

/** Half a day or a day of the people of one jury in use, or a whole lycée for a day. */
export function eventsAt(instance: Instance, { kind, at }: { kind: Kind; at: Placement }): Evenement[] {
  const d = instance.disponibilites.find((one) => one.id === at.disponibilite)
  const day = dayOf(at.debut)
  const whole = { debut: startOfDay(day), fin: startOfDay(day + 1) }
  if (kind === 'lycée fermé') return [{ sorte: 'lieu_ferme', lieu: d?.lieu ?? '', intervalle: whole }]
  const intervalle = kind === 'journée' ? whole : halfDayAround(at.debut)
  return (d?.intervenants.slice(0, 1) ?? []).map((intervenant) => ({
    sorte: 'intervenant_absent',
    intervenant,
    intervalle,
  }))
}

/** Random events on a plan that stands, each on the plan as it was: the board is opened once. */
export function mended(
  open: OpenBoard,
  { kind, count, seed }: { kind: Kind; count: number; seed: number },
): Mending {
  const { instance } = open
  const next = chance(seed)
  const stands = standing(instance)
  const total: Mending = {
    displaced: 0,
    visible: 0,
    bound: 0,
    unplaced: 0,
    broken: 0,
    above: [],
    events: 0,
    times: [],
  }
  for (let i = 0; i < count; i++) {
    const at = stands[Math.floor(next() * stands.length)]?.placement
    if (at) for (const event of eventsAt(instance, { kind, at })) add(total, open, event)
  }
  total.times.sort((a, b) => a - b)
  return total
}

function add(total: Mending, open: OpenBoard, event: Evenement): void {
  const { instance } = open
  const begun = cpuSeconds()
  const { plan, changements, borne } = repairOn(open, event)
  total.times.push(1000 * (cpuSeconds() - begun))
  const visible = changements.filter((change) => change.visible).length
  const after = afterEvent(instance, event)
  const asked = { ...after, fixes: [], tenus: [], requetes: standing(after).map((fixe) => fixe.requete) }
  const broken = check(asked, { places: plan.places, nonPlaces: plan.nonPlaces })
  total.events++
  total.displaced += changements.filter((change) => change.raison !== 'laisse_place').length
  total.visible += visible
  total.bound += borne
  total.unplaced += plan.nonPlaces.length
  total.broken += broken.length
  if (visible > borne || plan.nonPlaces.length > 0) total.above.push({ event, visible, bound: borne })
}

/**
 * The quick bound of some repairs made better by HiGHS for the events that do not meet it, and the number of those that
 * are proven minimal. The same event is judged once.
 */
export async function proofOf(
  { instance }: OpenBoard,
  { above, bound, events }: Mending,
): Promise<{ bound: number; proven: number }> {
  const places = placesAsAsked(instance)
  const least = new Map<string, number | null>()
  const proof = { bound, proven: events - above.length }
  for (const one of above) {
    const key = JSON.stringify(one.event)
    if (!least.has(key))
      least.set(
        key,
        await fewestChanges(instance, { event: one.event, places, integer: false, reach: 'near' }),
      )
    const better = Math.max(one.bound, least.get(key) ?? 0)
    proof.bound += better - one.bound
    if (one.visible === better) proof.proven++
  }
  return proof
}

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
