import { climb, type Reached } from '#src/planning/bounds/ascent.ts'
import type { Decided } from '#src/planning/bounds/block-price.ts'
import { Relaxation } from '#src/planning/bounds/relaxation.ts'
import type { Problem } from '#src/planning/engine/problem.ts'

export interface Asked {
  /** Cost of a plan of the problem: what the proof tries to reach. */
  plan: number
  /** Rounds of the first relaxation, of the one by collège, and of each branch. */
  rounds: { items: number; colleges: number; branch: number }
  /** Branches looked at, at most. */
  branches: number
  heard?: (found: { branch: number; bound: number; open: number }) => void
}

export interface Proof {
  /** No plan costs less. */
  bound: number
  /** Bound before anything was decided. */
  root: number
  branches: number
  /** Nothing was left to look at: the plan is the best, but for half a unit. */
  closed: boolean
}

interface Branch {
  bound: number
  decided: Decided
  /** Multipliers at their best, to start from. */
  kept: Float64Array[]
  /** How often each shift is open. */
  open: Float64Array
}

/** What decides that a branch may hold no better plan: costs are whole numbers. */
const MARGIN = 0.5

const FIRST = { stride: 1, patience: 40 }
const BY_COLLEGE = { stride: 0.1, patience: 60 }
const IN_A_BRANCH = { stride: 0.02, patience: 15 }

class Search {
  readonly #relaxation: Relaxation
  readonly #asked: Asked
  /** By bound, the lowest last. */
  readonly #waiting: Branch[] = []

  constructor(problem: Problem, asked: Asked) {
    this.#relaxation = new Relaxation(problem)
    this.#asked = asked
  }

  run(): Proof {
    const { plan, rounds, branches } = this.#asked
    const relaxation = this.#relaxation
    relaxation.item.fill((0.8 * plan) / relaxation.item.length)
    let reached = climb(relaxation, { plan, rounds: rounds.items, ...FIRST })
    relaxation.value()
    if (rounds.colleges > 0 && relaxation.splitByCollege())
      reached = climb(relaxation, { plan, rounds: rounds.colleges, ...BY_COLLEGE })
    const root = reached.bound
    this.#keep(relaxation.decided, reached)
    let done = 0
    for (; done < branches && this.#waiting.length > 0; done++) {
      const lowest = this.#waiting.pop()
      const halves = lowest && this.#halvesOf(lowest)
      if (!lowest || !halves) {
        if (lowest) this.#waiting.push(lowest)
        break
      }
      for (const decided of halves) this.#look(lowest, decided)
      this.#asked.heard?.({ branch: done, bound: this.#bound, open: this.#waiting.length })
    }
    return { bound: this.#bound, root, branches: done, closed: this.#waiting.length === 0 }
  }

  get #bound(): number {
    return Math.min(this.#asked.plan - MARGIN, this.#waiting.at(-1)?.bound ?? Number.POSITIVE_INFINITY)
  }

  get #multipliers(): Float64Array[] {
    const { item, prices, blocks, byCollege } = this.#relaxation
    const { trips, spans, halves } = blocks
    return [byCollege ? prices.cover : item, prices.team, trips.share, spans.share, halves.share]
  }

  #keep(decided: Decided, { bound, open }: Reached): void {
    if (bound >= this.#asked.plan - MARGIN) return
    const kept = this.#multipliers.map((values) => values.slice())
    const after = this.#waiting.findIndex((other) => other.bound < bound)
    const at = after < 0 ? this.#waiting.length : after
    this.#waiting.splice(at, 0, { bound, decided, open, kept })
  }

  #look(from: Branch, decided: Decided): void {
    const relaxation = this.#relaxation
    for (const [i, values] of this.#multipliers.entries()) values.set(from.kept[i]!)
    relaxation.decided = decided
    const { plan, rounds } = this.#asked
    const reached = climb(relaxation, { plan, rounds: rounds.branch, enough: plan - MARGIN, ...IN_A_BRANCH })
    this.#keep(decided, { ...reached, bound: Math.max(from.bound, reached.bound) })
  }

  /** Two decisions of which one holds in every plan; undefined when everything is decided. */
  #halvesOf({ decided, open }: Branch): [Decided, Decided] | undefined {
    return this.#splitTeam(decided, open) ?? splitShift(decided, open)
  }

  /** The team whose number of half-days is the least whole. */
  #splitTeam({ gate, least, most }: Decided, open: Float64Array): [Decided, Decided] | undefined {
    const { payer } = this.#relaxation.blocks
    const used = new Float64Array(most.length)
    for (const [shift, team] of payer.entries()) if (team >= 0) used[team]! += open[shift]!
    let best = { team: -1, apart: 0.15 }
    for (const [team, halves] of used.entries()) {
      const apart = Math.abs(halves - Math.round(halves))
      if (apart > best.apart && least[team]! <= Math.floor(halves) && Math.floor(halves) < most[team]!)
        best = { team, apart }
    }
    if (best.team < 0) return undefined
    const floor = Math.floor(used[best.team]!)
    return [
      { gate, least, most: most.with(best.team, floor) },
      { gate, least: least.with(best.team, floor + 1), most },
    ]
  }
}

/** The undecided shift that is neither open nor shut. */
function splitShift({ gate, least, most }: Decided, open: Float64Array): [Decided, Decided] | undefined {
  let best = { shift: -1, apart: Number.POSITIVE_INFINITY }
  for (let shift = 0; shift < gate.length; shift++) {
    const apart = Math.abs(open[shift]! - 0.5)
    if (gate[shift] === 0 && apart < best.apart) best = { shift, apart }
  }
  if (best.shift < 0) return undefined
  return [
    { gate: gate.with(best.shift, 1), least, most },
    { gate: gate.with(best.shift, -1), least, most },
  ]
}

/**
 * LB4: a cost that no plan goes below, by Lagrangian relaxation (half-days against interviews, then half-days against
 * collèges), and by branching on the half-days of the teams and on the shifts. `plan` is the cost of a known plan. Holds
 * for plans on the grid of five minutes without an interview astride 13:00, like LB1 to LB3. Deterministic, and long: for
 * one lycée, and never while a page waits.
 */
export const lagrangianBound = (problem: Problem, asked: Asked): Proof => new Search(problem, asked).run()
