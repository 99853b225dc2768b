import { describe, expect, test } from 'vitest'
import { disponibilite, instance, lieu, requete, span } from '#src/planning/examples.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance, Requete } from '#src/planning/model.ts'
import { leastCost } from '#src/planning/tiny-examples.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'

const pupils = (count: number): Requete[] =>
  Array.from({ length: count }, (_, i) =>
    requete({ id: `r${i}`, eleve: `e${i}`, origine: i % 2 === 0 ? 'C1' : 'C2' }),
  )

/** Six pupils of two collèges, one lycée open on two half-days. */
const small: Instance = instance({
  lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.85, 2.3]), lieu('C2', [48.8, 2.4])],
  requetes: pupils(6),
  disponibilites: [
    disponibilite({ ...span('09:00', '10:00') }),
    disponibilite({ id: 'd2', ...span('14:00', '15:30') }),
  ],
})

describe('bounds by HiGHS', () => {
  test('the bound of a small campaign is the cost of its plan', async () => {
    const { cout } = await improve(small, { graine: 1, iterations: 500 })
    const { borne } = await lowerBound(small, { modele: 'LB3', seconds: 20 })
    expect(borne).toBeCloseTo(cout.total, 3)
    const aggregate = await lowerBound(small, { modele: 'LB1', seconds: 20 })
    expect(aggregate.borne ?? 0).toBeGreaterThan(1000)
    const priced = await lowerBound(small, { modele: 'LB6', seconds: 2 })
    expect(priced.borne).toBeGreaterThanOrEqual((aggregate.borne ?? 0) - 1e-3)
    expect(priced.borne).toBeLessThanOrEqual(cout.total + 1e-3)
  })

  test('a shift filled to the last minute leaves a pupil no change of room', async () => {
    const own = { eleve: 'e1', origine: 'C1' }
    const asked = (origine: string, disponibilites = [disponibilite(span('09:00', '10:00'))]): Instance => ({
      ...small,
      disponibilites,
      requetes: [
        requete({ id: 'r1', ...own }),
        requete({ id: 'r2', ...own }),
        requete({ id: 'r3', eleve: 'e2', origine }),
      ],
    })
    const bound = async (one: Instance): Promise<number | null> =>
      (await lowerBound(one, { modele: 'LB3', seconds: 20 })).borne
    // Between the two of e1 stands e2, of his collège or not.
    for (const one of [asked('C1'), asked('C2')]) expect(await bound(one)).toBeCloseTo(leastCost(one), 3)
    const wider = asked('C2', [
      disponibilite(span('09:00', '10:00')),
      disponibilite({ id: 'd2', ...span('14:00', '14:40') }),
    ])
    expect(await bound(wider)).toBeLessThanOrEqual(leastCost(wider) + 1e-3)
  })

  test('nobody pays for the half-day of who cannot be placed', async () => {
    const nowhere = { ...small, requetes: [requete({ domaine: 'métal' })] }
    const { borne } = await lowerBound(nowhere, { modele: 'LB1', seconds: 20 })
    expect(borne).toBeCloseTo(leastCost(nowhere), 3)
  })

  test('one request less never raises LB1, one availability less never lowers it', async () => {
    const bound = async (asked: Instance): Promise<number> =>
      (await lowerBound(asked, { modele: 'LB1', seconds: 20 })).borne ?? Number.NaN
    const whole = await bound(small)
    expect(await bound({ ...small, requetes: small.requetes.slice(1) })).toBeLessThanOrEqual(whole + 1e-3)
    const closed = { ...small, disponibilites: small.disponibilites.slice(1) }
    expect(await bound(closed)).toBeGreaterThanOrEqual(whole - 1e-3)
  })
})
