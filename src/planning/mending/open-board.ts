import { admit, type Growable } from '#src/planning/engine/admit.ts'
import { offersOf } from '#src/planning/engine/candidates.ts'
import { compile, type Compiled } from '#src/planning/engine/compile.ts'
import type { Board } from '#src/planning/engine/board.ts'
import { journeyBetween } from '#src/planning/engine/journeys.ts'
import { TICK } from '#src/planning/engine/masks.ts'
import type { Shift } from '#src/planning/engine/shifts.ts'
import { boardOf, placeHeld } from '#src/planning/engine/solve.ts'
import { standing } from '#src/planning/mending/event.ts'
import { minutesAt } from '#src/planning/seance.ts'
import type { Fixe, Instance, Minute, Placement, Requete } from '#src/planning/model.ts'

/**
 * A campaign as it stands, compiled once and kept open: interviews are placed, tried and mended on it one event after
 * another, and nothing is read again.
 */
export interface OpenBoard extends Growable {
  instance: Instance
  /** Item of each request. */
  items: Map<string, number>
  /** Where each item stands; undefined for those without a place. */
  stands: (Fixe | undefined)[]
  /** Items that the board holds where they stand, so that they may move. */
  mobile: (item: number) => boolean
  /** Shifts by person, room, lycée and availability. */
  shiftsOf: ReadonlyMap<string, readonly number[]>
  /** Items that may take the place of those that stand where the board cannot put them. */
  twins: Map<number, number>
}

/** Interviews that may move, and those that may not: pinned, or where the board cannot hold them (astride 13:00). */
function compiledWith(
  instance: Instance,
  { loose, odd }: { loose: readonly Fixe[]; odd: readonly Fixe[] },
): { compiled: Compiled; board: Board } {
  const requetes = [...instance.requetes, ...loose.map((fixe) => fixe.requete)]
  const compiled = compile({ ...instance, requetes, fixes: odd, tenus: [] })
  const board = boardOf(compiled)
  const refused = new Set(
    placeHeld(
      board,
      compiled,
      loose.map((fixe) => fixe.placement),
    ).map((placement) => placement.requete),
  )
  if (refused.size === 0) return { compiled, board }
  const isOdd = (fixe: Fixe): boolean => refused.has(fixe.requete.id)
  return compiledWith(instance, {
    loose: loose.filter((fixe) => !isOdd(fixe)),
    odd: [...odd, ...loose.filter(isOdd)],
  })
}

const keysOf = ({ disponibilite: d }: Shift): string[] =>
  d ? [...new Set([d.id, d.lieu, ...d.intervenants, ...(d.salle === null ? [] : [d.salle])])] : []

function indexOfShifts(shifts: readonly Shift[]): Map<string, number[]> {
  const index = new Map<string, number[]>()
  for (const [k, shift] of shifts.entries())
    for (const key of keysOf(shift)) {
      const list = index.get(key)
      if (list) list.push(k)
      else index.set(key, [k])
    }
  return index
}

/** Opens a board on a campaign: what stands (`fixes`, `tenus`) is on it, the other requests wait. */
export function openBoard(instance: Instance): OpenBoard {
  const stands = standing(instance)
  const offers = new Map(instance.disponibilites.map((d) => [d.id, d]))
  const mayMove = ({ requete, placement, epingle }: Fixe): boolean =>
    epingle !== true &&
    placement.fin - placement.debut === minutesAt(requete, offers.get(placement.disponibilite))
  const served = new Set(stands.map((fixe) => fixe.requete.id))
  const waiting = instance.requetes.filter((requete) => !served.has(requete.id))
  const { compiled, board } = compiledWith(
    { ...instance, requetes: waiting },
    { loose: stands.filter(mayMove), odd: stands.filter((fixe) => !mayMove(fixe)) },
  )
  const byId = new Map(stands.map((fixe) => [fixe.requete.id, fixe]))
  const { movable, items } = compiled.problem.sizes
  return {
    compiled,
    board,
    instance,
    offers: offersOf(compiled.shifts),
    minutes: journeyBetween(instance),
    items: new Map(compiled.items.map((item, index) => [item.requete.id, index])),
    stands: compiled.items.map((item) => byId.get(item.requete.id)),
    mobile: (item) => item < movable || item >= items,
    shiftsOf: indexOfShifts(compiled.shifts),
    twins: new Map(),
  }
}

/** The item of a request, which is admitted when the board does not know it. */
export function itemOf(open: OpenBoard, requete: Requete): number {
  const known = open.items.get(requete.id)
  if (known !== undefined) return known
  const item = admit(open, requete)
  open.items.set(requete.id, item)
  open.stands[item] = undefined
  return item
}

/** An item that may go elsewhere, for one that stands where the board could not have put it. */
export function twinOf(open: OpenBoard, item: number): number {
  const known = open.twins.get(item)
  const fixe = open.stands[item]
  if (known !== undefined || !fixe) return known ?? item
  const twin = admit(open, fixe.requete)
  open.stands[twin] = fixe
  open.twins.set(item, twin)
  return twin
}

/** Everything that stands on the board. */
export function standsOn({ stands, twins }: OpenBoard): Fixe[] {
  const twin = new Set(twins.values())
  return stands.flatMap((fixe, item) => (fixe && !twin.has(item) ? [fixe] : []))
}

/** Start of a placed item. */
export const startOf = ({ compiled, board }: OpenBoard, item: number): Minute =>
  (compiled.shifts[board.shift[item]!]?.debut ?? 0) + TICK * board.tick[item]!

/** Where a placed item is, in the seat given. */
export function placementAt(open: OpenBoard, item: number, place: number): Placement {
  const { compiled, board } = open
  const debut = startOf(open, item)
  const requete = compiled.items[item]?.requete
  const offer = compiled.shifts[board.shift[item]!]?.disponibilite
  const fin = debut + (requete ? minutesAt(requete, offer) : 0)
  return { requete: requete?.id ?? '', disponibilite: offer?.id ?? '', place, debut, fin }
}

/** True when a placed item is where it stood before. */
function stays(open: OpenBoard, item: number): boolean {
  const before = open.stands[item]?.placement
  const shift = open.compiled.shifts[open.board.shift[item]!]
  return before?.disponibilite === shift?.disponibilite?.id && before?.debut === startOf(open, item)
}

/** The lowest seat that nobody has at the time of a placed item; `seats` are those given to others who moved. */
export function seatOf(open: OpenBoard, item: number, seats: ReadonlyMap<number, number>): number {
  const { board, compiled } = open
  const shift = board.shift[item]!
  const from = compiled.problem.list0[shift]!
  const taken = new Set<number | undefined>()
  for (let i = from; i < from + board.count[shift]!; i++) {
    const other = board.list[i]!
    if (other === item || board.tick[other] !== board.tick[item]) continue
    taken.add(seats.get(other) ?? (stays(open, other) ? open.stands[other]?.placement.place : undefined))
  }
  let place = 1
  while (taken.has(place)) place++
  return place
}
