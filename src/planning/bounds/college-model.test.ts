import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collegeModels } from '#src/planning/bounds/college-model.ts'
import { optimumAt } from '#src/planning/bounds/testing.ts'
import { TickPrices } from '#src/planning/bounds/tick-prices.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { at, disponibilite, instance, lieu, requete } from '#src/planning/examples.ts'
import type { Instance } from '#src/planning/model.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'
import { leastCost, tiny } from '#src/planning/tiny-examples.ts'

/** What collèges and teams cost at some prices of a tick, the same or not for each team. */
function boundAt(asked: Instance, priceOf: (team: number) => number): number {
  const { problem } = compile(asked)
  const prices = new TickPrices(problem, priceOf)
  const colleges = collegeModels(problem).map((model) => optimumAt(model, (use) => prices.costOf(use)))
  return prices.teams().cost + colleges.reduce((sum, one) => sum + one, 0)
}

describe('collèges that pay for the ticks of the juries', () => {
  test('cost at most what every plan costs, at whatever prices', () => {
    const price = fc.double({ min: 0, max: 60, noNaN: true })
    fc.assert(
      fc.property(tiny, price, price, (asked, even, odd) => {
        fc.pre(asked.requetes.length > 0)
        const bound = boundAt(asked, (team) => (team % 2 === 0 ? even : odd))
        expect(bound).toBeLessThanOrEqual(leastCost(asked) + 1e-3)
      }),
      { seed: 45, numRuns: 120 },
    )
  })

  test('cost what the plans cost where juries are free, or less', () => {
    const reglages = { ...REGLAGES_PAR_DEFAUT, demiJourneeIntervenant: 0, equilibre: 0 }
    const reached: number[] = []
    fc.assert(
      fc.property(tiny, (drawn) => {
        fc.pre(drawn.requetes.length > 0)
        const asked = { ...drawn, reglages }
        const [bound, least] = [boundAt(asked, () => 0), leastCost(asked)]
        expect(bound).toBeLessThanOrEqual(least + 1e-3)
        if (bound > least - 1e-3) reached.push(bound)
      }),
      { seed: 46, numRuns: 120 },
    )
    expect(reached.length).toBeGreaterThan(20)
  })

  test('a pupil whose two juries never sit in the same half-day goes out twice, and so does his collège', () => {
    const own = { eleve: 'e1' }
    const apart = instance({
      lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.8, 2.3])],
      requetes: [requete({ ...own, id: 'r1' }), requete({ ...own, id: 'r2', domaine: 'métal' })],
      disponibilites: [
        disponibilite(),
        disponibilite({
          id: 'd2',
          debut: at('09:00', 1),
          fin: at('10:00', 1),
          intervenants: ['p2'],
          domaines: ['métal'],
        }),
      ],
    })
    expect(boundAt(apart, () => 0)).toBeGreaterThanOrEqual(2 * (60 + 150))
    // Their teams must be opened too: at a price of a tick that pays a half-day, the bound is what the plan costs.
    expect(boundAt(apart, () => 248 / 12)).toBeLessThanOrEqual(leastCost(apart) + 1e-3)
  })

  test('nobody pays for the half-day of who cannot be placed', () => {
    const nowhere = instance({ requetes: [requete({ domaine: 'métal' })] })
    expect(boundAt(nowhere, () => 0)).toBe(leastCost(nowhere))
  })
})

describe('teams that are paid for their ticks', () => {
  const asked = instance({
    disponibilites: [
      disponibilite(),
      disponibilite({ id: 'd2', debut: at('09:00', 1), fin: at('11:00', 1) }),
    ],
  })
  const { problem } = compile(asked)

  test('open nothing that costs more than it gains', () => {
    expect(new TickPrices(problem, () => 10).teams()).toMatchObject({ cost: 0 })
  })

  test('open the half-day that gains most first, and the next ones at a higher cost', () => {
    // Twelve and twenty-four ticks, used in whole interviews of four.
    const { cost, ticks } = new TickPrices(problem, () => 30).teams()
    expect([...ticks]).toEqual([12, 24])
    expect(cost).toBeCloseTo(248 - 30 * 24 + (264 - 30 * 12), 6)
  })
})
