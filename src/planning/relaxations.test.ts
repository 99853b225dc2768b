import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { deficit } from '#src/planning/deficit.ts'
import { at, contraintes, disponibilite, fixe, instance, requete, span } from '#src/planning/examples.ts'
import { instances } from '#src/planning/drawn-examples.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Instance, Requete } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'
import { placeOne } from '#src/planning/place-one.ts'
import { lift } from '#src/planning/relaxed.ts'
import { relaxations } from '#src/planning/relaxations.ts'
import { tryMove } from '#src/planning/try-move.ts'

/** An instance with its plan held, and the requests that have no place. */
function held(asked: Instance): { stood: Instance; left: Requete[] } {
  const { places, nonPlaces } = plan(asked)
  const without = new Set(nonPlaces.map((one) => one.requete))
  return { stood: { ...asked, tenus: places }, left: asked.requetes.filter((r) => without.has(r.id)) }
}

describe('relaxations', () => {
  test('each, applied, places the request without breaking a rule', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(instances({ disponibilites: 5, requetes: 8 }), (asked) => {
        const { stood, left } = held(asked)
        for (const one of left.slice(0, 2))
          for (const { leve, placement, phrase } of relaxations(stood, one)) {
            kinds.add(leve.sorte)
            const lifted = lift({ instance: stood, requete: one }, leve)
            const others = standing(lifted.instance).filter((fixe) => fixe.requete.id !== one.id)
            const open = { ...lifted.instance, fixes: others, tenus: [], requetes: [lifted.requete] }
            expect(check(open, { places: [placement], nonPlaces: [] })).toEqual([])
            expect(placeOne(open, lifted.requete).ok).toBe(true)
            expect(phrase).toMatch(/^[A-ZÉ].*\.$/)
          }
      }),
      { seed: 30, numRuns: 400 },
    )
    expect(kinds.size).toBeGreaterThan(8)
  })

  test('one held interview makes way, a convoked one does not', () => {
    const [first, second] = [requete({ id: 'r1', duree: 60 }), requete({ id: 'r2', duree: 60 })]
    const disponibilites = [disponibilite(), disponibilite({ id: 'd2', lieu: 'L2', intervenants: ['p2'] })]
    const both = instance({ disponibilites, requetes: [{ ...first, lieux: ['L1', 'L2'] }, second] })
    const { placement } = fixe(first, { disponibilite: 'd1', debut: '09:00' })
    const [found] = relaxations({ ...both, tenus: [placement] }, second)
    expect(found?.leve).toMatchObject({ sorte: 'deplacer', requete: 'r1', vers: { disponibilite: 'd2' } })
    const convoked = { ...both, fixes: [{ requete: first, placement }] }
    expect(relaxations(convoked, second).map(({ leve }) => leve.sorte)).not.toContain('deplacer')
  })
})

describe('a move by hand', () => {
  const one = requete({ id: 'r1' })
  const other = requete({ id: 'r2', eleve: 'someone', origine: 'C2' })
  const asked = instance({
    requetes: [one],
    disponibilites: [disponibilite(), disponibilite({ id: 'd2', ...span('14:00', '15:00') })],
    tenus: [fixe(one, { disponibilite: 'd1', debut: '09:00' }).placement],
    fixes: [fixe(other, { disponibilite: 'd1', debut: '09:20' })],
  })

  test('says what it costs', () => {
    const { enfreint, ecart } = tryMove(asked, { requete: 'r1', disponibilite: 'd2', debut: at('14:00') })
    expect(enfreint).toEqual([])
    // The teacher comes back in the afternoon: 240, and 8 × (2² − 1²).
    expect(ecart).toMatchObject({ demiJourneesIntervenant: 240, equilibre: 24, total: 264 })
  })

  test('says what it breaks, in French', () => {
    const { enfreint } = tryMove(asked, { requete: 'r1', disponibilite: 'd1', debut: at('09:10') })
    expect(enfreint.map(({ regle }) => regle).sort()).toEqual(['intervenant_double'])
    expect(enfreint[0]?.phrase).toBe(
      'Un intervenant recevrait deux fois en même temps, ou sans la pause prévue.',
    )
  })

  test('costs what the whole plan costs more', () => {
    fc.assert(
      fc.property(instances({ disponibilites: 5, requetes: 8 }), fc.nat(), (drawn, pick) => {
        const { places } = plan(drawn)
        const stood = { ...drawn, tenus: places }
        const moved = places[pick % Math.max(1, places.length)]
        const target = drawn.disponibilites[pick % Math.max(1, drawn.disponibilites.length)]
        if (!moved || !target) return
        const { placement, ecart } = tryMove(stood, {
          requete: moved.requete,
          disponibilite: target.id,
          debut: target.debut,
        })
        const after = places.map((one_) => (one_ === moved ? placement : one_))
        const difference =
          costOf(drawn, { places: after, nonPlaces: [] }).total -
          costOf(drawn, { places, nonPlaces: [] }).total
        expect(ecart.total).toBeCloseTo(difference, 6)
      }),
      { seed: 32, numRuns: 300 },
    )
  })
})

test('a deficit says minutes, domaine, pupils and days', () => {
  const full = fixe(requete({ id: 'r0', duree: 60 }), { disponibilite: 'd1', debut: '09:00' })
  const asked = instance({
    requetes: [requete({ id: 'r1' }), requete({ id: 'r2', indisponibilites: [span('00:00', '24:00')] })],
    fixes: [full],
    disponibilites: [
      disponibilite(),
      disponibilite({ id: 'd9', lieu: 'L9', debut: at('09:00', 1), fin: at('10:00', 1) }),
    ],
    contraintes: contraintes(),
  })
  const [lack] = deficit(asked)
  expect(lack?.phrase).toBe(
    'Il manque 40 minutes pour le domaine « bois » au lycée L1 : 2 entretiens sont sans place ; les élèves peuvent venir le vendredi 5 mars 2027, le jeudi 4 mars 2027.',
  )
})
