import { LpText } from '#src/planning/bounds/lp-text.ts'
import { capacities, halfDayMost, isSolo, pupilHalfDays } from '#src/planning/bounds/supply.ts'
import type { Problem } from '#src/planning/engine/problem.ts'

/** Items that nothing tells apart once the calendar is dropped. */
interface Kin {
  count: number
  college: number
  ticks: number
  length: number
  /** -1 pair for a remote one. */
  places: { lieu: number; pair: number; cost: number; teams: number[] }[]
}

type Terms = (readonly [number, string])[]

function teamsOf(problem: Problem, bunch: number): number[] {
  const teams = new Set<number>()
  const first = problem.stepCand0[problem.bunchStep0[bunch]!]!
  const end = problem.stepCand0[problem.bunchStep0[bunch + 1]!]!
  for (let candidate = first; candidate < end; candidate++)
    teams.add(problem.shiftTeam[problem.cand[candidate]!]!)
  return [...teams].sort((a, b) => a - b)
}

function kinsOf(problem: Problem): Kin[] {
  const kins = new Map<string, Kin>()
  for (let item = 0; item < problem.sizes.items; item++) {
    const places: Kin['places'] = []
    for (let bunch = problem.bunch0[item]!; bunch < problem.bunch0[item + 1]!; bunch++)
      places.push({
        lieu: problem.bunchLieu[bunch]!,
        pair: problem.bunchPair[bunch]!,
        cost: problem.bunchCost[bunch]!,
        teams: teamsOf(problem, bunch),
      })
    const college = problem.college[item]!
    const length = problem.length[item]!
    const key = JSON.stringify([college, problem.ticks[item], length, problem.kind[item], places])
    const kin = kins.get(key)
    if (kin) kin.count++
    else kins.set(key, { count: 1, college, length, ticks: problem.ticks[item]!, places })
  }
  return [...kins.values()]
}

/** Programme under construction, with what each family of rows gathers. */
class Model {
  readonly lp = new LpText()
  /** Row of the ticks of each team. */
  readonly rowOfTeam = new Map<number, number>()
  readonly #problem: Problem
  readonly #capacity: number[]
  readonly #most: { parallel: number; ticks: number }[]
  readonly #trips = new Map<number, string>()
  readonly #tripLoad = new Map<number, Terms>()
  readonly #teamLoad = new Map<number, Terms>()

  constructor(problem: Problem) {
    this.#problem = problem
    this.#capacity = capacities(problem)
    this.#most = halfDayMost(problem, this.#capacity)
  }

  /** Each of the kin at one team of one lycée. A kin that fits nowhere costs what an unplaced one costs. */
  add(kin: Kin): void {
    const { span, unplaced, pupilHalf } = this.#problem.prices
    // The half-days of the pupils are counted as if all were placed: who is not gives one back at most.
    const left =
      unplaced - (kin.places.some(({ pair }) => pair >= 0) || kin.places.length === 0 ? pupilHalf : 0)
    const all: Terms = [[1, this.lp.variable(left, { most: kin.count })]]
    for (const { lieu, pair, cost, teams } of kin.places) {
      const wait = pair < 0 ? 0 : (span * kin.length) / Math.max(1, this.#most[lieu]!.parallel)
      const own: Terms = teams.map((team) => {
        const name = this.lp.variable(Number((cost + wait).toFixed(6)), { most: kin.count })
        gather(this.#teamLoad, team, [kin.ticks, name])
        return [1, name] as const
      })
      all.push(...own)
      if (pair >= 0) this.#travel(pair, own, kin)
    }
    this.lp.row(all, '=', kin.count)
  }

  #travel(pair: number, own: Terms, kin: Kin): void {
    const trip =
      this.#trips.get(pair) ?? this.lp.variable(this.#problem.prices.trip, { most: Number.POSITIVE_INFINITY })
    this.#trips.set(pair, trip)
    this.lp.row([...own, [-kin.count, trip]], '<=', 0)
    for (const [, name] of own) gather(this.#tripLoad, pair, [kin.ticks, name])
  }

  /** A trip holds no more than the fullest half-day of its lycée. */
  boundTrips(): void {
    const lieuOf = new Map<number, number>()
    for (let bunch = 0; bunch < this.#problem.bunchPair.length; bunch++)
      lieuOf.set(this.#problem.bunchPair[bunch]!, this.#problem.bunchLieu[bunch]!)
    for (const [pair, load] of this.#tripLoad) {
      const ticks = this.#most[lieuOf.get(pair)!]!.ticks
      this.lp.row([...load, [-ticks, this.#trips.get(pair)!]], '<=', 0)
    }
  }

  /** The n-th half-day of a team costs more than the one before; its windows are taken by size. */
  openTeams(): void {
    const { shiftTeam, team0, prices, sizes } = this.#problem
    const windows = new Map<number, number[]>()
    const free = new Set<number>()
    for (let shift = 0; shift < sizes.shifts; shift++) {
      const team = shiftTeam[shift]!
      if (!isSolo(this.#problem, shift)) free.add(team)
      windows.set(team, [...(windows.get(team) ?? []), this.#capacity[shift]!])
    }
    for (const [team, load] of this.#teamLoad) {
      const people = free.has(team) ? 0 : team0[team + 1]! - team0[team]!
      const sorted = (windows.get(team) ?? []).sort((a, b) => b - a)
      const opened: Terms = sorted.map((ticks, i) => {
        const price = people * (prices.half + prices.balance * (2 * i + 1))
        return [-ticks, this.lp.variable(price)] as const
      })
      this.rowOfTeam.set(team, this.lp.rows)
      this.lp.row([...load, ...opened], '<=', 0)
    }
  }
}

function gather(map: Map<number, Terms>, key: number, term: readonly [number, string]): void {
  const terms = map.get(key)
  if (terms) terms.push(term)
  else map.set(key, [term])
}

/**
 * LB1: interviews of a kind are shared among juries, trips and half-days are opened, the calendar is dropped. Its
 * optimum, and that of its relaxation, is at most the cost of any plan. Source: reference measurements, LB1.
 */
export function aggregateModel(problem: Problem): Pick<Model, 'lp' | 'rowOfTeam'> {
  const model = new Model(problem)
  for (const kin of kinsOf(problem)) model.add(kin)
  model.boundTrips()
  model.openTeams()
  model.lp.constant = problem.prices.pupilHalf * pupilHalfDays(problem)
  return model
}
