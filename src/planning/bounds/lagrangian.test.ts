import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lagrangianBound } from '#src/planning/bounds/lagrangian.ts'
import { Relaxation } from '#src/planning/bounds/relaxation.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { disponibilite, instance, lieu, requete, span } from '#src/planning/examples.ts'
import { leastCost, tiny } from '#src/planning/tiny-examples.ts'
import type { Instance } from '#src/planning/model.ts'

/** Four pupils of two collèges at one lycée open on two half-days. */
const small: Instance = instance({
  lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.85, 2.3]), lieu('C2', [48.8, 2.4])],
  requetes: ['e1', 'e2', 'e3', 'e4'].map((eleve, i) =>
    requete({ id: `r${i}`, eleve, origine: eleve === 'e3' ? 'C2' : 'C1' }),
  ),
  disponibilites: [
    disponibilite({ ...span('09:00', '10:00') }),
    disponibilite({ id: 'd2', ...span('14:00', '14:40') }),
  ],
})

const proof = (asked: Instance, plan: number): ReturnType<typeof lagrangianBound> =>
  lagrangianBound(compile(asked).problem, {
    plan,
    rounds: { items: 200, colleges: 300, branch: 100 },
    branches: 10,
  })

describe('the Lagrangian bound', () => {
  test('is below the cost of every plan, whatever the instance', () => {
    fc.assert(
      fc.property(tiny, (asked) => {
        const least = leastCost(asked)
        // A plan twice as dear: the bound must stop by itself, not because the plan is reached.
        expect(proof(asked, 2 * least + 100).bound).toBeLessThanOrEqual(least + 1e-6)
      }),
      { seed: 42, numRuns: 60 },
    )
  })

  test('is below it at any multipliers, before and after the collèges cover their own', () => {
    const numbers = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(tiny, numbers, (asked, seed) => {
        const least = leastCost(asked)
        const relaxation = new Relaxation(compile(asked).problem)
        const next = chance(seed)
        const { prices, item } = relaxation
        for (let i = 0; i < item.length; i++) item[i] = 800 * next()
        for (let t = 0; t < prices.team.length; t++) prices.team[t] = 600 * next()
        expect(relaxation.value()).toBeLessThanOrEqual(least + 1e-6)
        if (!relaxation.splitByCollege()) return
        for (let i = 0; i < prices.cover.length; i++) prices.cover[i] = 800 * next()
        for (const { share, total } of [relaxation.blocks.trips, relaxation.blocks.halves])
          for (let i = 0; i < share.length; i++) share[i] = total * next()
        expect(relaxation.value()).toBeLessThanOrEqual(least + 1e-6)
      }),
      { seed: 43, numRuns: 60 },
    )
  })

  test('comes near the best plan of a small lycée, nearer by collège', () => {
    const least = leastCost(small)
    const { bound, root } = proof(small, least)
    expect(bound).toBeGreaterThan(0.95 * least)
    expect(bound).toBeGreaterThanOrEqual(root)
    const items = { items: 200, colleges: 0, branch: 0 }
    const alone = lagrangianBound(compile(small).problem, { plan: least, rounds: items, branches: 0 })
    expect(root).toBeGreaterThanOrEqual(alone.bound)
  })

  test('never says more than half a unit less than the plan that it was given', () => {
    expect(proof(small, 500)).toMatchObject({ bound: 499.5, closed: true })
  })
})
