import { FLAG, NO_CAP, ROW, type Problem } from '#src/planning/engine/problem.ts'

/**
 * Who is where: what changes while a problem is being solved. Written by `moves.ts` only, one interview at a time,
 * with its exact cost.
 */
export interface Board {
  problem: Problem
  cost: number
  /** What of the cost is surcharge. */
  surcharged: number
  unplaced: number

  /** Items: shift (-1 = unplaced), tick, bunch. */
  shift: Int32Array
  tick: Int16Array
  bunch: Int32Array

  /** Shifts: busy ticks, number and list of interviews. */
  busyLo: Int32Array
  busyHi: Int32Array
  count: Uint16Array
  list: Int32Array

  /** Shifts in use per (lycée, half-day). */
  openHere: Uint16Array
  /** Half-days with a shift in use, as bits, per lycée. */
  inUse: Int32Array
  /** Price of one more half-day of each team that shares nobody. */
  openPrice: Float64Array
  /** Half-days of each person; uses per (person, half-day). */
  personHalves: Uint16Array
  personUses: Uint8Array
  /** Sessions per (person, day) and (person, week); empty when nothing caps them. */
  personDay: Uint8Array
  personWeek: Uint16Array

  /** Trips (pair × half-days + half-day): list of items, first start and last end in minutes of the day. */
  tripHead: Int32Array
  tripNext: Int32Array
  tripPrevious: Int32Array
  tripFirst: Int16Array
  tripLast: Int16Array
  /** Half-days with a trip, as bits, per pair. */
  live: Int32Array

  /** Remote interviews per (collège, half-day, tick of the half-day); empty when nothing caps them. */
  remote: Uint16Array
  /** Interviews in person likewise. */
  away: Uint16Array

  /** Lycées that may not be used, as 1. */
  closed: Uint8Array
  /** Minutes from tick 0 at which a shift flagged `closed` cannot. */
  closures: Map<number, Closure[]>

  /** Starts found by `starts`. */
  startLo: number
  startHi: number
  hunt: Hunt
}

export interface Closure {
  from: number
  to: number
}

/** Chance of a search: it overlooks a place now and then, and begins where it likes. */
export interface Whim {
  blink: number
  next: () => number
  /** Looks left before the next blink; 0 = not drawn yet. */
  seen: number
}

/** Where the search for the cheapest place of one item stands. */
export interface Hunt {
  item: number
  whim: Whim | null
  /** The cheapest place so far; the shift is -1 when none was found. */
  cost: number
  bunch: number
  shift: number
  tick: number
  /** Half-days in which the pupil is out already, as bits. */
  out: Int32Array
  /** Half-day at which the search begins. */
  turn: number
  /** What it costs at least to open a shift. */
  opening: number
}

function emptyHunt(problem: Problem): Hunt {
  const { flags, sizes } = problem
  const shared = flags.some((flag) => (flag & FLAG.shared) !== 0)
  return {
    item: -1,
    whim: null,
    cost: 0,
    bunch: -1,
    shift: -1,
    tick: 0,
    out: new Int32Array(sizes.words),
    turn: 0,
    // People who sit in several teams may be there already.
    opening: shared ? 0 : problem.prices.half + problem.prices.balance,
  }
}

const any = (caps: ArrayLike<number>): boolean => Array.prototype.some.call(caps, (cap) => cap !== NO_CAP)

/** A board on which nothing is placed. */
export function emptyBoard(problem: Problem): Board {
  const { sizes, prices, limits } = problem
  const trips = sizes.pairs * sizes.halves
  const rows = sizes.colleges * sizes.halves * ROW
  const teamSize = (team: number): number => problem.team0[team + 1]! - problem.team0[team]!
  return {
    problem,
    cost: sizes.items * prices.unplaced,
    surcharged: 0,
    unplaced: sizes.items,
    shift: new Int32Array(sizes.items).fill(-1),
    tick: new Int16Array(sizes.items),
    bunch: new Int32Array(sizes.items),
    busyLo: problem.shutLo.slice(),
    busyHi: problem.shutHi.slice(),
    count: new Uint16Array(sizes.shifts),
    list: new Int32Array(problem.list0[sizes.shifts]!),
    openHere: new Uint16Array(sizes.lieux * sizes.halves),
    inUse: new Int32Array(sizes.lieux * sizes.words),
    openPrice: Float64Array.from(
      { length: sizes.teams },
      (_, team) => teamSize(team) * (prices.half + prices.balance),
    ),
    personHalves: new Uint16Array(sizes.people),
    personUses: new Uint8Array(sizes.people * sizes.halves),
    personDay: new Uint8Array(limits.perPersonDay === NO_CAP ? 0 : sizes.people * sizes.days),
    personWeek: new Uint16Array(limits.perPersonWeek === NO_CAP ? 0 : sizes.people * sizes.weeks),
    tripHead: new Int32Array(trips).fill(-1),
    tripNext: new Int32Array(sizes.items).fill(-1),
    tripPrevious: new Int32Array(sizes.items).fill(-1),
    tripFirst: new Int16Array(trips),
    tripLast: new Int16Array(trips),
    live: new Int32Array(sizes.pairs * sizes.words),
    remote: new Uint16Array(any(problem.posts) ? rows : 0),
    away: new Uint16Array(limits.perCollege === NO_CAP ? 0 : rows),
    closed: new Uint8Array(sizes.lieux),
    closures: new Map(),
    startLo: 0,
    startHi: 0,
    hunt: emptyHunt(problem),
  }
}
