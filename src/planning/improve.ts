import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { makeRoom } from '#src/planning/ejection.ts'
import { Annealer, heatFor } from '#src/planning/engine/anneal.ts'
import type { Board } from '#src/planning/engine/board.ts'
import { compile, type Compiled } from '#src/planning/engine/compile.ts'
import { boardOf, construct, placeHeld, placementsOf } from '#src/planning/engine/solve.ts'
import { explain } from '#src/planning/explain.ts'
import type { Instance, Placement, Plan } from '#src/planning/model.ts'
import type { OptionsAmelioration, PlanAmeliore } from '#src/planning/outcomes.ts'
import { State } from '#src/planning/state.ts'
import { waitingRequetes } from '#src/planning/waiting.ts'

/** Iterations between two looks at the signal, and two reports. */
const SLICE = 2_000

/** Lets whatever else the process does take its turn. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** Gives a place, by the exact planner, to those that the flat one left out: it looks at every start. */
function complete(instance: Instance, places: readonly Placement[]): Plan {
  const requetes = waitingRequetes(instance)
  const placed = new Map(places.map((placement) => [placement.requete, placement]))
  const waiting = requetes.filter((requete) => !placed.has(requete.id))
  if (waiting.length === 0) return { places: [...places], nonPlaces: [] }
  const state = new State(instance)
  for (const requete of requetes) {
    const placement = placed.get(requete.id)
    if (placement) state.hold(requete, placement)
  }
  const left = makeRoom(state, { waiting, size: requetes.length })
  return {
    places: requetes.flatMap((requete) => state.placementOf(requete)),
    nonPlaces: left.map((requete) => explain(state, requete)),
  }
}

async function anneal(board: Board, options: OptionsAmelioration): Promise<number> {
  const { sizes } = board.problem
  const scope = Int32Array.from({ length: sizes.movable }, (_, item) => item)
  const annealer = new Annealer(board, {
    scope,
    seed: options.graine,
    iterations: options.iterations,
    ...heatFor(sizes.movable),
  })
  while (!annealer.ended && !options.signal?.aborted) {
    annealer.run(SLICE)
    report(board, { options, done: annealer.done, cost: annealer.best })
    await pause()
  }
  annealer.finish()
  return annealer.done
}

function report(board: Board, at: { options: OptionsAmelioration; done: number; cost: number }): void {
  const nonPlaces = board.unplaced
  const places = board.problem.sizes.items - nonPlaces
  at.options.progres?.({ iterations: at.done, sur: at.options.iterations, places, nonPlaces, cout: at.cost })
}

interface Start {
  instance: Instance
  compiled: Compiled
  board: Board
}

/**
 * The board from which an improvement starts: what is held, then the others. Held interviews that break no rule but
 * that this board cannot hold (astride 13:00) stay where they are.
 */
function startOf(asked: Instance, seed: number): Start {
  const held = asked.tenus ?? []
  const compiled = compile(asked)
  const board = boardOf(compiled)
  const refused = placeHeld(board, compiled, held)
  const faulty = refused.length === 0 ? [] : check(asked, { places: [...held], nonPlaces: [] })
  const lost = new Set(faulty.flatMap((one) => (one.regle === 'requete_oubliee' ? [] : one.requetes)))
  const stays = new Map(refused.filter((one) => !lost.has(one.requete)).map((one) => [one.requete, one]))
  if (stays.size > 0) return startOf(withFixed(asked, stays), seed)
  construct(board, seed)
  return { instance: asked, compiled, board }
}

function withFixed(asked: Instance, stays: ReadonlyMap<string, Placement>): Instance {
  const fixes = asked.requetes.flatMap((requete) => {
    const placement = stays.get(requete.id)
    return placement ? [{ requete, placement }] : []
  })
  return {
    ...asked,
    fixes: [...asked.fixes, ...fixes],
    tenus: asked.tenus?.filter((one) => !stays.has(one.requete)) ?? [],
  }
}

/** Placements of every request of the instance asked for, those that had to stay included. */
function allPlaces(asked: Instance, { instance, compiled, board }: Start): Placement[] {
  const known = new Set(asked.fixes.map((fixe) => fixe.requete.id))
  const stayed = instance.fixes.map((fixe) => fixe.placement).filter((one) => !known.has(one.requete))
  return [...stayed, ...placementsOf(board, compiled)]
}

/**
 * Improves the held interviews of an instance (`tenus`), and places those that have no place. The fixed ones never
 * move; the plan is never worse than its start (`depart`); aborted, it gives back the best plan so far. It works in
 * slices of some tens of milliseconds and lets other work pass in between. Same instance, seed and iterations, not
 * aborted: same plan. Source: reference measurements, ruin and recreate.
 */
export async function improve(instance: Instance, options: OptionsAmelioration): Promise<PlanAmeliore> {
  const start = startOf(instance, options.graine)
  const depart = costOf(instance, { places: allPlaces(instance, start), nonPlaces: [] })
  const iterations = await anneal(start.board, options)
  const reached = complete(instance, allPlaces(instance, start))
  return { ...reached, cout: costOf(instance, reached), depart, iterations }
}
