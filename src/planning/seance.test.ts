import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { optimumOf } from '#src/planning/bounds/testing.ts'
import { instances, roomy, withSeances } from '#src/planning/drawn-examples.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { remove } from '#src/planning/engine/moves.ts'
import { boardOf, placementsOf } from '#src/planning/engine/solve.ts'
import { at, contraintes, disponibilite, instance, requete, span } from '#src/planning/examples.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance, Placement, Requete } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'
import { leastCost, tiny } from '#src/planning/tiny-examples.ts'
import { tryMove } from '#src/planning/try-move.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'

/** Twenty minutes for all, then a quarter of an hour for each of four pupils: 09:00 to 10:20. */
const quatre = disponibilite({
  ...span('09:00', '10:20'),
  capacite: 4,
  seance: { commune: 20, individuelle: 15 },
})
const pupils = (count: number, over: Partial<Requete> = {}): Requete[] =>
  Array.from({ length: count }, (_, i) => requete({ id: `r${i}`, ...over }))
const regles = (asked: Instance, place: Partial<Placement>): string[] => {
  const [first] = asked.requetes
  const whole = { requete: first?.id ?? '', disponibilite: 'd1', place: 1, ...span('09:00', '10:20') }
  return check(asked, { places: [{ ...whole, ...place }], nonPlaces: [] }).map((one) => one.regle)
}

describe('a group session', () => {
  test('takes its pupils together, each for the whole of it, and no more than its places', () => {
    const asked = instance({ disponibilites: [quatre], requetes: pupils(5) })
    const made = plan(asked)
    expect(check(asked, made)).toEqual([])
    expect(made.places.map(({ debut, fin, place }) => [debut, fin, place])).toEqual(
      [1, 2, 3, 4].map((place) => [at('09:00'), at('10:20'), place]),
    )
    expect(made.nonPlaces.map((one) => one.raison)).toEqual(['complet'])
  })

  test('fits whole in its hours: five minutes less and nobody is received', () => {
    const short = { ...quatre, fin: at('10:15') }
    const { places, nonPlaces } = plan(instance({ disponibilites: [short], requetes: pupils(1) }))
    expect(places).toEqual([])
    expect(nonPlaces[0]?.raison).toBe('duree_trop_longue')
  })

  test('is for those whose interview fits in what is told to all and their own time', () => {
    const longer = instance({ disponibilites: [quatre], requetes: pupils(1, { duree: 40 }) })
    expect(plan(longer).nonPlaces[0]?.raison).toBe('duree_trop_longue')
    const just = instance({ disponibilites: [quatre], requetes: pupils(1, { duree: 35 }) })
    expect(plan(just).places).toHaveLength(1)
  })

  test.each([
    ['until its end', { indisponibilites: [span('10:10', '10:30')] }],
    ['from its beginning', { auPlusTot: at('09:05') }],
  ])('wants its pupil %s, even if his own time is over', (_, over) => {
    const asked = instance({ disponibilites: [quatre], requetes: pupils(1, over) })
    expect(plan(asked).places).toEqual([])
  })

  test('keeps its pupil from another interview as long as it lasts, and the journey after', () => {
    const later = disponibilite({
      id: 'd2',
      domaines: ['fer'],
      intervenants: ['p2'],
      ...span('10:00', '11:00'),
    })
    const [bois] = pupils(1, { eleve: 'e' })
    if (!bois) throw new Error('one is drawn')
    const requetes = [bois, requete({ id: 'f', eleve: 'e', domaine: 'fer' })]
    const { places } = plan(instance({ disponibilites: [quatre, later], requetes }))
    expect(places.find((one) => one.requete === 'f')?.debut).toBe(at('10:25'))
  })

  test('is one session of its teacher, whose pause comes after the last pupil', () => {
    const then = { ...quatre, fin: at('12:00') }
    const rules = contraintes({ pauseMinutes: 10 })
    const { places } = plan(instance({ disponibilites: [then], requetes: pupils(5), contraintes: rules }))
    expect(places.map((one) => one.debut)).toEqual([...Array(4).fill(at('09:00')), at('10:30')])
  })

  test('is moved to by hand for the whole of it', () => {
    const asked = instance({ disponibilites: [quatre], requetes: pupils(1) })
    const { placement, enfreint } = tryMove(asked, { requete: 'r0', disponibilite: 'd1', debut: at('09:00') })
    expect([placement.fin, enfreint]).toEqual([at('10:20'), []])
  })

  test('is judged again by the checker: its length, its places, the time of each', () => {
    const asked = instance({ disponibilites: [quatre], requetes: pupils(1) })
    expect(regles(asked, {})).toEqual([])
    expect(regles(asked, { fin: at('09:20') })).toContain('duree_differente')
    expect(regles(asked, { place: 5 })).toContain('place_hors_capacite')
    expect(regles(asked, { debut: at('09:05'), fin: at('10:25') })).toContain('hors_disponibilite')
    const long = instance({ disponibilites: [quatre], requetes: pupils(1, { duree: 40 }) })
    expect(regles(long, {})).toEqual(['seance_trop_courte'])
  })
})

const size = { disponibilites: 6, requetes: 10 }
const drawn = withSeances(fc.oneof(instances(size), roomy(size), roomy(size)))
/** Interviews of the plans judged below that are in a group session: the properties bear on some. */
const inSessions = (asked: Instance, places: readonly Placement[]): number => {
  const sessions = new Set(asked.disponibilites.filter((d) => d.seance).map((d) => d.id))
  return places.filter((one) => sessions.has(one.disponibilite)).length
}
/** Away from 13:00, where nothing is astride, and long enough for a session. */
const open = (asked: Instance): Instance => ({
  ...asked,
  disponibilites: asked.disponibilites.map((d, i) => {
    const debut = Math.floor(d.debut / 1440) * 1440 + (i === 0 ? 600 : 840)
    return { ...d, debut, fin: debut + Math.max(40, d.fin - d.debut - 15) }
  }),
})
/** A third of a plan stands, a third is held. */
function underWay(asked: Instance): Instance {
  const { places } = plan(asked)
  const fixed = places.filter((_, i) => i % 3 === 0)
  const fixes = fixed.flatMap((placement) =>
    asked.requetes.filter((r) => r.id === placement.requete).map((one) => ({ requete: one, placement })),
  )
  const served = new Set(fixed.map((placement) => placement.requete))
  const requetes = asked.requetes.filter((r) => !served.has(r.id))
  return { ...asked, fixes, tenus: places.filter((_, i) => i % 3 === 1), requetes }
}

describe('any instance with group sessions', () => {
  test('has a plan without violation, improved without one, at the cost that the checker says', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(drawn, async (asked) => {
        const first = plan(asked)
        expect(check(asked, first)).toEqual([])
        seen += inSessions(asked, first.places)
        const going = underWay(asked)
        const better = await improve(going, { graine: 3, iterations: 60 })
        expect(check(going, better)).toEqual([])
        expect(better.cout).toEqual(costOf(going, better))
        expect(better.cout.total).toBeLessThanOrEqual(better.depart.total)
      }),
      { seed: 51, numRuns: 100 },
    )
    expect(seen).toBeGreaterThan(80)
  })

  test('keeps its cost move by move as the checker counts it', () => {
    let moves = 0
    fc.assert(
      fc.property(withSeances(roomy({ disponibilites: 8, requetes: 12 })).map(underWay), (asked) => {
        const compiled = compile(asked)
        const board = boardOf(compiled)
        const next = chance(7)
        const whim = { blink: 0.3, next, seen: 0 }
        const { movable } = compiled.problem.sizes
        for (let turn = 0; turn < 420 && movable > 0; turn++) {
          const item = Math.floor(next() * movable)
          if (board.shift[item] !== -1) remove(board, item)
          else if (!insertBest(board, item, whim)) continue
          moves++
        }
        const made = { places: placementsOf(board, compiled), nonPlaces: [] }
        expect(check(asked, made).filter(({ regle }) => regle !== 'requete_oubliee')).toEqual([])
        expect(board.cost).toBeCloseTo(costOf(asked, made).total, 6)
      }),
      { seed: 52, numRuns: 80 },
    )
    expect(moves).toBeGreaterThan(3_000)
  })

  test('of a few requests: the best plan is found, and no bound is above it', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(withSeances(tiny).map(open), async (asked) => {
        const least = leastCost(asked)
        const { cout, places } = await improve(asked, { graine: 1, iterations: 150 })
        expect(cout.total).toBeCloseTo(least, 6)
        expect(optimumOf(asked, 'tous')).toBeLessThanOrEqual(least + 1e-3)
        seen += inSessions(asked, places)
      }),
      { seed: 54, numRuns: 90 },
    )
    expect(seen).toBeGreaterThan(15)
  })

  test.each(['LB1', 'LB2', 'LB3'] as const)('has no %s above its best plan', async (modele) => {
    const [morning, afternoon] = [
      { ...quatre, capacite: 2, seance: { commune: 5, individuelle: 15 }, ...span('09:00', '10:20') },
      disponibilite({ id: 'd2', ...span('14:00', '14:40') }),
    ]
    const requetes = pupils(4).map((one, i) => ({ ...one, origine: i === 3 ? 'C2' : 'C1' }))
    const asked = instance({ disponibilites: [morning, afternoon], requetes })
    const { borne } = await lowerBound(asked, { modele, seconds: 20 })
    expect(borne ?? 0).toBeGreaterThan(0)
    expect(borne).toBeLessThanOrEqual(leastCost(asked) + 1e-3)
  })
})
