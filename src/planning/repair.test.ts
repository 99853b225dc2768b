import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { roomy, withSeances } from '#src/planning/drawn-examples.ts'
import { at } from '#src/planning/examples.ts'
import { afterEvent, standing } from '#src/planning/mending/event.ts'
import type { Fixe, Instance, Plan } from '#src/planning/model.ts'
import type { Evenement } from '#src/planning/outcomes.ts'
import { plan } from '#src/planning/plan.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { openBoard } from '#src/planning/mending/open-board.ts'
import { repair, repairOn } from '#src/planning/repair.ts'

const roomyOnes = roomy({ disponibilites: 7, requetes: 10 })

/** The plan of an instance as it stands: every second interview fixed, the others held; some pinned. */
function stood(asked: Instance): Instance {
  const { places } = plan(asked)
  const byId = new Map(asked.requetes.map((requete) => [requete.id, requete]))
  const fixes = places.flatMap((placement, i) => {
    const requete = byId.get(placement.requete)
    return requete && i % 2 === 0 ? [{ requete, placement, epingle: i % 6 === 0 }] : []
  })
  const served = new Set(fixes.map((fixe) => fixe.requete.id))
  const tenus = places.filter((placement) => !served.has(placement.requete))
  const held = new Set(tenus.map((placement) => placement.requete))
  return { ...asked, fixes, tenus, requetes: asked.requetes.filter((r) => held.has(r.id)) }
}

const PARTS = [
  'total',
  'nonPlaces',
  'demiJourneesIntervenant',
  'equilibre',
  'sorties',
  'demiJourneesEleve',
  'trajets',
  'attente',
  'souhaits',
] as const

const planOf = (stands: readonly Fixe[]): Plan => ({
  places: stands.map((fixe) => fixe.placement),
  nonPlaces: [],
})

const interval = fc.constantFrom(
  { debut: at('00:00'), fin: at('24:00') },
  { debut: at('12:20'), fin: at('13:00') },
  { debut: at('12:00'), fin: at('12:30') },
  { debut: at('00:00', 1), fin: at('24:00', 1) },
)

const event: fc.Arbitrary<Evenement> = fc.oneof(
  fc.record({
    sorte: fc.constant('intervenant_absent' as const),
    intervenant: fc.constantFrom('p1', 'p2'),
    intervalle: interval,
  }),
  fc.record({
    sorte: fc.constant('lieu_ferme' as const),
    lieu: fc.constantFrom('L1', 'L2'),
    intervalle: interval,
  }),
  fc.record({
    sorte: fc.constant('salle_fermee' as const),
    salle: fc.constantFrom('s1', 's2'),
    intervalle: interval,
  }),
  fc.record({
    sorte: fc.constant('eleves_indisponibles' as const),
    eleves: fc.constantFrom(['e1'], ['e1', 'e2', 'e3']),
    intervalle: interval,
  }),
  fc.record({ sorte: fc.constant('retrait' as const), requetes: fc.constantFrom(['r0'], ['r1', 'r2']) }),
  fc.record({ sorte: fc.constant('absence' as const), requetes: fc.constantFrom(['r0'], ['r1', 'r2']) }),
)

describe.each([
  ['repair', roomyOnes, 1],
  // Whole sessions leave little room for others to make way.
  ['repair with group sessions', withSeances(roomyOnes), 0.5],
])('%s', (_, drawn, share) => {
  test('mends whatever happens without breaking a rule, and says every change', () => {
    let visible = 0
    fc.assert(
      fc.property(drawn.map(stood), event, (asked, happens) => {
        const { plan: mended, changements, borne } = repair(asked, happens)
        const before = new Map(standing(asked).map((fixe) => [fixe.requete.id, fixe.placement]))
        const after = new Map(mended.places.map((placement) => [placement.requete, placement]))
        const all = afterEvent(asked, happens)
        const requetes = standing(all).map((fixe) => fixe.requete)
        const broken = check({ ...all, fixes: [], requetes }, mended)
        expect(broken.filter(({ regle }) => regle !== 'requete_oubliee')).toEqual([])
        const moved = [...before].filter(
          ([id, p]) => after.get(id)?.debut !== p.debut || after.get(id)?.disponibilite !== p.disponibilite,
        )
        expect(changements.map((change) => change.requete).sort()).toEqual(moved.map(([id]) => id).sort())
        expect(changements.filter((change) => change.visible).length).toBeGreaterThanOrEqual(borne)
        const pinned = asked.fixes.filter((fixe) => fixe.epingle).map((fixe) => fixe.requete.id)
        for (const { requete, raison } of changements)
          if (pinned.includes(requete)) expect(raison).not.toBe('laisse_place')
        visible += changements.filter((change) => change.visible).length
      }),
      { seed: 21, numRuns: 70 },
    )
    expect(visible).toBeGreaterThan(20 * share)
  })
  test('says what it costs: the difference between two plans costed by the checker', () => {
    let moved = 0
    fc.assert(
      fc.property(drawn.map(stood), event, (asked, happens) => {
        const { plan: mended, changements, ecart } = repair(asked, happens)
        const gone = new Set(changements.flatMap((one) => (one.raison === 'retire' ? [one.requete] : [])))
        const requetes = standing(asked).map((fixe) => fixe.requete)
        const before = costOf({ ...asked, fixes: [], tenus: [], requetes }, planOf(standing(asked)))
        const left = requetes.filter((requete) => !gone.has(requete.id))
        const after = costOf({ ...asked, fixes: [], tenus: [], requetes: left }, mended)
        for (const part of PARTS) expect(ecart[part], part).toBeCloseTo(after[part] - before[part], 6)
        moved += changements.length
      }),
      { seed: 22, numRuns: 80 },
    )
    expect(moved).toBeGreaterThan(20 * share)
  })

  test('leaves an open board as it was: the same event is mended the same way after others', () => {
    fc.assert(
      fc.property(drawn.map(stood), fc.array(event, { minLength: 2, maxLength: 4 }), (asked, events) => {
        const open = openBoard(asked)
        const { cost, unplaced } = open.board
        for (const happens of [...events, ...events]) {
          const { changements, borne, ecart } = repairOn(open, happens)
          const alone = repair(asked, happens)
          expect(changements.length).toBe(alone.changements.length)
          expect(borne).toBe(alone.borne)
          expect(ecart.nonPlaces).toBe(alone.ecart.nonPlaces)
          expect(open.board.cost - 100_000 * open.twins.size).toBeCloseTo(cost, 6)
          expect(open.board.unplaced - open.twins.size).toBe(unplaced)
        }
      }),
      { seed: 23, numRuns: 50 },
    )
  })

  test('a session of several is kept together or told apart, and no seat is given twice', () => {
    let together = 0
    const grouped = drawn.map((asked): Instance => ({
      ...asked,
      disponibilites: asked.disponibilites.map((d) => ({ ...d, capacite: 3 })),
      requetes: asked.requetes.map((r) => ({ ...r, domaine: 'bois', duree: 20, mode: 'presentiel' })),
    }))
    fc.assert(
      fc.property(grouped.map(stood), event, (asked, happens) => {
        const { plan: mended, changements, borne } = repair(asked, happens)
        const all = afterEvent(asked, happens)
        const requetes = standing(all).map((fixe) => fixe.requete)
        const broken = check({ ...all, fixes: [], tenus: [], requetes }, mended)
        expect(broken.filter(({ regle }) => regle !== 'requete_oubliee')).toEqual([])
        expect(changements.filter((change) => change.visible).length).toBeGreaterThanOrEqual(borne)
        const seats = mended.places.map((p) => `${p.disponibilite} ${p.debut}`)
        together += seats.length - new Set(seats).size
      }),
      { seed: 24, numRuns: 120 },
    )
    expect(together).toBeGreaterThan(40 * share)
  })
})
