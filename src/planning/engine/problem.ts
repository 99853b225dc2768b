/**
 * An instance as flat numbers. Vocabulary of this folder:
 * - item: an interview, to place (movable) or fixed; index r;
 * - shift: a stretch of one availability inside one half-day, of 64 ticks of five minutes at most; index k;
 * - candidate: a (item, shift) pair that every rule on that pair alone allows, with the mask of its starts; index x;
 * - bunch: the candidates of one item at one lycée, sorted by half-day; index g. What its family was told and the rest of
 *   the same lycée are two bunches;
 * - pair: a (collège, lycée) between which some item may travel; index p; a trip is (pair, half-day);
 * - half-day: index h among those in which some shift lies;
 * - team: the people of an availability. `solo` teams share nobody with another team.
 * Arrays named `a0` are offsets: those of i are in [a0[i], a0[i + 1]).
 */
export interface Problem
  extends ItemArrays, CandidateArrays, ShiftArrays, TeamArrays, CalendarArrays, JourneyArrays, PlaceArrays {
  sizes: Sizes
  prices: Prices
  surcharge: Surcharge
  limits: Limits
}

export interface ItemArrays {
  pupil: Int32Array
  college: Int32Array
  domain: Int32Array
  /** Minutes. */
  length: Int16Array
  /** Ticks taken from the jury: length and pause. */
  ticks: Uint8Array
  /** One of `KIND`. */
  kind: Uint8Array
  /** Items of each pupil. */
  pupil0: Int32Array
  pupilItems: Int32Array
}

export interface CandidateArrays {
  /** Bunches of each item. */
  bunch0: Int32Array
  bunchLieu: Int32Array
  /** -1 for a remote item. */
  bunchPair: Int32Array
  /** Journey, wish and news to tell, weighted. */
  bunchCost: Float64Array
  /** Offset into `step…`: one step per half-day of the bunch. */
  bunchStep0: Int32Array
  /** Half-days of the bunch as bits, `sizes.words` words each. */
  bunchHalves: Int32Array
  /** Steps: half-day, and offset of its candidates. */
  stepHalf: Int16Array
  stepCand0: Int32Array

  /** Candidates. */
  cand: Int32Array
  candLo: Int32Array
  candHi: Int32Array
}

export interface ShiftArrays {
  shiftLieu: Int32Array
  shiftHalf: Int16Array
  /** Minute of the day of tick 0. */
  shiftBase: Int16Array
  /** Ticks that are never free, as bits. */
  shutLo: Int32Array
  shutHi: Int32Array
  capacity: Uint8Array
  /** Minutes and ticks of its group sessions; 0 where each interview has its own. */
  session: Int16Array
  sessionTicks: Uint8Array
  /** Bits of `FLAG`. */
  flags: Uint8Array
  list0: Int32Array
  /** Shifts that take the same person or room at the same time, and the minutes to leave. */
  rival0: Int32Array
  rivals: Int32Array
  rivalGap: Int16Array
  availability: Int32Array
  lieuShift0: Int32Array
  lieuShifts: Int32Array
}

export interface TeamArrays {
  shiftTeam: Int32Array
  /** People of each team, and size of the team. */
  team0: Int32Array
  teamPeople: Int32Array
}

export interface CalendarArrays {
  halfDay: Int16Array
  /** Minute of the day at which the half-day begins: 0 or 780. */
  halfOrigin: Int16Array
  dayWeek: Int16Array
}

export interface JourneyArrays {
  /** Minutes of each pair, collège of each pair, and pair of (collège × lycées + lycée), -1 for none. */
  pairMinutes: Uint16Array
  pairCollege: Int32Array
  pairOf: Int32Array
  /** Minutes between two lycées. */
  between: Uint16Array
}

export interface PlaceArrays {
  /** Per lycée; 65 535 for no cap. */
  rooms: Uint16Array
  /** Per collège; 65 535 for no cap. */
  posts: Uint16Array
  /** Degrees, NaN when unknown: used to cut the map only. */
  latitude: Float64Array
  longitude: Float64Array
}

export interface Sizes {
  items: number
  /** Items below this index may move, and those that were admitted after the fixed ones. */
  movable: number
  pupils: number
  colleges: number
  lieux: number
  shifts: number
  halves: number
  days: number
  weeks: number
  pairs: number
  teams: number
  people: number
  /** Words of 32 bits that hold one bit per half-day. */
  words: number
}

export interface Prices {
  unplaced: number
  half: number
  balance: number
  trip: number
  pupilHalf: number
  /** Per minute of span. */
  span: number
}

/**
 * What a search counts beyond the prices of the académie; `prices` hold it already. All zero where a plan is judged.
 */
export type Surcharge = Pick<Prices, 'half' | 'pupilHalf'>

export interface Limits {
  pause: number
  perDay: number
  /** 65 535 for no cap. */
  perCollege: number
  perTrip: number
  perPersonDay: number
  perPersonWeek: number
}

/** The prices with a surcharge, written one by one for the reason told at `plainly`. */
export const withSurcharge = (own: Prices, surcharge: Surcharge): Prices => ({
  unplaced: own.unplaced,
  half: own.half + surcharge.half,
  balance: own.balance,
  trip: own.trip,
  pupilHalf: own.pupilHalf + surcharge.pupilHalf,
  span: own.span,
})

const plainSizes = (made: Sizes): Sizes => ({
  items: made.items,
  movable: made.movable,
  pupils: made.pupils,
  colleges: made.colleges,
  lieux: made.lieux,
  shifts: made.shifts,
  halves: made.halves,
  days: made.days,
  weeks: made.weeks,
  pairs: made.pairs,
  teams: made.teams,
  people: made.people,
  words: made.words,
})

/**
 * The same problem, written property by property: what spreads make has a new hidden class each time, and the code of the
 * search, compiled for the last one, is thrown away at each round.
 */
export const plainly = (made: Problem): Problem => ({
  pupil: made.pupil,
  college: made.college,
  domain: made.domain,
  length: made.length,
  ticks: made.ticks,
  kind: made.kind,
  pupil0: made.pupil0,
  pupilItems: made.pupilItems,
  bunch0: made.bunch0,
  bunchLieu: made.bunchLieu,
  bunchPair: made.bunchPair,
  bunchCost: made.bunchCost,
  bunchStep0: made.bunchStep0,
  bunchHalves: made.bunchHalves,
  stepHalf: made.stepHalf,
  stepCand0: made.stepCand0,
  cand: made.cand,
  candLo: made.candLo,
  candHi: made.candHi,
  shiftLieu: made.shiftLieu,
  shiftHalf: made.shiftHalf,
  shiftBase: made.shiftBase,
  shutLo: made.shutLo,
  shutHi: made.shutHi,
  capacity: made.capacity,
  session: made.session,
  sessionTicks: made.sessionTicks,
  flags: made.flags,
  list0: made.list0,
  rival0: made.rival0,
  rivals: made.rivals,
  rivalGap: made.rivalGap,
  availability: made.availability,
  lieuShift0: made.lieuShift0,
  lieuShifts: made.lieuShifts,
  shiftTeam: made.shiftTeam,
  team0: made.team0,
  teamPeople: made.teamPeople,
  halfDay: made.halfDay,
  halfOrigin: made.halfOrigin,
  dayWeek: made.dayWeek,
  pairMinutes: made.pairMinutes,
  pairCollege: made.pairCollege,
  pairOf: made.pairOf,
  between: made.between,
  rooms: made.rooms,
  posts: made.posts,
  latitude: made.latitude,
  longitude: made.longitude,
  sizes: plainSizes(made.sizes),
  prices: made.prices,
  surcharge: made.surcharge,
  limits: made.limits,
})

/** Minutes of an item at a shift. */
export const lengthAt = ({ session, length }: Problem, item: number, shift: number): number =>
  session[shift]! || length[item]!

/** Ticks that an item takes from the jury of a shift. */
export const ticksAt = ({ sessionTicks, ticks }: Problem, item: number, shift: number): number =>
  sessionTicks[shift]! || ticks[item]!

export const NO_CAP = 65_535
export const KIND = { inPerson: 0, remote: 1, nowhere: 2 } as const
/** What a shift needs beyond its own occupation. */
/** `closed`: `Board.closures` holds minutes at which it cannot, since the problem was compiled. */
export const FLAG = { group: 1, rivals: 2, shared: 4, capped: 8, closed: 16 } as const
/** Two interviews of one pupil in one place are this many minutes apart. */
export const CHANGE_OF_ROOM = 5
/** Rows of the day-long counts, in ticks: a half-day is 13 hours at most. */
export const ROW = 156
