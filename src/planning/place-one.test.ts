import { expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { disponibilite, fixe, instance, requete } from '#src/planning/examples.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { openBoard } from '#src/planning/mending/open-board.ts'
import { placeOn, placeOne } from '#src/planning/place-one.ts'

test('places around what stands, also where the teacher sits in another lycée', () => {
  const elsewhere = disponibilite({ id: 'd2', lieu: 'L2', domaines: ['fer'] })
  const fixes = [fixe(requete({ id: 'f1' }), { disponibilite: 'd2', debut: '09:00' })]
  const answer = placeOne(instance({ disponibilites: [disponibilite(), elsewhere], fixes }), requete())
  expect(answer).toMatchObject({ ok: true, placement: { requete: 'r1', disponibilite: 'd1', place: 1 } })
  expect(answer.ok && answer.placement.debut - disponibilite().debut).toBe(20)
})

test('says why there is no place', () => {
  const fixes = [fixe(requete({ id: 'f1', duree: 60 }), { disponibilite: 'd1', debut: '09:00' })]
  expect(placeOne(instance({ fixes }), requete())).toMatchObject({
    ok: false,
    nonPlace: { requete: 'r1', raison: 'complet' },
  })
})

test('one by one, gives every request the place that a plan with it alone would', () => {
  const whole = fictionalInstance({ count: 150, seed: 3 })
  const fixes: Instance['fixes'][number][] = []
  const placed: Placement[] = []
  for (const next of whole.requetes) {
    const asked = { ...whole, fixes: [...fixes], requetes: [next] }
    const answer = placeOne(asked, next)
    const alone = plan(asked)
    expect(answer.ok ? [answer.placement] : []).toEqual(alone.places)
    expect(answer.ok ? [] : [answer.nonPlace]).toEqual(alone.nonPlaces)
    if (!answer.ok) continue
    fixes.push({ requete: next, placement: answer.placement })
    placed.push(answer.placement)
  }
  expect(placed.length).toBeGreaterThan(100)
  const others = whole.requetes.filter((r) => !placed.some((p) => p.requete === r.id))
  const nonPlaces = others.map((r) => ({ requete: r.id, raison: 'complet' as const, entonnoir: [] }))
  expect(check(whole, { places: placed, nonPlaces })).toEqual([])
})

test('a board kept open gives those that it did not know the places of one that is opened for each', () => {
  const whole = fictionalInstance({ count: 150, seed: 3 })
  const [known, later] = [whole.requetes.slice(0, 60), whole.requetes.slice(60)]
  const { places } = plan({ ...whole, requetes: known })
  const byId = new Map(whole.requetes.map((requete) => [requete.id, requete]))
  const stands = places.flatMap((placement) => {
    const requete = byId.get(placement.requete)
    return requete ? [{ requete, placement }] : []
  })
  const open = openBoard({ ...whole, requetes: [], fixes: stands })
  for (const requete of later) {
    const fresh = openBoard({ ...whole, requetes: [requete], fixes: [...stands] })
    const placement = placeOn(open, requete)
    expect(placement).toEqual(placeOn(fresh, requete))
    if (placement) stands.push({ requete, placement })
  }
  expect(stands.length).toBeGreaterThan(places.length + 60)
  const made = { places: stands.map((fixe) => fixe.placement), nonPlaces: [] }
  const requetes = stands.map((fixe) => fixe.requete)
  expect(check({ ...whole, requetes }, made)).toEqual([])
  const { cost, unplaced } = open.board
  expect(cost - 100_000 * unplaced).toBeCloseTo(costOf({ ...whole, requetes }, made).total, 6)
})
