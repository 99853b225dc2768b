import { LpText } from '#src/planning/bounds/lp-text.ts'
import { capacities, freeTicks, isSolo } from '#src/planning/bounds/supply.ts'
import { TICK } from '#src/planning/engine/masks.ts'
import { CHANGE_OF_ROOM, KIND, NO_CAP, type Problem } from '#src/planning/engine/problem.ts'

type Terms = (readonly [number, string])[]

/** Terms gathered by a key. */
class Gathered {
  readonly #lists = new Map<number, Terms>()

  add(key: number, factor: number, name: string): void {
    const list = this.#lists.get(key)
    if (list) list.push([factor, name])
    else this.#lists.set(key, [[factor, name]])
  }

  get entries(): IterableIterator<[number, Terms]> {
    return this.#lists.entries()
  }
}

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
  /** Interviews per (pupil, day), of pupils who have more than a day may hold. */
  readonly #days = new Gathered()
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
    const all: Terms = [[1, this.lp.variable(problem.prices.unplaced)]]
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
      this.lp.row([...terms, [-this.#capacity[shift]!, this.#open(shift)]], '<=', 0)
    this.#rooms()
    this.#teams()
    this.#spans()
    for (const [, terms] of this.#days.entries) this.lp.row(terms, '<=', this.#problem.limits.perDay)
    this.#tripsHold()
    this.#tripsOfColleges()
  }

  /** More interviews of a collège than a shift holds are more trips, in part of a trip too. */
  #tripsHold(): void {
    const { shifts } = this.#problem.sizes
    for (const [key, terms] of this.#tripTicks.entries) {
      const most = this.#capacity[key % shifts]!
      const all = terms.reduce((sum, [ticks]) => sum + ticks, 0)
      if (all > most) this.lp.row([...terms, [-most, this.#trip(Math.floor(key / shifts))]], '<=', 0)
    }
  }

  /** The number of trips of a collège is whole: what a solver decides first, and learns the most from. */
  #tripsOfColleges(): void {
    const { pairCollege, sizes } = this.#problem
    const own = new Gathered()
    for (const [trip, name] of this.#trips) own.add(pairCollege[Math.floor(trip / sizes.halves)]!, 1, name)
    for (const [, trips] of own.entries)
      this.lp.row([...trips, [-1, this.lp.variable(0, { most: trips.length })]], '=', 0)
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
    }
  }

  /** A trip lasts as long as what one jury gives it, what one pupil has there, and its load over the juries there. */
  #spans(): void {
    const { sizes, prices, shiftLieu, shiftHalf, rooms, capacity } = this.#problem
    const parallel = new Map<number, number>()
    for (let shift = 0; shift < sizes.shifts; shift++) {
      const key = shiftLieu[shift]! * sizes.halves + shiftHalf[shift]!
      parallel.set(key, (parallel.get(key) ?? 0) + capacity[shift]!)
    }
    const lieuOfPair = new Map<number, number>()
    for (let bunch = 0; bunch < this.#problem.bunchPair.length; bunch++)
      lieuOfPair.set(this.#problem.bunchPair[bunch]!, this.#problem.bunchLieu[bunch]!)
    const spans = new Map<number, string>()
    const unit = spanUnit(this.#problem)
    for (const [trip, terms] of this.#tripLoad.entries) {
      const lieu = lieuOfPair.get(Math.floor(trip / sizes.halves))!
      const juries = parallel.get(lieu * sizes.halves + (trip % sizes.halves)) ?? 1
      const span = this.lp.variable(prices.span * unit, { most: Number.POSITIVE_INFINITY, whole: true })
      spans.set(trip, span)
      this.lp.row([...terms, [-unit * Math.min(juries, rooms[lieu]!), span]], '<=', 0)
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

/** Minutes of which every span is a multiple: those of a tick, when every interview begins and ends on the same ones. */
function spanUnit({ length, shiftBase }: Problem): number {
  const onTicks = length.every((minutes) => minutes % TICK === 0)
  return onTicks && shiftBase.every((base) => (base - shiftBase[0]!) % TICK === 0) ? TICK : 1
}

/**
 * LB2 (its relaxation) and LB3 (with whole numbers): at most the cost of any plan. For one lycée or a small campaign.
 * Source: reference measurements, LB2 and LB3.
 */
export function shiftModel(problem: Problem): LpText {
  const model = new Model(problem)
  for (let item = 0; item < problem.sizes.items; item++) model.addItem(item)
  model.close()
  return model.lp
}
