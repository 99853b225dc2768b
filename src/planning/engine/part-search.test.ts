import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { instances, roomy } from '#src/planning/drawn-examples.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { clustersOf, cutMap, moversOf } from '#src/planning/engine/cut.ts'
import { PartSearch } from '#src/planning/engine/part-search.ts'
import type { Standing } from '#src/planning/engine/whole.ts'
import type { Surcharge } from '#src/planning/engine/problem.ts'
import { boardOf, construct, placementsOf } from '#src/planning/engine/solve.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import type { Instance } from '#src/planning/model.ts'

const copy = ({ shift, tick, bunch }: Standing): Standing => ({
  shift: shift.slice(),
  tick: tick.slice(),
  bunch: bunch.slice(),
})

interface OneRound {
  parts: number
  iterations: number
  tries?: number
  surcharge?: Surcharge
}

/** One round on a cut in so many parts, none of which sees what the others do. */
function oneRound(
  asked: Instance,
  { parts, iterations, tries = 1, surcharge = { half: 0, pupilHalf: 0 } }: OneRound,
) {
  const compiled = compile(asked)
  const { problem } = compiled
  const board = boardOf(compiled)
  construct(board, 1)
  const next = chance(5)
  const clusters = clustersOf(problem)
  const load = new Int32Array(problem.sizes.lieux).fill(1)
  const partOf = cutMap(problem, { clusters, load, parts, next })
  const moves = moversOf(problem, { partOf, shift: board.shift, next })
  const before = copy(board)
  const after = copy(board)
  let gain = 0
  for (let part = 0; part < parts; part++) {
    const order = { part, seed: part + 1, iterations, tries, surcharge, hot: 20, cold: 2 }
    const search = new PartSearch(problem, { standing: before, cut: { partOf, moves, turn: 1 }, order })
    while (!search.ended) search.run(iterations)
    search.finish(after)
    gain += search.advance.gain
  }
  const plan = { places: placementsOf(after, compiled), nonPlaces: [] }
  return { cost: board.cost - gain, plan, cut: new Set(partOf).size, before, after, board }
}

/** Each person and room stays at one lycée, so that the map can be cut. */
const apart = (drawn: Instance): Instance => ({
  ...drawn,
  disponibilites: drawn.disponibilites.map((d) => ({
    ...d,
    intervenants: d.intervenants.map((name) => `${d.lieu}-${name}`),
    salle: d.salle && `${d.lieu}-${d.salle}`,
  })),
})

describe('a plan bettered part by part', () => {
  test('breaks no rule and costs what the parts say, whatever they do at the same time', () => {
    const size = { disponibilites: 8, requetes: 14 }
    const capped = roomy(size).map((drawn): Instance => ({
      ...drawn,
      contraintes: { ...drawn.contraintes, maxParCollege: 2 },
    }))
    const gains: number[] = []
    let cuts = 0
    const drawn = fc.oneof(instances(size), roomy(size).map(apart), capped.map(apart))
    const surcharges = fc.constantFrom({ half: 0, pupilHalf: 0 }, { half: 24, pupilHalf: 48 })
    fc.assert(
      fc.property(drawn, surcharges, (asked, surcharge) => {
        const { plan, cost, cut, board } = oneRound(asked, { parts: 2, iterations: 40, surcharge })
        expect(check(asked, plan).filter(({ regle }) => regle !== 'requete_oubliee')).toEqual([])
        expect(costOf(asked, plan).total).toBeCloseTo(cost, 6)
        if (surcharge.half === 0) gains.push(board.cost - cost)
        if (cut === 2) cuts++
      }),
      { seed: 21, numRuns: 400 },
    )
    expect(cuts).toBeGreaterThan(100)
    expect(gains.filter((gain) => gain > 0).length).toBeGreaterThan(20)
    expect(Math.min(...gains)).toBeGreaterThanOrEqual(0)
  })

  test('never parts the lycées that share a person', () => {
    fc.assert(
      fc.property(roomy({ disponibilites: 6, requetes: 6 }), (asked) => {
        const { problem } = compile(asked)
        const partOf = cutMap(problem, {
          clusters: clustersOf(problem),
          load: new Int32Array(problem.sizes.lieux).fill(1),
          parts: 2,
          next: chance(3),
        })
        const lieux = [...new Set(asked.disponibilites.map((d) => d.lieu))]
        const keys = (lieu: string): Set<string> =>
          new Set(asked.disponibilites.filter((d) => d.lieu === lieu).flatMap((d) => d.intervenants))
        const [one, other] = lieux.map(keys)
        if (!one || !other || [...one].every((key) => !other.has(key))) return
        expect(new Set(partOf).size).toBe(1)
      }),
      { seed: 22, numRuns: 100 },
    )
  })

  test('moves the interviews of a pupil in one part only', () => {
    const { before, after, cut, board } = oneRound(fictionalInstance({ count: 800, seed: 4 }), {
      parts: 4,
      iterations: 300,
    })
    expect(cut).toBeGreaterThan(1)
    const { pupil, shiftLieu } = board.problem
    const moved = [...before.shift.keys()].filter((item) => before.shift[item] !== after.shift[item])
    expect(moved.length).toBeGreaterThan(20)
    const places = new Map<number, Set<number>>()
    for (const item of moved) {
      const own = places.get(pupil[item] ?? -1) ?? new Set()
      own.add(shiftLieu[after.shift[item] ?? -1] ?? -1)
      places.set(pupil[item] ?? -1, own)
    }
    expect(places.size).toBeGreaterThan(10)
  })

  test('moves whoever may go somewhere, whatever the other interviews of the pupil cannot', () => {
    let hampered = 0
    fc.assert(
      fc.property(instances({ disponibilites: 6, requetes: 12 }), (asked) => {
        const compiled = compile(asked)
        const { sizes, bunch0, pupil0, pupil } = compiled.problem
        const board = boardOf(compiled)
        construct(board, 1)
        const partOf = new Int16Array(sizes.lieux)
        const moves = moversOf(compiled.problem, { partOf, shift: board.shift, next: chance(3) })
        const may = [...moves.keys()].map((item) => item < sizes.movable && bunch0[item]! < bunch0[item + 1]!)
        expect([...moves].map((part) => part === 0)).toEqual(may)
        hampered += may.filter(
          (yes, item) => !yes && pupil0[pupil[item]! + 1]! - pupil0[pupil[item]!]! > 1,
        ).length
      }),
      { seed: 23, numRuns: 200 },
    )
    expect(hampered).toBeGreaterThan(20)
  })

  test('keeps the best of its tries, the first among them', () => {
    const asked = fictionalInstance({ count: 120, seed: 8 })
    const alone = oneRound(asked, { parts: 1, iterations: 400 })
    const costs = [1, 2, 3, 4].map((tries) => oneRound(asked, { parts: 1, iterations: 400 * tries, tries }))
    expect(costs[0]?.cost).toBe(alone.cost)
    for (const [rank, { cost, plan }] of costs.entries()) {
      expect(cost).toBeLessThanOrEqual(costs[rank - 1]?.cost ?? alone.cost)
      expect(costOf(asked, plan).total).toBeCloseTo(cost, 6)
    }
    expect(costs.at(-1)?.cost).toBeLessThan(alone.cost)
  })
})
