import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { optimumOf } from '#src/planning/bounds/testing.ts'
import { at, disponibilite, instance, lieu, requete, span } from '#src/planning/examples.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance } from '#src/planning/model.ts'
import { leastCost, tiny } from '#src/planning/tiny-examples.ts'

describe('the model that keeps the half-days', () => {
  test('is at most the cost of every plan; with whole counts, between relaxed and whole', () => {
    fc.assert(
      fc.property(tiny, (asked) => {
        fc.pre(asked.requetes.length > 0)
        const [relaxed, counted, whole] = [
          optimumOf(asked, 'aucun'),
          optimumOf(asked, 'comptes'),
          optimumOf(asked, 'tous'),
        ]
        expect(whole).toBeLessThanOrEqual(leastCost(asked) + 1e-3)
        expect(counted).toBeLessThanOrEqual(whole + 1e-3)
        expect(relaxed).toBeLessThanOrEqual(counted + 1e-3)
      }),
      { seed: 44, numRuns: 60 },
    )
  })

  test('three interviews of a pupil are two half-days and two trips, in the relaxation too', async () => {
    const own = { eleve: 'e1', origine: 'C1' }
    const one: Instance = instance({
      lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.85, 2.3])],
      requetes: ['r1', 'r2', 'r3'].map((id) => requete({ id, ...own })),
      disponibilites: [
        disponibilite({ ...span('09:00', '12:00') }),
        disponibilite({ id: 'd2', debut: at('09:00', 1), fin: at('12:00', 1) }),
      ],
    })
    const { cout } = await improve(one, { graine: 1, iterations: 500 })
    expect(cout.sorties + cout.demiJourneesEleve).toBe(2 * (150 + 60))
    const sure = cout.sorties + cout.demiJourneesEleve + cout.trajets
    expect(optimumOf(one, 'aucun')).toBeGreaterThanOrEqual(sure - 1e-3)
  })
})
