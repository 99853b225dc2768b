import { LpText } from '#src/planning/bounds/lp-text.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Fixe, Instance, Placement } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { solve } from '#src/planning/workers/highs.ts'
import { isClosed, type Places } from './planning-places.ts'

const STEP = 5
/** What a solver may be wrong by. */
const TOLERANCE = 1e-3
const halfOf = (instant: number): number => 2 * Math.floor(instant / 1440) + (instant % 1440 < 780 ? 0 : 1)

interface Use {
  debut: number
  fin: number
}

/** Rows that say that at most so many of some columns hold at once, at each tick. */
class Ticks {
  readonly #rows = new Map<string, Set<string>>()

  /** A column takes its key from a time to another. */
  take(key: string, { debut, fin }: Use, name: string): void {
    for (let at = debut; at < fin; at += STEP) {
      const row = `${key} ${at}`
      const names = this.#rows.get(row)
      if (names) names.add(name)
      else this.#rows.set(row, new Set([name]))
    }
  }

  write(model: LpText, most: (key: string) => number): void {
    for (const [row, names] of this.#rows) {
      const cap = most(row.slice(0, row.lastIndexOf(' ')))
      if (names.size > cap)
        model.row(
          [...names].map((name) => [1, name] as const),
          '<=',
          cap,
        )
    }
  }
}

/** Juries that receive in each half-day of each lycée, against the rooms that it has. */
class Rooms {
  readonly #used = new Map<string, Map<string, string>>()
  readonly #model: LpText
  readonly #ticks = new Map<string, [number, string][]>()

  constructor(model: LpText) {
    this.#model = model
  }

  /** A column takes its jury, which takes a room for the half-day. */
  take(lieu: string, { disponibilite, debut, fin }: Placement, name: string): void {
    const key = `${lieu} ${halfOf(debut)}`
    const here = this.#used.get(key) ?? new Map<string, string>()
    this.#used.set(key, here)
    const used = here.get(disponibilite) ?? this.#model.variable(0)
    here.set(disponibilite, used)
    for (let at = debut; at < fin; at += STEP) {
      const row = `${disponibilite} ${at}`
      const terms = this.#ticks.get(row) ?? [[-1, used]]
      terms.push([1, name])
      this.#ticks.set(row, terms)
    }
  }

  write(rooms: ReadonlyMap<string, number> | undefined): void {
    for (const terms of this.#ticks.values()) this.#model.row(terms, '<=', 0)
    for (const [key, here] of this.#used) {
      const cap = rooms?.get(key.slice(0, key.lastIndexOf(' '))) ?? Number.POSITIVE_INFINITY
      if (here.size > cap)
        this.#model.row(
          [...here.values()].map((name) => [1, name] as const),
          '<=',
          cap,
        )
    }
  }
}

/** What leaving somebody without a place counts for: more than any number of changes. */
export const LEFT = 1_000

interface Asked {
  event: Evenement
  places: Places
  integer: boolean
  /** By the clock, for the solver. */
  seconds: number
  /**
   * `near`: the interviews of the half-days to which those that lost their place may go, and who makes way for them is
   * counted as placed wherever it may be. `all`: every interview, each with its places.
   */
  reach: 'near' | 'all'
}

/** The programme whose optimum is below the changes of any plan; see `fewestChanges`. */
function fewestModel(after: Instance, { event, places, reach }: Omit<Asked, 'integer' | 'seconds'>): LpText {
  const closed = isClosed(after, event)
  const lieux = new Map(after.disponibilites.map((d) => [d.id, d.lieu]))
  const lieuOf = ({ disponibilite }: Placement): string => lieux.get(disponibilite) ?? ''
  const halfAt = (one: Placement): string => `${lieuOf(one)} ${halfOf(one.debut)}`
  const stands = standing(after)
  const isHit = ({ placement }: Fixe): boolean => closed(placement)
  const near = new Set(
    stands
      .filter(isHit)
      .flatMap(({ requete, placement }) => [halfAt(placement), ...places.of(requete).map(halfAt)]),
  )
  const posts = after.contraintes.postesDistanciel
  const model = new LpText()
  const ticks = new Ticks()
  const rooms = new Rooms(model)
  for (const fixe of stands) {
    const { requete, placement: home } = fixe
    const stays = reach === 'near' && !isHit(fixe)
    if (stays && !near.has(halfAt(home))) continue
    const isSeen = (one: Placement): boolean => one.debut !== home.debut || lieuOf(one) !== lieuOf(home)
    const columns = (stays ? places.unseen(fixe) : places.of(requete))
      .filter((one) => !closed(one))
      .map((placement) => ({ placement, name: model.variable(isSeen(placement) ? 1 : 0) }))
    const left = model.variable(stays ? 1 : LEFT + 1)
    model.row(
      [left, ...columns.map(({ name }) => name)].map((name) => [1, name] as const),
      '=',
      1,
    )
    for (const { placement, name } of columns) {
      const { debut, fin } = placement
      rooms.take(lieuOf(placement), placement, name)
      ticks.take(`eleve ${requete.eleve}`, { debut, fin: fin + STEP }, name)
      if (requete.mode === 'distanciel') ticks.take(`poste ${requete.origine}`, { debut, fin }, name)
    }
  }
  rooms.write(after.contraintes.sallesParLieu)
  ticks.write(model, (key) =>
    key.startsWith('poste ') ? (posts?.get(key.slice(6)) ?? Number.POSITIVE_INFINITY) : 1,
  )
  return model
}

/**
 * A number that no plan after an event goes below, proven by HiGHS: `LEFT` for each pupil without a place, and one for
 * each visible change, his own included: one column per place that the checker allows to an interview, which may be
 * shared out among several unless `integer`; one interview at a time for each jury, each pupil and each remote post, and
 * no more juries in a half-day than the lycée has rooms. The journeys between places are left out, so that it may be
 * below the minimum. Null when the time was too short to prove anything.
 */
export async function fewestChanges(
  after: Instance,
  { integer, seconds, ...asked }: Asked,
): Promise<number | null> {
  const text = fewestModel(after, asked).text(integer ? 'tous' : 'aucun')
  const { borne } = await solve({ text, seconds, integer, simplexe: !integer })
  return borne === null ? null : Math.ceil(borne - TOLERANCE)
}
