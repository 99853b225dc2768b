import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costOf } from '#src/planning/check/cost.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import { improve } from '#src/planning/improve.ts'
import { leastCost, tiny } from '#src/planning/tiny-examples.ts'
import type { Instance } from '#src/planning/model.ts'

describe('the best plan', () => {
  test('of a tiny instance is found', async () => {
    await fc.assert(
      fc.asyncProperty(tiny, async (asked) => {
        const { cout } = await improve(asked, { graine: 1, iterations: 150 })
        expect(cout.total).toBeCloseTo(leastCost(asked), 6)
      }),
      { seed: 41, numRuns: 60 },
    )
  })

  test('is the same for the same seed and iterations, here and elsewhere', async () => {
    const { places, cout } = await improve(fictionalInstance({ count: 120, seed: 1 }), {
      graine: 1,
      iterations: 1500,
    })
    const print = createHash('sha256').update(JSON.stringify(places)).digest('hex').slice(0, 16)
    expect([print, Math.round(cout.total)]).toMatchInlineSnapshot(`
      [
        "0b0daccd9aa419fd",
        5817721,
      ]
    `)
  })

  test('costs the same whatever the names of lycées, collèges and juries', async () => {
    const asked = fictionalInstance({ count: 60, seed: 3 })
    const { places, cout } = await improve(asked, { graine: 1, iterations: 300 })
    const rename = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value).replaceAll(/"([LCdp])(\d)/g, '"x$1$2'))
    const { contraintes, indisponibilites, ...named } = asked
    const renamed: Instance = { ...rename(named), contraintes, indisponibilites }
    expect(costOf(renamed, { places: rename(places), nonPlaces: [] })).toEqual(cout)
  })
})
