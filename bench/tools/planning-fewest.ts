import { LpText } from '#src/planning/bounds/lp-text.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { solve } from '#src/planning/workers/lower-bound.ts'
import { isClosed } from './planning-exhaustive.ts'

const STEP = 5
const SECONDS = 120

interface Column {
  placement: Placement
  name: string
}

/** Rows that say that at most so many of some columns hold at once, at each tick. */
class Ticks {
  readonly #rows = new Map<string, string[]>()

  /** A column takes its key from a time to another. */
  take(key: string, { debut, fin }: { debut: number; fin: number }, name: string): void {
    for (let at = debut; at < fin; at += STEP) {
      const row = `${key} ${at}`
      const list = this.#rows.get(row)
      if (list) list.push(name)
      else this.#rows.set(row, [name])
    }
  }

  write(model: LpText, most: (key: string) => number): void {
    for (const [row, names] of this.#rows) {
      const cap = most(row.slice(0, row.lastIndexOf(' ')))
      if (names.length > cap)
        model.row(
          names.map((name) => [1, name] as const),
          '<=',
          cap,
        )
    }
  }
}

/** What leaving somebody without a place counts for: more than any number of changes. */
export const LEFT = 1_000

/**
 * A number that no plan after an event goes below, proven by HiGHS: `LEFT` for each pupil without a place, and one for
 * each visible change, his own included: one column per place that the checker allows to an interview, which may be shared out among several unless `integer`; one interview at a time for
 * each jury, each pupil and each remote post. Rooms and the journeys between places are left out, so that it may be below
 * the minimum. Null when the time was too short to prove anything.
 */
export async function fewestChanges(
  after: Instance,
  {
    event,
    places,
    integer,
  }: { event: Evenement; places: ReadonlyMap<string, readonly Placement[]>; integer: boolean },
): Promise<number | null> {
  const closed = isClosed(after, event)
  const lieux = new Map(after.disponibilites.map((d) => [d.id, d.lieu]))
  const posts = after.contraintes.postesDistanciel
  const model = new LpText()
  const ticks = new Ticks()
  for (const { requete, placement: home } of standing(after)) {
    const seen = (one: Placement): boolean =>
      one.debut !== home.debut || lieux.get(one.disponibilite) !== lieux.get(home.disponibilite)
    const columns = (places.get(requete.id) ?? [])
      .filter((one) => !closed(one))
      .map((placement): Column => ({ placement, name: model.variable(seen(placement) ? 1 : 0) }))
    const left = model.variable(LEFT + 1)
    model.row(
      [left, ...columns.map(({ name }) => name)].map((name) => [1, name] as const),
      '=',
      1,
    )
    for (const { placement, name } of columns) {
      const { debut, fin, disponibilite } = placement
      ticks.take(`jury ${disponibilite}`, { debut, fin }, name)
      ticks.take(`eleve ${requete.eleve}`, { debut, fin: fin + STEP }, name)
      if (requete.mode === 'distanciel') ticks.take(`poste ${requete.origine}`, { debut, fin }, name)
    }
  }
  ticks.write(model, (key) =>
    key.startsWith('poste ') ? (posts?.get(key.slice(6)) ?? Number.POSITIVE_INFINITY) : 1,
  )
  const { borne } = await solve({ text: model.text({ integer }), seconds: SECONDS, integer })
  return borne === null ? null : Math.ceil(borne - 1e-6)
}
