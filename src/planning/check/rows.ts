import type { Disponibilite, Instance, Interval, Placement, Plan, Requete } from '#src/planning/model.ts'
import type { Regle } from '#src/planning/outcomes.ts'

/** A rule that is broken, and by which requests together; at least one of them is placed by the plan checked. */
export interface Violation {
  regle: Regle
  requetes: string[]
}

/** An interview of the plan (`fresh`) or a fixed one, beside what it refers to. */
export interface Row extends Interval {
  requete: Requete
  placement: Placement
  /** Undefined when the instance has no such availability. */
  disponibilite: Disponibilite | undefined
  fresh: boolean
}

export const inPerson = (row: Row): boolean => row.requete.mode !== 'distanciel'
export const dayNumber = (instant: number): number => Math.floor(instant / (24 * 60))
/** Two a day, split at 13:00; an interview belongs to the one in which it starts. */
export const halfDay = (instant: number): number =>
  2 * dayNumber(instant) + (instant - dayNumber(instant) * 24 * 60 >= 13 * 60 ? 1 : 0)
export const meet = (a: Interval, b: Interval): boolean => a.debut < b.fin && b.debut < a.fin

/** Reports a broken rule unless only fixed interviews have to do with it: the plan is not to blame for these. */
export const broken = (regle: Regle, rows: readonly Row[]): Violation[] =>
  rows.some((row) => row.fresh) ? [{ regle, requetes: rows.map((row) => row.requete.id) }] : []

export function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}

/** Every interview that takes place if the plan is kept; placements of unknown requests are left out. */
export function rowsOf(instance: Instance, plan: Plan): Row[] {
  const requetes = new Map(instance.requetes.map((requete) => [requete.id, requete]))
  const disponibilites = new Map(instance.disponibilites.map((d) => [d.id, d]))
  const row = (requete: Requete, placement: Placement, fresh: boolean): Row => ({
    requete,
    placement,
    disponibilite: disponibilites.get(placement.disponibilite),
    debut: placement.debut,
    fin: placement.fin,
    fresh,
  })
  const fixed = instance.fixes.map(({ requete, placement }) => row(requete, placement, false))
  const fresh = plan.places.flatMap((placement) => {
    const requete = requetes.get(placement.requete)
    return requete ? [row(requete, placement, true)] : []
  })
  return [...fixed, ...fresh]
}
