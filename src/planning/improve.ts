import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { complete } from '#src/planning/complete.ts'
import { compile, type Compiled } from '#src/planning/engine/compile.ts'
import type { Advance } from '#src/planning/engine/part-search.ts'
import type { Standing } from '#src/planning/engine/whole.ts'
import { Rounds } from '#src/planning/engine/rounds.ts'
import { boardOf, construct, placeHeld, placementsOf } from '#src/planning/engine/solve.ts'
import type { Instance, Placement, Plan } from '#src/planning/model.ts'
import type { Cout, OptionsAmelioration, PlanAmeliore } from '#src/planning/outcomes.ts'
import { crewFor } from '#src/planning/workers/crew.ts'

/**
 * Rounds of improvement of everything that may move; says how many iterations were done, and where things stood when they
 * cost least: a round at dearer prices than those of the plan may leave it dearer.
 */
async function anneal(
  { compiled: { problem }, standing, ...begun }: Start,
  options: OptionsAmelioration,
): Promise<{ done: number; standing: Standing }> {
  const rounds = new Rounds(problem, { seed: options.graine, iterations: options.iterations })
  const crew = crewFor(problem, {
    standing,
    parts: rounds.parts,
    worker: options.fils?.fichier,
    threads: options.fils?.nombre,
  })
  const count = new Count({ ...begun, items: problem.sizes.items }, options)
  let best = { cost: begun.cost, standing }
  try {
    for (let round = rounds.next(crew.standing); round; round = rounds.next(crew.standing)) {
      if (options.signal?.aborted) break
      await crew.work(round, (advance) => {
        count.hear(advance)
        if (options.signal?.aborted) crew.stop()
      })
      count.endRound()
      if (count.cost <= best.cost) best = { cost: count.cost, standing: copyOf(crew.standing) }
    }
  } finally {
    await crew.close()
  }
  return { done: count.iterations, standing: best.standing }
}

const copyOf = ({ shift, tick, bunch }: Standing): Standing => ({
  shift: shift.slice(),
  tick: tick.slice(),
  bunch: bunch.slice(),
})

/** Adds up what the parts of a round report, and passes it on. */
class Count {
  iterations = 0
  readonly #options: OptionsAmelioration
  readonly #items: number
  readonly #now = new Map<number, Advance>()
  cost: number
  #unplaced: number

  constructor(
    { items, cost, unplaced }: { items: number; cost: number; unplaced: number },
    options: OptionsAmelioration,
  ) {
    this.#options = options
    this.#items = items
    this.cost = cost
    this.#unplaced = unplaced
  }

  hear(advance: Advance): void {
    this.#now.set(advance.part, advance)
    const { iterations, gain, placed } = this.#sums()
    const nonPlaces = this.#unplaced - placed
    this.#options.progres?.({
      iterations: this.iterations + iterations,
      sur: this.#options.iterations,
      places: this.#items - nonPlaces,
      nonPlaces,
      cout: this.cost - gain,
    })
  }

  endRound(): void {
    const { iterations, gain, placed } = this.#sums()
    this.iterations += iterations
    this.cost -= gain
    this.#unplaced -= placed
    this.#now.clear()
  }

  #sums(): Pick<Advance, 'iterations' | 'gain' | 'placed'> {
    const sums = { iterations: 0, gain: 0, placed: 0 }
    for (const { iterations, gain, placed } of this.#now.values()) {
      sums.iterations += iterations
      sums.gain += gain
      sums.placed += placed
    }
    return sums
  }
}

interface Start {
  instance: Instance
  compiled: Compiled
  standing: Standing
  cost: number
  unplaced: number
}

/**
 * Where an improvement starts: what is held, then the others. Held interviews that break no rule but that the board
 * cannot hold (astride 13:00) stay where they are.
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
  const { shift, tick, bunch, cost, unplaced } = board
  return { instance: asked, compiled, standing: { shift, tick, bunch }, cost, unplaced }
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
function allPlaces(
  asked: Instance,
  { instance, compiled, standing }: Pick<Start, 'instance' | 'compiled' | 'standing'>,
): Placement[] {
  const known = new Set(asked.fixes.map((fixe) => fixe.requete.id))
  const stayed = instance.fixes.map((fixe) => fixe.placement).filter((one) => !known.has(one.requete))
  return [...stayed, ...placementsOf(standing, compiled)]
}

interface Searched {
  depart: Cout
  /** Where everybody was before the search, and is after it. */
  begun: Placement[]
  places: Placement[]
  iterations: number
}

/** The cost of the start, and where everybody is after the search. What it worked on is given back as it ends. */
async function searched(asked: Instance, options: OptionsAmelioration): Promise<Searched> {
  const start = startOf(asked, options.graine)
  const begun = allPlaces(asked, start)
  const depart = costOf(asked, { places: begun, nonPlaces: [] })
  const { done, standing } = await anneal(start, options)
  return { depart, begun, places: allPlaces(asked, { ...start, standing }), iterations: done }
}

/** Whether somebody who was held, and had a place before the search, has none after it. */
function losesOne({ tenus = [] }: Instance, { begun, places }: Pick<Searched, 'begun' | 'places'>): boolean {
  const held = new Set(tenus.map((one) => one.requete))
  const placed = new Set(places.map((one) => one.requete))
  return begun.some((one) => held.has(one.requete) && !placed.has(one.requete))
}

/** The instance without those that have no place yet. */
function heldAlone(instance: Instance): Instance {
  const held = new Set(instance.tenus?.map((one) => one.requete))
  return { ...instance, requetes: instance.requetes.filter((one) => held.has(one.id)) }
}

interface Reached {
  reached: Plan
  depart: Cout
  iterations: number
}

/**
 * Where places are short, a plan that gives the place of one who holds it to somebody cheaper costs less; it is no plan:
 * a lycée and a week were told. Then what is held is improved by itself, and the others get what is left.
 */
async function keepingHeld(instance: Instance, options: OptionsAmelioration): Promise<Reached> {
  const first = await searched(instance, options)
  const reached = complete(instance, first.places)
  const { depart, iterations } = first
  if (!losesOne(instance, { begun: first.begun, places: reached.places }))
    return { reached, depart, iterations }
  const again = await searched(heldAlone(instance), options)
  const kept = complete(instance, losesOne(instance, again) ? again.begun : again.places)
  const isDearer = costOf(instance, kept).total > depart.total
  return {
    reached: isDearer ? complete(instance, first.begun) : kept,
    depart,
    iterations: iterations + again.iterations,
  }
}

/**
 * With those who are expected among the others, then without them: the plan is the cheapest once they have come, and may be
 * dearer than its start as long as they have not. Begun again without them when it leaves out somebody for whom there was room.
 */
async function leavingRoom(
  { previsions = [], ...known }: Instance,
  options: OptionsAmelioration,
): Promise<Reached> {
  if (previsions.length === 0) return keepingHeld(known, options)
  const both = { ...known, requetes: [...known.requetes, ...previsions] }
  const { begun, places, iterations } = await searched(both, options)
  const came = new Set(known.requetes.map((one) => one.id))
  const ofThose = (all: readonly Placement[]) => all.filter((one) => came.has(one.requete))
  const reached = complete(known, ofThose(places))
  const depart = costOf(known, { places: ofThose(begun), nonPlaces: [] })
  if (reached.nonPlaces.length === 0) return { reached, depart, iterations }
  const alone = await keepingHeld(known, options)
  const leavesOne =
    losesOne(known, { begun: ofThose(begun), places: reached.places }) ||
    reached.nonPlaces.length > alone.reached.nonPlaces.length
  return { ...(leavesOne ? alone : { reached, depart }), iterations: iterations + alone.iterations }
}

/**
 * Improves the held interviews of an instance (`tenus`), each of which keeps a place, and places those that have none. The
 * fixed ones never move; the plan is never worse than its start (`depart`), unless room is left for those who may still come
 * (`previsions`); aborted, it gives back the best plan so far. The built application does the work in threads of its own;
 * from the sources, in slices of some tens of milliseconds. Same instance, seed and iterations, not aborted: same plan,
 * whatever the number of threads. While it works, it counts who is expected with the others. Rejects when a thread fails.
 * Source: reference measurements, ruin and recreate, cut of the map.
 */
export async function improve(instance: Instance, options: OptionsAmelioration): Promise<PlanAmeliore> {
  const { reached, depart, iterations } = await leavingRoom(instance, options)
  return { ...reached, cout: costOf(instance, reached), depart, iterations }
}
