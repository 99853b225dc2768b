import type { OpenBoard } from '#src/planning/mending/open-board.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { repairOn } from '#src/planning/repair.ts'
import { eventsOf, type Kind } from './planning-events.ts'
import { fewestChanges, LEFT } from './planning-fewest.ts'
import { brokenBy } from './planning-judge.ts'
import type { Places } from './planning-places.ts'
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
  left: number
}

/** Random events on a plan that stands, each on the plan as it was: the board is opened once. */
export function mended(
  open: OpenBoard,
  { kind, count, seed }: { kind: Kind; count: number; seed: number },
): Mending {
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
  for (const event of eventsOf(open.instance, { kinds: [kind], count, seed })) add(total, open, event)
  total.times.sort((a, b) => a - b)
  return total
}

function add(total: Mending, open: OpenBoard, event: Evenement): void {
  const begun = cpuSeconds()
  const { plan, changements, borne } = repairOn(open, event)
  total.times.push(1000 * (cpuSeconds() - begun))
  const visible = changements.filter((change) => change.visible).length
  const left = plan.nonPlaces.length
  total.events++
  total.displaced += changements.filter((change) => change.raison !== 'laisse_place').length
  total.visible += visible
  total.bound += borne
  total.unplaced += left
  total.broken += brokenBy(open.instance, event, plan)
  if (visible > borne || left > 0) total.above.push({ event, visible, bound: borne, left })
}

export interface Proof {
  /** The quick bounds and, for the events that do not meet theirs, the better one of HiGHS. */
  bound: number
  /** Events proven minimal. */
  proven: number
  /** Pupils who are left without a place and whom no repair would have placed. */
  inevitable: number
  /** Events judged by HiGHS, and those that it had no time for: their quick bound stands. */
  solved: number
  timeless: number
  /** Processor seconds. */
  seconds: number
}

interface Means {
  /** Found once for all the events. */
  places: Places
  /** Seconds by the clock for one event. */
  each: number
  /** Processor seconds for all of them; once they are spent, no other event is judged. */
  all: number
}

/**
 * The bound of some repairs made better by HiGHS for the events that do not meet it, those farthest from theirs first. The
 * same event is judged once.
 */
export async function proofOf(
  { instance }: OpenBoard,
  { above, bound, events }: Mending,
  { places, each, all }: Means,
): Promise<Proof> {
  const begun = cpuSeconds()
  const least = new Map<string, number | null>()
  const proof = { bound, proven: events - above.length, inevitable: 0, solved: 0, timeless: 0, seconds: 0 }
  for (const one of above.toSorted((a, b) => b.visible - b.bound - (a.visible - a.bound))) {
    const key = JSON.stringify(one.event)
    if (!least.has(key)) {
      const asked = { event: one.event, places, integer: false, reach: 'near' as const, seconds: each }
      least.set(key, cpuSeconds() - begun > all ? null : await fewestChanges(instance, asked))
    }
    judge(proof, one, least.get(key) ?? null)
  }
  proof.seconds = cpuSeconds() - begun
  return proof
}

/** What HiGHS found of one event, or that it found nothing. */
function judge(proof: Proof, { visible, bound, left }: Above, found: number | null): void {
  if (found === null) proof.timeless++
  else proof.solved++
  // Whoever is left counts for more than any number of changes.
  const inevitable = Math.min(left, Math.floor((found ?? 0) / LEFT))
  const better = Math.max(bound, (found ?? 0) - LEFT * left)
  proof.inevitable += inevitable
  proof.bound += better - bound
  if (inevitable === left && visible === better) proof.proven++
}

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
