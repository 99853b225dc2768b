import { expect, test } from 'vitest'
import { costOf } from '#src/planning/check/cost.ts'
import { check } from '#src/planning/check.ts'
import { improve } from '#src/planning/improve.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import { abreast } from '../../bench/tools/planning-abreast.ts'
import { generated } from '../../bench/tools/planning-run.ts'

const SMALL = { entretiens: 60, colleges: 6, lycees: 3 }
const first = generated('S2', 1, SMALL)
const second = generated('S2', 2, SMALL)
const whole = abreast([first, second, first])

/** What the plan of the whole does in one of its districts, under the district's own names. */
function share(places: readonly Placement[], rank: number): Placement[] {
  const own = places.filter(({ requete }) => requete.startsWith(`${rank}.`))
  const name = (id: string): string => id.slice(id.indexOf('.') + 1)
  return own.map((one) => ({ ...one, requete: name(one.requete), disponibilite: name(one.disponibilite) }))
}

test('districts side by side cost together what each of them costs alone', async () => {
  const plan = await improve(whole, { graine: 1, iterations: 3000 })
  expect(check(whole, plan)).toEqual([])
  expect(plan.nonPlaces).toEqual([])
  const alone = [first, second, first].map((district: Instance, rank) => {
    const own = { places: share(plan.places, rank), nonPlaces: [] }
    expect(check(district, own)).toEqual([])
    return costOf(district, own).total
  })
  expect(alone.reduce((sum, cost) => sum + cost, 0)).toBe(plan.cout.total)
})

test('LB1 of districts side by side is the sum of theirs', async () => {
  const borne = async (instance: Instance): Promise<number> =>
    (await lowerBound(instance, { modele: 'LB1', seconds: 60 })).borne ?? Number.NaN
  const [one, two] = [await borne(first), await borne(second)]
  expect(one).toBeGreaterThan(1000)
  expect(await borne(whole)).toBeCloseTo(2 * one + two, 2)
})
