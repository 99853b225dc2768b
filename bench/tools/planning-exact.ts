import { standing } from '#src/planning/mending/event.ts'
import type { Instance } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { repairOn } from '#src/planning/repair.ts'
import { Exhaustive } from './planning-exhaustive.ts'
import { fewestChanges, LEFT } from './planning-fewest.ts'
import { placesAsAsked, type Places } from './planning-places.ts'
import { eventsOf, type Kind } from './planning-events.ts'
import { standingPlan } from './planning-standing.ts'

/** Events of a suite, by how their repair is known to change as few as can be. */
export interface Suite {
  /** As many changes as the bound. */
  bound: number
  /** One change less is impossible: everything was tried. */
  exhaustive: number
  /** One change less, or one pupil less without a place, is impossible: HiGHS proved it of an easier model. */
  model: number
  /** Fewer changes are possible. */
  above: number
  /** Not known within the nodes allowed. */
  unknown: number
  /** Among them, those in which somebody is left without a place. */
  unplaced: number
}

const KINDS: readonly Kind[] = ['demi-journée', 'journée', 'lycée fermé']
const NODES = 4_000
/** By the clock, for HiGHS on one event. */
const SECONDS = 300

/** Repairs of random events, each against a minimum proven by its bound or by trying everything. */
export async function exactSuite(
  instance: Instance,
  { count, seed }: { count: number; seed: number },
): Promise<Suite> {
  const { open } = standingPlan(instance, { iterations: 30_000 })
  const places = placesAsAsked(open.instance)
  const suite: Suite = { bound: 0, exhaustive: 0, model: 0, above: 0, unknown: 0, unplaced: 0 }
  for (const event of eventsOf(open.instance, { kinds: KINDS, count, seed })) {
    const { changements, borne, plan } = repairOn(open, event)
    const visible = changements.filter((change) => change.visible).length
    const left = plan.nonPlaces.length
    if (left > 0) suite.unplaced++
    if (left === 0 && visible === borne) suite.bound++
    else suite[await judged(open.instance, { event, places, visible, left })]++
  }
  return suite
}

/** How a number of changes above the bound, or of pupils left, is known to be the least, or not. */
async function judged(
  instance: Instance,
  { visible, left, ...given }: { event: Evenement; places: Places; visible: number; left: number },
): Promise<keyof Suite> {
  // Whether everybody can have a place with one change less; when somebody is left, with any number of them.
  const most = left > 0 ? standing(instance).length : visible - 1
  const fewer = new Exhaustive(instance, given).within(most, NODES)
  if (fewer === 'possible') return 'above'
  if (fewer === 'impossible' && left === 0) return 'exhaustive'
  const asked = { ...given, reach: 'all' as const, seconds: SECONDS }
  for (const integer of [false, true])
    if (((await fewestChanges(instance, { ...asked, integer })) ?? 0) >= LEFT * left + visible) return 'model'
  return 'unknown'
}
