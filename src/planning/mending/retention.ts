import { FLAG, lengthAt, NO_CAP } from '#src/planning/engine/problem.ts'
import { Retain, type Session } from '#src/planning/mending/retain.ts'
import type { Work } from '#src/planning/mending/work.ts'

/** More than any number of interviews that could be kept in its place. */
const MUST_STAY = 1_000

/** Interviews of one jury that begin together. */
interface Unit {
  items: number[]
  /** Its shift before the event; -1 when that one is lost. */
  own: number
  debut: number
  fin: number
  stays: boolean
}

/** One lycée in one half-day. */
interface Group {
  shifts: number[]
  units: Unit[]
  /** Shifts more that may receive there. */
  rooms: number
}

/** The shifts of the lycée of a shift in its half-day. */
function shiftsBeside(work: Work, shift: number): number[] {
  const { problem, shifts } = work.open.compiled
  const lieu = problem.shiftLieu[shift]!
  return [...problem.lieuShifts.subarray(problem.lieuShift0[lieu]!, problem.lieuShift0[lieu + 1]!)].filter(
    (k) => problem.shiftHalf[k] === problem.shiftHalf[shift] && shifts[k]?.ghost !== true,
  )
}

/** The interviews of some shifts that the board holds, by jury and start; `hit` are those that lost their jury. */
function unitsOf(
  work: Work,
  { shifts, hit }: { shifts: readonly number[]; hit: ReadonlySet<number> },
): Unit[] {
  const { board, compiled, stands, mobile } = work.open
  const units = new Map<string, Unit>()
  const add = (item: number, own: number): void => {
    const placement = stands[item]?.placement
    if (!placement) return
    const { debut, fin } = placement
    const key = `${own} ${placement.disponibilite} ${debut}`
    const unit = units.get(key) ?? { items: [], own, debut, fin, stays: false }
    unit.items.push(item)
    if (own >= 0 && !work.isLoose(item)) unit.stays = true
    units.set(key, unit)
  }
  for (const shift of shifts) {
    const from = compiled.problem.list0[shift]!
    for (const item of board.list.slice(from, from + board.count[shift]!))
      if (mobile(item) && !hit.has(item)) add(item, shift)
  }
  for (const item of hit) add(item, -1)
  return [...units.values()]
}

/** Shifts, by index in the group, that could hold a unit at its time if nothing else were there. */
function eligible(work: Work, { group, unit }: { group: Group; unit: Unit }): number[] {
  if (unit.stays) return [group.shifts.indexOf(unit.own)]
  const { problem } = work.open.compiled
  return [...group.shifts.keys()].filter((index) => {
    const shift = group.shifts[index] ?? -1
    if (shift === unit.own) return true
    if (problem.capacity[shift]! < unit.items.length) return false
    return unit.items.every((item) => {
      if (lengthAt(problem, item, shift) !== unit.fin - unit.debut) return false
      const spot = work.homeSpots(item).find((one) => one.shift === shift)
      return spot !== undefined && work.mayGoHome(item, spot)
    })
  })
}

/** What the search finds: the shift of each unit, and how many interviews cannot be kept at their time at all. */
function choose(work: Work, group: Group): { shifts: number[]; lost: number } {
  const { units } = group
  const sessions = units.map((unit): Session => ({
    debut: unit.debut,
    fin: unit.fin,
    weight: unit.stays ? MUST_STAY : unit.items.length,
    eligible: eligible(work, { group, unit }),
    own: group.shifts.indexOf(unit.own),
  }))
  const gap = work.open.instance.contraintes.pauseMinutes
  const limits = { juries: group.shifts.length, rooms: group.rooms, gap }
  const { jury, exact } = new Retain(sessions, limits).solve()
  const impossible = units.filter((_, i) => sessions[i]?.eligible.length === 0)
  const { flags } = work.open.compiled.problem
  // Groups are joined and people shared in more ways than the search knows: then it proves less.
  const plain = group.shifts.every((k) => (flags[k]! & (FLAG.group | FLAG.rivals | FLAG.capped)) === 0)
  const lost =
    exact && plain ? units.filter((_, i) => jury[i] === -1) : plain ? impossible : hopeless(work, units)
  return {
    shifts: units.map((unit, i) => (exact ? (group.shifts[jury[i] ?? -1] ?? -1) : unit.own)),
    lost: lost.reduce((sum, unit) => sum + unit.items.length, 0),
  }
}

/** Interviews that nobody else could hold at their time, whoever else moved. */
const hopeless = (work: Work, units: readonly Unit[]): Unit[] =>
  units
    .filter((unit) => unit.own < 0)
    .map((unit) => ({ ...unit, items: unit.items.filter((item) => !hasOpenHome(work, item)) }))

const hasOpenHome = (work: Work, item: number): boolean =>
  work.homeSpots(item).some(({ shift, tick }) => {
    const { board, compiled } = work.open
    const from = 5 * tick
    const to = from + lengthAt(compiled.problem, item, shift)
    return (board.closures.get(shift) ?? []).every((one) => one.from >= to || one.to <= from)
  })

/**
 * Keeps at their times, by another jury of the same lycée, as many as can be of the interviews of a half-day of which
 * some (`hit`) lost theirs. Gives how many cannot be kept, whatever is done; the others that lost their time are off
 * the board.
 */
function retain(work: Work, hit: ReadonlySet<number>, shift: number): number {
  const { board, compiled } = work.open
  const { problem } = compiled
  const shifts = shiftsBeside(work, shift)
  const units = unitsOf(work, { shifts, hit })
  for (const unit of units) for (const item of unit.items) work.take(item)
  const lieu = problem.shiftLieu[shift]!
  const here = board.openHere[lieu * problem.sizes.halves + problem.shiftHalf[shift]!]!
  const inUse = shifts.filter((k) => board.count[k]! > 0).length
  const cap = problem.rooms[lieu]!
  const rooms = cap === NO_CAP ? shifts.length : cap - here + inUse
  const group = { shifts, units, rooms }
  const { shifts: choice, lost } = choose(work, group)
  const wanted = units.map((unit, i) => ({ unit, to: choice[i] ?? -1 }))
  for (const { unit, to } of wanted) if (to >= 0 && to === unit.own) putAll(work, unit, to)
  for (const { unit, to } of wanted) if (to >= 0 && to !== unit.own) putAll(work, unit, to)
  return lost
}

function putAll(work: Work, { items }: Unit, shift: number): void {
  for (const item of items) {
    const spot = work.homeSpots(item).find((one) => one.shift === shift)
    if (spot && work.mayGoHome(item, spot)) work.put(item, spot)
  }
}

/** The same for every half-day of a lycée in which some lost their jury. Gives the changes that nothing avoids. */
export function retainAll(work: Work, hit: readonly { item: number; shift: number }[]): number {
  const { shiftLieu, shiftHalf, sizes } = work.open.compiled.problem
  const groups = new Map<number, { shift: number; items: Set<number> }>()
  for (const { item, shift } of hit) {
    const key = shiftLieu[shift]! * sizes.halves + shiftHalf[shift]!
    const group = groups.get(key) ?? { shift, items: new Set() }
    group.items.add(item)
    groups.set(key, group)
  }
  return [...groups.values()].reduce((sum, { shift, items }) => sum + retain(work, items, shift), 0)
}
