import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { reserve } from '#src/planning/engine/admit.ts'
import { check } from '#src/planning/check.ts'
import { placeOn } from '#src/planning/place-one.ts'
import { repairOn } from '#src/planning/repair.ts'
import { knownOf } from '../../bench/tools/planning-instances.ts'
import { eventsOf, KINDS } from '../../bench/tools/planning-events.ts'
import { brokenBy, brokenNow } from '../../bench/tools/planning-judge.ts'
import { placesAsAsked } from '../../bench/tools/planning-places.ts'
import { mended, proofOf } from '../../bench/tools/planning-repair.ts'
import { generated, solved } from '../../bench/tools/planning-run.ts'
import { standingPlan } from '../../bench/tools/planning-standing.ts'

const boundOf = (key: string, seed: number): number =>
  Math.max(...(knownOf(key, seed)?.bornes.map((one) => one.borne) ?? []))

/** Protocol §7.5 of the reference measurements: small efforts counted in iterations, so that every machine agrees. */
const { open } = standingPlan(generated('S1', 1), { iterations: 20_000, rooms: true })

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
    const found = mended(open, { kind: 'demi-journée', count: 50, seed: 7 })
    expect([found.events, found.broken, found.unplaced]).toEqual([50, 0, 0])
    expect(found.displaced).toBeGreaterThan(300)
    expect(found.visible).toBe(found.bound)
  })

  test.each(KINDS)(
    '%s at 120 interviews: nobody left who could have a place, nothing broken',
    async (kind) => {
      const found = mended(open, { kind, count: 34, seed: 7 })
      expect([found.events, found.broken]).toEqual([34, 0])
      expect(found.displaced).toBeGreaterThanOrEqual(34)
      const places = placesAsAsked(open.instance)
      const proof = await proofOf(open, found, { places, each: 20, all: 60 })
      expect(proof).toMatchObject({
        timeless: 0,
        inevitable: found.unplaced,
        proven: 34,
        bound: found.visible,
      })
    },
  )

  test('a proof that had no time leaves the quick bound, and says so', async () => {
    const found = mended(open, { kind: 'journée', count: 3, seed: 7 })
    const [event] = eventsOf(open.instance, { kinds: ['journée'], count: 1, seed: 7 })
    if (!event) throw new Error('no event')
    const above = [{ event, visible: found.visible + 1, bound: found.bound, left: 0 }]
    const places = placesAsAsked(open.instance)
    const proof = await proofOf(open, { ...found, above }, { places, each: 20, all: -1 })
    expect(proof).toMatchObject({ timeless: 1, solved: 0, bound: found.bound, proven: 2 })
  })

  test('the judge sees what stays where the event closes, two at once, and who is forgotten', () => {
    const { instance } = open
    const [event] = eventsOf(instance, { kinds: ['lycée fermé'], count: 1, seed: 7 })
    if (!event) throw new Error('no event')
    expect(brokenNow(instance)).toBe(0)
    const { plan } = repairOn(open, event)
    expect(brokenBy(instance, event, plan)).toBe(0)
    const asBefore = { places: instance.fixes.map((fixe) => fixe.placement), nonPlaces: [] }
    expect(brokenBy(instance, event, asBefore)).toBeGreaterThan(0)
    expect(brokenBy(instance, event, { ...plan, places: plan.places.slice(1) })).toBe(1)
    const [moved] = plan.places.filter(
      (one) => !asBefore.places.some((p) => p.debut === one.debut && p.requete === one.requete),
    )
    const other = plan.places.find((one) => one.disponibilite === moved?.disponibilite && one !== moved)
    if (!moved || !other) throw new Error('nobody beside who moved')
    const astride = plan.places.map((one) =>
      one === moved ? { ...one, debut: other.debut, fin: other.debut + (one.fin - one.debut) } : one,
    )
    expect(brokenBy(instance, event, { ...plan, places: astride })).toBeGreaterThan(0)
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
