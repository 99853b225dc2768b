import fc from 'fast-check'
import loadHighs from 'highs'
import { describe, expect, test } from 'vitest'
import type { Entiers } from '#src/planning/bounds/lp-text.ts'
import { shiftModel } from '#src/planning/bounds/shift-model.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { at, disponibilite, instance, lieu, requete, span } from '#src/planning/examples.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance } from '#src/planning/model.ts'
import { leastCost, tiny } from '#src/planning/tiny-examples.ts'

const highs = await loadHighs()

/** Optimum of the model, HiGHS loaded once: the thread of the product loads it each time. */
function optimum(asked: Instance, entiers: Entiers): number {
  const model = highs.createModel({
    format: 'lp',
    data: shiftModel(compile(asked).problem).text(entiers),
  })
  model.options.set({ output_flag: false, mip_rel_gap: 0 })
  model.run()
  const found = Number(model.info.get('objective_function_value'))
  model.dispose()
  return found
}

describe('the model that keeps the half-days', () => {
  test('is at most the cost of every plan; with whole counts, between relaxed and whole', () => {
    fc.assert(
      fc.property(tiny, (asked) => {
        fc.pre(asked.requetes.length > 0)
        const [relaxed, counted, whole] = [
          optimum(asked, 'aucun'),
          optimum(asked, 'comptes'),
          optimum(asked, 'tous'),
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
    expect(optimum(one, 'aucun')).toBeGreaterThanOrEqual(sure - 1e-3)
  })
})
