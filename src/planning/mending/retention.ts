import { halfDayOf } from '#src/planning/calendar.ts'
import type { Board } from '#src/planning/engine/board.ts'
import { compile, type Compiled } from '#src/planning/engine/compile.ts'
import { insert } from '#src/planning/engine/moves.ts'
import { boardOf, placeAt } from '#src/planning/engine/solve.ts'
import type { Hit } from '#src/planning/mending/event.ts'
import { Retain, type Session } from '#src/planning/mending/retain.ts'
import type { Fixe, Instance, Placement } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'

export interface Retained {
  /** New placements at the same time, by request. */
  moved: Map<string, Placement>
  /** Interviews that must change their time. */
  lost: Fixe[]
  /** Changes of time that nothing avoids. */
  bound: number
}

/** Interviews of one lycée in one half-day that the event touches. */
interface Group {
  lieu: string
  half: number
  fixes: Fixe[]
}

function groupsOf(instance: Instance, stands: readonly Fixe[], hits: readonly Hit[]): Group[] {
  const lieux = new Map(instance.disponibilites.map((d) => [d.id, d.lieu]))
  const keyOf = ({ placement }: Fixe): string =>
    `${halfDayOf(placement.debut)} ${lieux.get(placement.disponibilite) ?? ''}`
  const touched = new Set(hits.map(({ fixe }) => keyOf(fixe)))
  const groups = new Map<string, Group>()
  for (const fixe of stands) {
    const key = keyOf(fixe)
    if (!touched.has(key)) continue
    const group = groups.get(key) ?? {
      lieu: lieux.get(fixe.placement.disponibilite) ?? '',
      half: halfDayOf(fixe.placement.debut),
      fixes: [],
    }
    group.fixes.push(fixe)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Interviews of one availability that begin together. */
function sessionsOf(fixes: readonly Fixe[]): Fixe[][] {
  const sessions = new Map<string, Fixe[]>()
  for (const fixe of fixes) {
    const key = `${fixe.placement.debut} ${fixe.placement.disponibilite}`
    const session = sessions.get(key)
    if (session) session.push(fixe)
    else sessions.set(key, [fixe])
  }
  return [...sessions.values()]
}

interface Table {
  compiled: Compiled
  board: Board
  items: ReadonlyMap<string, number>
}

/** A board on which everything stands but the interviews of the group. */
function tableOf(instance: Instance, { group, stands }: { group: Group; stands: readonly Fixe[] }): Table {
  const own = new Set(group.fixes.map((fixe) => fixe.requete.id))
  const fixes = stands.filter((fixe) => !own.has(fixe.requete.id))
  const requetes = group.fixes.map(({ requete }) => ({ ...requete, lieux: [group.lieu] }))
  const asked = { ...instance, fixes, requetes, tenus: [] }
  const compiled = compile(narrow(asked, requetes))
  const items = new Map(compiled.items.map((item, index) => [item.requete.id, index]))
  return { compiled, board: boardOf(compiled), items }
}

/** Where all the interviews of a session could go, kept together at their time, on one availability. */
function mayGo({ compiled, board, items }: Table, session: readonly Fixe[], disponibilite: string): boolean {
  return session.every(({ requete, placement }) => {
    const item = items.get(requete.id)
    return (
      item !== undefined &&
      placeAt(board, compiled, { item, placement: { disponibilite, debut: placement.debut } })
    )
  })
}

function solveGroup(
  instance: Instance,
  given: { group: Group; stands: readonly Fixe[]; hit: ReadonlySet<string> },
): Retained {
  const { group, hit } = given
  const table = tableOf(instance, given)
  const isOdd = (fixe: Fixe): boolean =>
    !hit.has(fixe.requete.id) && !mayGo(table, [fixe], fixe.placement.disponibilite)
  const regular = group.fixes.filter((fixe) => !isOdd(fixe))
  // What the board cannot hold as it stands (astride 13:00, or against a rule by hand) stays as it is.
  if (regular.length < group.fixes.length)
    return solveGroup(instance, { ...given, group: { ...group, fixes: regular } })
  const juries = instance.disponibilites.filter(
    (d) => d.lieu === group.lieu && halfDayOf(d.debut) <= group.half && halfDayOf(d.fin - 1) >= group.half,
  )
  const units = sessionsOf(group.fixes)
  const sessions = units.map((unit): Session => {
    const [first] = unit
    const own = juries.findIndex((d) => d.id === first?.placement.disponibilite)
    const isHit = unit.some((fixe) => hit.has(fixe.requete.id))
    const eligible = [...juries.keys()].filter((index) => {
      if (index === own) return !isHit
      if (unit.some((fixe) => fixe.epingle) && !isHit) return false
      const d = juries[index]
      return d !== undefined && d.capacite >= unit.length && mayGo(table, unit, d.id)
    })
    const { debut, fin } = first?.placement ?? { debut: 0, fin: 0 }
    return { debut, fin, weight: unit.length, eligible, own: isHit ? -1 : own }
  })
  const rooms = instance.contraintes.sallesParLieu?.get(group.lieu) ?? juries.length
  const limits = { juries: juries.length, rooms, gap: instance.contraintes.pauseMinutes }
  const { jury, exact } = new Retain(sessions, limits).solve()
  const choice = exact ? jury : sessions.map((session) => session.own)
  const impossible = sessions.filter((session) => session.eligible.length === 0)
  const unkept = exact ? sessions.filter((_, index) => choice[index] === -1) : impossible
  const bound = unkept.reduce((sum, session) => sum + session.weight, 0)
  const wanted = units.map((unit, index) => ({ unit, to: juries[choice[index] ?? -1]?.id }))
  return { ...apply(table, wanted), bound }
}

/** Puts what is kept on the board, those that stay first; what the board refuses there is lost. */
function apply(
  { compiled, board, items }: Table,
  wanted: readonly { unit: readonly Fixe[]; to: string | undefined }[],
): Pick<Retained, 'moved' | 'lost'> {
  const moved = new Map<string, Placement>()
  const lost: Fixe[] = []
  const stays = ({ unit, to }: { unit: readonly Fixe[]; to: string | undefined }): boolean =>
    unit[0]?.placement.disponibilite === to
  for (const { unit, to } of [...wanted.filter(stays), ...wanted.filter((one) => !stays(one))])
    for (const fixe of unit) {
      const item = items.get(fixe.requete.id)
      const placement = { ...fixe.placement, disponibilite: to ?? '' }
      const at =
        item === undefined || to === undefined ? undefined : placeAt(board, compiled, { item, placement })
      if (item !== undefined && at) insert(board, item, at)
      if (to === fixe.placement.disponibilite) continue
      if (at) moved.set(fixe.requete.id, placement)
      else lost.push(fixe)
    }
  return { moved, lost }
}

/** Keeps at their times, by another jury of the same lycée, as many as can be of the interviews that lost theirs. */
export function retainAll(
  instance: Instance,
  { stands, hits }: { stands: readonly Fixe[]; hits: readonly Hit[] },
): Retained {
  const ofJury = hits.filter((one) => one.kind === 'jury')
  const hit = new Set(ofJury.map(({ fixe }) => fixe.requete.id))
  const all: Retained = { moved: new Map(), lost: [], bound: 0 }
  for (const group of groupsOf(instance, stands, ofJury)) {
    const { moved, lost, bound } = solveGroup(instance, { group, stands, hit })
    for (const [requete, placement] of moved) all.moved.set(requete, placement)
    all.lost.push(...lost)
    all.bound += bound
  }
  return all
}
