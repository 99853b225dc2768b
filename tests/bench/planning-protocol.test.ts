import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { reserve } from '#src/planning/engine/admit.ts'
import { check } from '#src/planning/check.ts'
import { placeOn } from '#src/planning/place-one.ts'
import { knownOf } from '../../bench/tools/planning-instances.ts'
import { mended } from '../../bench/tools/planning-repair.ts'
import { generated, solved } from '../../bench/tools/planning-run.ts'
import { standingPlan } from '../../bench/tools/planning-standing.ts'

const boundOf = (key: string, seed: number): number =>
  Math.max(...(knownOf(key, seed)?.bornes.map((one) => one.borne) ?? []))

/** Protocol §7.5 of the reference measurements: small efforts counted in iterations, so that every machine agrees. */
describe('the planner keeps its figures', () => {
  test.each([
    { key: 'S1', iterations: 20_000, atMost: 1.055 },
    { key: 'S2', iterations: 20_000, atMost: 1.22 },
  ])('$key: everyone placed, no rule broken, near the bound', ({ key, iterations, atMost }) => {
    const { cout, broken } = solved(generated(key, 1), { iterations })
    expect([cout.nonPlaces, broken]).toEqual([0, 0])
    expect(cout.total / boundOf(key, 1)).toBeLessThan(atMost)
  })

  test('the same instance and iterations give the same plan, to the minute', () => {
    const print = (): string => {
      const { open } = standingPlan(generated('S1', 1), { iterations: 5_000 })
      const plan = open.stands.map((one) => one?.placement)
      return createHash('sha256').update(JSON.stringify(plan)).digest('hex')
    }
    expect(print()).toBe(print())
  })

  test('fifty repairs at 120 interviews: nobody left, nothing broken, no change more than the bound proves', () => {
    const { open } = standingPlan(generated('S1', 1), { iterations: 20_000 })
    const found = mended(open, { kind: 'demi-journée', count: 50, seed: 7 })
    expect([found.events, found.broken, found.unplaced]).toEqual([50, 0, 0])
    expect(found.displaced).toBeGreaterThan(300)
    expect(found.visible).toBe(found.bound)
  })

  test('a thousand arrivals among 1,500: each has a place or none is free, nobody moves', () => {
    const instance = generated('S2', 1)
    const { open, later } = standingPlan(instance, { iterations: 0, apart: 1_000 })
    reserve(open, later.length)
    const before = open.stands.slice()
    const placed = later.filter((requete) => placeOn(open, requete)).length
    expect(open.stands.slice(0, before.length)).toEqual(before)
    expect(placed).toBeGreaterThan(970)
    const stands = open.stands.flatMap((one) => (one ? [one] : []))
    const asked = { ...instance, requetes: stands.map((one) => one.requete) }
    expect(check(asked, { places: stands.map((one) => one.placement), nonPlaces: [] })).toEqual([])
  })
})
