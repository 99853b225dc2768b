import { Gathered, LpText, type Terms } from '#src/planning/bounds/lp-text.ts'
import { packingsOf, type Packing } from '#src/planning/bounds/packing.ts'
import { capacities, freeTicks, isSolo, spanUnit } from '#src/planning/bounds/supply.ts'
import { TICK } from '#src/planning/engine/masks.ts'
import { CHANGE_OF_ROOM, KIND, NO_CAP, type Problem } from '#src/planning/engine/problem.ts'

/** One variable per (interview, shift); trips and half-days opened per half-day; no start times. */
class Model {
  readonly lp = new LpText()
  readonly #problem: Problem
  readonly #capacity: number[]
  readonly #opened = new Map<number, string>()
  readonly #trips = new Map<number, string>()
  readonly #pupilHalves = new Map<number, string>()
  readonly #load = new Gathered()
  readonly #tripLoad = new Gathered()
  readonly #tripShiftLoad = new Gathered()
  readonly #tripTicks = new Gathered()
  /** Minutes per (trip, pupil), of pupils who have several interviews. */
  readonly #tripPupilLoad = new Gathered()
  /** Interviews per (pupil, half-day), and half-days per pupil, of pupils who have more than a day may hold. */
  readonly #pupilLoad = new Gathered()
  readonly #pupilTrips = new Map<number, Set<number>>()
  readonly #pupilWhole = new Gathered()
  /** Interviews per (pupil, day), of pupils who have more than a day may hold. */
  readonly #days = new Gathered()
  readonly #packed = new Map<number, readonly Packing[]>()
  /** Name of each (shift, item). */
  readonly #here = new Map<number, Map<number, string>>()

  constructor(problem: Problem) {
    this.#problem = problem
    this.#capacity = capacities(problem)
  }

  addItem(item: number): void {
    const problem = this.#problem
    const { halves, shifts, days, pupils } = problem.sizes
    const pupil = problem.pupil[item]!
    const interviews = problem.pupil0[pupil + 1]! - problem.pupil0[pupil]!
    const unplaced = this.lp.variable(problem.prices.unplaced)
    const all: Terms = [[1, unplaced]]
    const crowded = problem.kind[item] === KIND.inPerson && interviews > problem.limits.perDay
    if (crowded) this.#pupilWhole.add(pupil, 1, unplaced)
    const perTrip = new Gathered()
    const perHalf = new Gathered()
    for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++) {
      const pair = problem.bunchPair[bunch]!
      for (const candidate of this.#ofBunch(bunch)) {
        const shift = problem.cand[candidate]!
        const half = problem.shiftHalf[shift]!
        const name = this.lp.variable(problem.bunchCost[bunch]!)
        all.push([1, name])
        this.#load.add(shift, problem.ticks[item]!, name)
        this.#here.set(shift, (this.#here.get(shift) ?? new Map<number, string>()).set(item, name))
        if (interviews > problem.limits.perDay)
          this.#days.add(problem.pupil[item]! * days + problem.halfDay[half]!, 1, name)
        this.lp.row(
          [
            [1, name],
            [-1, this.#open(shift)],
          ],
          '<=',
          0,
        )
        if (problem.kind[item] !== KIND.inPerson) continue
        const trip = pair * halves + half
        perTrip.add(trip, 1, name)
        perHalf.add(half, 1, name)
        if (crowded) this.#crowd(pupil * halves + half, name, trip)
        this.#tripLoad.add(trip, problem.length[item]!, name)
        this.#tripTicks.add(trip * shifts + shift, problem.ticks[item]!, name)
        this.#tripShiftLoad.add(trip * shifts + shift, problem.length[item]!, name)
        if (interviews > 1)
          this.#tripPupilLoad.add(trip * pupils + pupil, problem.length[item]! + CHANGE_OF_ROOM, name)
      }
    }
    this.lp.row(all, '=', 1)
    for (const [trip, terms] of perTrip.entries) this.lp.row([...terms, [-1, this.#trip(trip)]], '<=', 0)
    for (const [half, terms] of perHalf.entries)
      this.lp.row([...terms, [-1, this.#pupilHalf(problem.pupil[item]! * halves + half)]], '<=', 0)
  }

  #crowd(key: number, name: string, trip: number): void {
    this.#pupilLoad.add(key, 1, name)
    this.#pupilTrips.set(key, (this.#pupilTrips.get(key) ?? new Set<number>()).add(trip))
  }

  #ofBunch(bunch: number): number[] {
    const { bunchStep0, stepCand0 } = this.#problem
    const first = stepCand0[bunchStep0[bunch]!]!
    return Array.from({ length: stepCand0[bunchStep0[bunch + 1]!]! - first }, (_, i) => first + i)
  }

  #named(map: Map<number, string>, key: number, price: number): string {
    const name = map.get(key) ?? this.lp.variable(price)
    map.set(key, name)
    return name
  }

  #open(shift: number): string {
    return this.#named(this.#opened, shift, 0)
  }

  #trip(trip: number): string {
    return this.#named(this.#trips, trip, this.#problem.prices.trip)
  }

  #pupilHalf(key: number): string {
    return this.#named(this.#pupilHalves, key, this.#problem.prices.pupilHalf)
  }

  /** What a shift and a trip hold; rooms of a lycée; half-days of each team at a rising price; trips of each collège. */
  close(): void {
    for (const [shift, terms] of this.#load.entries)
      for (const packing of this.#packings(shift)) this.#holds(packing, terms, this.#open(shift))
    this.#rooms()
    this.#teams()
    this.#spans()
    for (const [, terms] of this.#days.entries) this.lp.row(terms, '<=', this.#problem.limits.perDay)
    this.#tripsHold()
    this.#tripsOfColleges()
    this.#halvesOfPupils()
  }

  #packings(shift: number): readonly Packing[] {
    const known = this.#packed.get(shift)
    if (known) return known
    const items = [...this.#here.get(shift)!.keys()]
    const all = packingsOf(this.#problem, { shift, items, most: this.#capacity[shift]! })
    this.#packed.set(shift, all)
    return all
  }

  /** Terms are (ticks, name): together they weigh no more than what is opened holds. */
  #holds({ weights, most }: Packing, terms: Terms, opened: string): void {
    const weighed = terms.map(([ticks, name]) => [weights.get(ticks) ?? 0, name] as const)
    if (weighed.reduce((sum, [weight]) => sum + weight, 0) <= most) return
    this.lp.row([...weighed.filter(([weight]) => weight > 0), [-most, opened]], '<=', 0)
  }

  /** More interviews of a collège than a shift holds are more trips, in part of a trip too. */
  #tripsHold(): void {
    const { shifts } = this.#problem.sizes
    for (const [key, terms] of this.#tripTicks.entries)
      for (const packing of this.#packings(key % shifts))
        this.#holds(packing, terms, this.#trip(Math.floor(key / shifts)))
  }

  /**
   * A half-day of a pupil holds no more interviews than a day: three are two half-days and two trips, in part of a
   * half-day too.
   */
  #halvesOfPupils(): void {
    const { sizes, limits } = this.#problem
    for (const [key, terms] of this.#pupilLoad.entries)
      if (terms.length > limits.perDay)
        this.lp.row([...terms, [-limits.perDay, this.#pupilHalf(key)]], '<=', 0)
    const halves = new Gathered()
    for (const [key, name] of this.#pupilHalves) halves.add(Math.floor(key / sizes.halves), 1, name)
    for (const [key, trips] of this.#pupilTrips) {
      const taken: Terms = [...trips].map((trip) => [-1, this.#trip(trip)] as const)
      this.lp.row([[1, this.#pupilHalf(key)], ...taken], '<=', 0)
    }
    const own = new Map(halves.entries)
    for (const [pupil, unplaced] of this.#pupilWhole.entries)
      this.lp.row(
        [...unplaced, ...(own.get(pupil) ?? [])],
        '>=',
        Math.ceil(unplaced.length / Math.max(1, limits.perDay)),
      )
  }

  /** The number of trips of a collège is whole: what a solver decides first, and learns the most from. */
  #tripsOfColleges(): void {
    const { pairCollege, sizes } = this.#problem
    const own = new Gathered()
    for (const [trip, name] of this.#trips) own.add(pairCollege[Math.floor(trip / sizes.halves)]!, 1, name)
    for (const [, trips] of own.entries)
      this.lp.row([...trips, [-1, this.lp.variable(0, { most: trips.length, count: true })]], '=', 0)
  }

  #rooms(): void {
    const { shiftLieu, shiftHalf, sizes, rooms } = this.#problem
    const here = new Gathered()
    for (const [shift, name] of this.#opened)
      here.add(shiftLieu[shift]! * sizes.halves + shiftHalf[shift]!, 1, name)
    for (const [key, terms] of here.entries) {
      const most = rooms[Math.floor(key / sizes.halves)]!
      if (most !== NO_CAP && terms.length > most) this.lp.row(terms, '<=', most)
    }
  }

  #teams(): void {
    const { shiftTeam, team0, prices } = this.#problem
    const own = new Gathered()
    for (const [shift, name] of this.#opened)
      if (isSolo(this.#problem, shift)) own.add(shiftTeam[shift]!, 1, name)
    for (const [team, terms] of own.entries) {
      const people = team0[team + 1]! - team0[team]!
      const steps: Terms = terms.map((_, i) => {
        return [-1, this.lp.variable(people * (prices.half + prices.balance * (2 * i + 1)))] as const
      })
      this.lp.row([...terms, ...steps], '=', 0)
      this.lp.row([...terms, [-1, this.lp.variable(0, { most: terms.length, count: true })]], '=', 0)
    }
  }

  /** A trip lasts as long as what one jury gives it, what one pupil has there, and its load over the juries there. */
  #spans(): void {
    const { sizes, prices, shiftLieu, shiftHalf, rooms, capacity } = this.#problem
    const seats = new Map<number, number[]>()
    for (let shift = 0; shift < sizes.shifts; shift++) {
      const key = shiftLieu[shift]! * sizes.halves + shiftHalf[shift]!
      seats.set(key, [...(seats.get(key) ?? []), capacity[shift]!])
    }
    const lieuOfPair = new Map<number, number>()
    for (let bunch = 0; bunch < this.#problem.bunchPair.length; bunch++)
      lieuOfPair.set(this.#problem.bunchPair[bunch]!, this.#problem.bunchLieu[bunch]!)
    const spans = new Map<number, string>()
    const unit = spanUnit(this.#problem)
    for (const [trip, terms] of this.#tripLoad.entries) {
      const lieu = lieuOfPair.get(Math.floor(trip / sizes.halves))!
      const here = seats.get(lieu * sizes.halves + (trip % sizes.halves)) ?? [1]
      // Pupils received at once: those of the largest groups, one group a room.
      const atOnce = here
        .sort((a, b) => b - a)
        .slice(0, rooms[lieu])
        .reduce((sum, own) => sum + own, 0)
      const span = this.lp.variable(prices.span * unit, { most: Number.POSITIVE_INFINITY, whole: true })
      spans.set(trip, span)
      this.lp.row([...terms, [-unit * atOnce, span]], '<=', 0)
    }
    for (const [key, terms] of this.#tripShiftLoad.entries) {
      const seats = capacity[key % sizes.shifts]!
      this.lp.row([...terms, [-unit * seats, spans.get(Math.floor(key / sizes.shifts))!]], '<=', 0)
    }
    for (const [key, terms] of this.#tripPupilLoad.entries) {
      const trip = Math.floor(key / sizes.pupils)
      const own: Terms = [...terms, [-CHANGE_OF_ROOM, this.#trip(trip)], [-unit, spans.get(trip)!]]
      this.lp.row(own, '<=', 0)
    }
    for (const [shift, here] of this.#here) this.#fullShift({ shift, here, spans, unit })
  }

  /**
   * A shift that interviews of one length fill to the last minute leaves no change of room: two interviews of one pupil
   * have another between them, so the trips last longer by it, unless it is one of his own collège.
   */
  #fullShift(at: {
    shift: number
    here: ReadonlyMap<number, string>
    spans: ReadonlyMap<number, string>
    unit: number
  }): void {
    const { shift, here, spans, unit } = at
    const { kind, pupil, college, sizes, shiftHalf } = this.#problem
    const alike = this.#seats(shift, [...here.keys()])
    if (!alike) return
    const { minutes, seats } = alike
    const travelling = [...here].filter(([item]) => kind[item] === KIND.inPerson)
    const trips = [...spans].filter(([trip]) => trip % sizes.halves === shiftHalf[shift])
    const longer = minutes - CHANGE_OF_ROOM
    for (const [one] of travelling)
      for (const [two] of travelling) {
        if (two <= one || pupil[one] !== pupil[two]) continue
        const terms: Terms = trips.map(([, span]) => [unit, span] as const)
        for (const [item, name] of here) {
          const own = item === one || item === two
          const colleague = !own && kind[item] === KIND.inPerson && college[item] === college[one]
          const travels = kind[item] === KIND.inPerson ? minutes : 0
          terms.push([-travels - longer - (own ? minutes : 0) + (colleague ? minutes : 0), name])
        }
        this.lp.row(terms, '>=', -minutes - longer * seats)
      }
  }

  /** Interviews of one length that fill a shift to the last minute; undefined where they may differ, or not fill it. */
  #seats(shift: number, items: readonly number[]): { minutes: number; seats: number } | undefined {
    const { ticks, length, capacity } = this.#problem
    const minutes = length[items[0]!]!
    const same = items.every((item) => length[item] === minutes && ticks[item]! * TICK === minutes)
    const seats = (freeTicks(this.#problem, shift) * TICK) / minutes
    return same && capacity[shift] === 1 && minutes > CHANGE_OF_ROOM && Number.isInteger(seats)
      ? { minutes, seats }
      : undefined
  }
}

/**
 * LB2 (its relaxation), LB5 (each team opens a whole number of half-days) and LB3 (with whole numbers): at most the
 * cost of any plan. For one lycée or a small campaign. Source: reference measurements, LB2 and LB3.
 */
export function shiftModel(problem: Problem): LpText {
  const model = new Model(problem)
  for (let item = 0; item < problem.sizes.items; item++) model.addItem(item)
  model.close()
  return model.lp
}
