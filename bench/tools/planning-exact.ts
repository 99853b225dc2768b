import { standing } from '#src/planning/mending/event.ts'
import { chance } from '#src/planning/engine/chance.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { repairOn } from '#src/planning/repair.ts'
import { Exhaustive, placesOf } from './planning-exhaustive.ts'
import { fewestChanges } from './planning-fewest.ts'
import { eventsAt, type Kind } from './planning-repair.ts'
import { standingPlan } from './planning-standing.ts'

/** Events of a suite, by how their repair is known to change as few as can be. */
export interface Suite {
  /** As many changes as the bound. */
  bound: number
  /** One change less is impossible: everything was tried. */
  exhaustive: number
  /** One change less is impossible: HiGHS proved it of an easier model. */
  model: number
  /** Fewer changes are possible. */
  above: number
  /** Not known within the nodes allowed. */
  unknown: number
  /** Somebody is left without a place: no minimum is looked for. */
  unplaced: number
}

const KINDS: readonly Kind[] = ['demi-journée', 'journée', 'lycée fermé']
const NODES = 4_000

/** Repairs of random events, each against a minimum proven by its bound or by trying everything. */
export async function exactSuite(
  instance: Instance,
  { count, seed }: { count: number; seed: number },
): Promise<Suite> {
  const { open } = standingPlan(instance, { iterations: 30_000 })
  const places = placesOf(open.instance)
  const next = chance(seed)
  const stands = standing(open.instance)
  const suite: Suite = { bound: 0, exhaustive: 0, model: 0, above: 0, unknown: 0, unplaced: 0 }
  for (let i = 0; i < count; i++) {
    const at = stands[Math.floor(next() * stands.length)]?.placement
    const [event] = at ? eventsAt(open.instance, { kind: KINDS[i % KINDS.length] ?? 'journée', at }) : []
    if (!event) continue
    const { changements, borne, plan } = repairOn(open, event)
    const visible = changements.filter((change) => change.visible).length
    const known = plan.nonPlaces.length > 0 ? 'unplaced' : visible === borne ? 'bound' : undefined
    suite[known ?? (await judged(open.instance, { event, places, visible }))]++
  }
  return suite
}

/** How a number of changes above the bound is known to be the least, or not. */
async function judged(
  instance: Instance,
  { visible, ...given }: { event: Evenement; places: Map<string, Placement[]>; visible: number },
): Promise<keyof Suite> {
  const fewer = new Exhaustive(instance, given).within(visible - 1, NODES)
  if (fewer !== 'unknown') return fewer === 'impossible' ? 'exhaustive' : 'above'
  return ((await fewestChanges(instance, given)) ?? 0) >= visible ? 'model' : 'unknown'
}
