import { check } from '#src/planning/check.ts'
import { costOf, indicateurs } from '#src/planning/check/cost.ts'
import { Annealer, heatFor } from '#src/planning/engine/anneal.ts'
import type { Board } from '#src/planning/engine/board.ts'
import { compile, type Compiled } from '#src/planning/engine/compile.ts'
import { insert } from '#src/planning/engine/moves.ts'
import { lowest } from '#src/planning/engine/masks.ts'
import { boardOf, construct, placementsOf } from '#src/planning/engine/solve.ts'
import { mayOpen, starts } from '#src/planning/engine/starts.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance } from '#src/planning/model.ts'
import type { Cout, Indicateurs, PlanAmeliore } from '#src/planning/outcomes.ts'
import { district } from './district.ts'
import { instanceOf } from './district-instance.ts'
import type { Scale } from './scales.ts'

/** CPU seconds of this process: the machine may be shared, wall time is noise. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

export const generated = (key: string, seed: number, changes: Partial<Scale> = {}): Instance =>
  instanceOf(district(key, seed, changes))

export interface Outcome {
  cout: Cout
  indicateurs: Indicateurs
  /** Broken rules, by the independent checker. */
  broken: number
  iterations: number
  /** CPU seconds from the instance to the plan, reading it in included. */
  seconds: number
}

function judged(
  instance: Instance,
  compiled: Compiled,
  board: Board,
): Omit<Outcome, 'iterations' | 'seconds'> {
  const plan = { places: placementsOf(board, compiled), nonPlaces: [] }
  const broken = check(instance, plan).filter(({ regle }) => regle !== 'requete_oubliee')
  return { cout: costOf(instance, plan), indicateurs: indicateurs(instance, plan), broken: broken.length }
}

/** What a secretariat does: the nearest lycée, the first date, the first free time. */
export function firstFit(instance: Instance): Outcome {
  const begun = cpuSeconds()
  const compiled = compile(instance)
  const board = boardOf(compiled)
  for (let item = 0; item < compiled.problem.sizes.movable; item++) placeFirst(board, item)
  return { ...judged(instance, compiled, board), iterations: 0, seconds: cpuSeconds() - begun }
}

function placeFirst(board: Board, item: number): void {
  const { problem } = board
  for (let bunch = problem.bunch0[item] ?? 0; bunch < (problem.bunch0[item + 1] ?? 0); bunch++)
    for (let step = problem.bunchStep0[bunch] ?? 0; step < (problem.bunchStep0[bunch + 1] ?? 0); step++) {
      let best = { shift: -1, tick: Number.POSITIVE_INFINITY }
      for (let at = problem.stepCand0[step] ?? 0; at < (problem.stepCand0[step + 1] ?? 0); at++) {
        const shift = problem.cand[at] ?? 0
        if (board.count[shift] === 0 && !mayOpen(board, shift)) continue
        if (!starts(board, item, at)) continue
        const tick = lowest(board.startLo, board.startHi)
        if (tick < best.tick) best = { shift, tick }
      }
      if (best.shift < 0) continue
      insert(board, item, { bunch, ...best })
      return
    }
}

/** Iterations by which the speed of this machine is found. */
const TRIAL = 4_000

const everyone = (board: Board): Int32Array =>
  Int32Array.from({ length: board.problem.sizes.movable }, (_, item) => item)

/** Iterations that fit in some CPU seconds on this machine, by a short run on a board of its own. */
function affordable(compiled: Compiled, seconds: number): number {
  const board = boardOf(compiled)
  construct(board, 1)
  const annealer = new Annealer(board, {
    scope: everyone(board),
    seed: 1,
    iterations: 10 * TRIAL,
    ...heatFor(compiled.problem.sizes.movable),
  })
  annealer.run(TRIAL)
  const begun = cpuSeconds()
  annealer.run(TRIAL)
  return Math.max(TRIAL, Math.round((TRIAL / (cpuSeconds() - begun)) * seconds))
}

/** The planner within a budget: iterations (exact, repeatable) or CPU seconds of improvement. */
export function solved(instance: Instance, budget: { iterations: number } | { seconds: number }): Outcome {
  const compiled = compile(instance)
  const iterations = 'iterations' in budget ? budget.iterations : affordable(compiled, budget.seconds)
  const begun = cpuSeconds()
  const board = boardOf(compiled)
  construct(board, 1)
  const annealer = new Annealer(board, {
    scope: everyone(board),
    seed: 1,
    iterations,
    ...heatFor(compiled.problem.sizes.movable),
  })
  annealer.run(iterations)
  annealer.finish()
  return { ...judged(instance, compiled, board), iterations, seconds: cpuSeconds() - begun }
}

interface Run {
  plan: PlanAmeliore
  seconds: number
}

async function run(instance: Instance, iterations: number): Promise<Run> {
  const begun = cpuSeconds()
  const plan = await improve(instance, { graine: 1, iterations })
  return { plan, seconds: cpuSeconds() - begun }
}

const outcomeOf = (instance: Instance, { plan, seconds }: Run): Outcome => ({
  cout: plan.cout,
  indicateurs: indicateurs(instance, plan),
  broken: check(instance, plan).length,
  iterations: plan.iterations,
  seconds,
})

/** The planner as the product runs it, threads included: repeatable for a number of iterations. */
export const improved = async (instance: Instance, iterations: number): Promise<Outcome> =>
  outcomeOf(instance, await run(instance, iterations))

/** CPU seconds from which a run is too long to be made for nothing: a tenth of it tells the speed first. */
const LONG = 60

/**
 * The same within CPU seconds. What an iteration costs falls as the plan cools and the code warms: the number of them is
 * corrected by whole runs, until one takes most of the budget, and no more than it.
 */
export async function improvedWithin(instance: Instance, seconds: number): Promise<Outcome> {
  let iterations = affordable(compile(instance), seconds < LONG ? seconds : seconds / 10)
  let last = await run(instance, iterations)
  for (let tries = 1; tries < 4 && !isAbout(last.seconds, seconds); tries += 1) {
    iterations = Math.round((0.96 * iterations * seconds) / last.seconds)
    last = await run(instance, iterations)
  }
  return outcomeOf(instance, last)
}

/** Of a long run, what is read and checked once weighs less than a short one told. */
const isAbout = (taken: number, budget: number): boolean =>
  taken <= budget && taken >= (budget < LONG ? 0.9 : 0.8) * budget
