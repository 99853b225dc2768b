import type { Item } from '#src/planning/engine/items.ts'
import type { Numbering } from '#src/planning/engine/numbering.ts'
import type { JourneyArrays } from '#src/planning/engine/problem.ts'
import type { Instance, Lieu } from '#src/planning/model.ts'
import { trajetMinutes } from '#src/planning/travel.ts'

export interface Journeys {
  arrays: JourneyArrays
  /** Number of a lycée, -1 when nothing is open there. */
  lieu: (id: string) => number
  /** Number of a pair that some item may travel. */
  pair: (college: number, lieu: number) => number
  minutes: (college: number, lieu: number) => number
}

interface Places {
  items: readonly Item[]
  lieux: Numbering
  colleges: Numbering
}

/** Minutes between two places by their id; 0 when one of them is unknown. */
export function journeyBetween({ lieux, trajets }: Instance): (from: string, to: string) => number {
  const places = new Map<string, Lieu>(lieux.map((lieu) => [lieu.id, lieu]))
  const rows = new Map(trajets?.lieux.map((id, row) => [id, row]))
  return (from, to) => {
    if (from === to) return 0
    const [row, column] = [rows.get(from), rows.get(to)]
    if (trajets && row !== undefined && column !== undefined)
      return trajets.minutes[row * rows.size + column] ?? 0
    const [a, b] = [places.get(from), places.get(to)]
    return a && b ? trajetMinutes(a, b) : 0
  }
}

/** The pairs between which some item may travel, and the minutes between lycées where some pupil needs them. */
export function journeysOf(instance: Instance, { items, lieux, colleges }: Places): Journeys {
  const minutes = journeyBetween(instance)
  const pairOf = new Int32Array(colleges.size * lieux.size).fill(-1)
  const pairMinutes: number[] = []
  const pairCollege: number[] = []
  const pair = (college: number, lieu: number): void => {
    const at = college * lieux.size + lieu
    if (lieu < 0 || pairOf[at] !== -1) return
    pairOf[at] = pairMinutes.push(minutes(colleges.keys[college] ?? '', lieux.keys[lieu] ?? '')) - 1
    pairCollege.push(college)
  }
  for (const { requete, college, fixed } of items)
    if (!fixed) for (const id of requete.lieux) pair(college, lieux.find(id))
  const offers = new Map(instance.disponibilites.map((d) => [d.id, d.lieu]))
  for (const { college, fixed } of items)
    if (fixed) pair(college, lieux.find(offers.get(fixed.disponibilite) ?? ''))
  const numberOf = (college: number, lieu: number): number => pairOf[college * lieux.size + lieu] ?? -1
  return {
    lieu: (id) => lieux.find(id),
    pair: numberOf,
    minutes: (college, lieu) => pairMinutes[numberOf(college, lieu)] ?? 0,
    arrays: {
      pairOf,
      pairMinutes: Uint16Array.from(pairMinutes),
      pairCollege: Int32Array.from(pairCollege),
      between: needsBetween(items) ? betweenLieux(lieux.keys, minutes) : new Uint16Array(lieux.size ** 2),
    },
  }
}

/** Some pupil has several interviews. */
const needsBetween = (items: readonly Item[]): boolean =>
  new Set(items.map((item) => item.pupil)).size < items.length

export function betweenLieux(
  ids: readonly string[],
  minutes: (from: string, to: string) => number,
): Uint16Array {
  const table = new Uint16Array(ids.length ** 2)
  for (const [a, from] of ids.entries())
    for (const [b, to] of ids.entries()) table[a * ids.length + b] = minutes(from, to)
  return table
}
