import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { instances, roomy } from '#src/planning/drawn-examples.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { remove } from '#src/planning/engine/moves.ts'
import { boardOf, placementsOf } from '#src/planning/engine/solve.ts'
import { at, disponibilite, instance, lieu, placement, requete } from '#src/planning/examples.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance } from '#src/planning/model.ts'
import type { Cout } from '#src/planning/outcomes.ts'
import { plan } from '#src/planning/plan.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'

const drawn = fc.oneof(
  instances({ disponibilites: 6, requetes: 10 }),
  roomy({ disponibilites: 6, requetes: 10 }),
)

/** The same instance in which a third of a plan stands, and a third is held. */
function underWay(asked: Instance): Instance {
  const { places } = plan(asked)
  const fixed = places.filter((_, i) => i % 3 === 0)
  const fixes = fixed.flatMap((placement) =>
    asked.requetes.filter((r) => r.id === placement.requete).map((requete) => ({ requete, placement })),
  )
  const served = new Set(fixed.map((placement) => placement.requete))
  return {
    ...asked,
    fixes,
    tenus: places.filter((_, i) => i % 3 === 1),
    requetes: asked.requetes.filter((r) => !served.has(r.id)),
  }
}

/**
 * Two hundred and ten towns of ten pupils. Each has an interview on the first morning at a lycée of the town, and another:
 * at the same lycée, which he wishes, on the next day, or in the street beside on that first morning, which spares a
 * half-day and costs a little more than that. They hold the cheapest places.
 */
function temptation(): Instance {
  const towns = Array.from({ length: 210 }, (_, town) => {
    const [wished, other, college] = [`W${town}`, `O${town}`, `C${town}`]
    const open = (lycee: string, domaine: string, day: number) =>
      disponibilite({
        id: `${domaine} ${lycee}`,
        lieu: lycee,
        debut: at('08:30', day),
        fin: at('12:00', day),
        intervenants: [`${domaine} ${lycee}`],
        domaines: [domaine],
      })
    const pupils = Array.from({ length: 10 }, (_, rank) => {
      const own = { eleve: `e${town}-${rank}`, origine: college, souhait: wished }
      return [
        requete({ ...own, id: `bois ${town}-${rank}`, lieux: [wished] }),
        requete({ ...own, id: `métal ${town}-${rank}`, domaine: 'métal', lieux: [wished, other] }),
      ]
    })
    return {
      lieux: [college, wished, other].map((id) => lieu(id, [48 + town / 210, 2])),
      disponibilites: [open(wished, 'bois', 0), open(wished, 'métal', 1), open(other, 'métal', 0)],
      requetes: pupils.flat(),
      tenus: pupils.flatMap(([bois, metal], rank) => [
        ...(bois
          ? [placement(bois, { disponibilite: `bois ${wished}`, debut: at('08:30') + 20 * rank })]
          : []),
        ...(metal
          ? [placement(metal, { disponibilite: `métal ${wished}`, debut: at('08:30', 1) + 20 * rank })]
          : []),
      ]),
    }
  })
  return instance({
    lieux: towns.flatMap((town) => town.lieux),
    disponibilites: towns.flatMap((town) => town.disponibilites),
    requetes: towns.flatMap((town) => town.requetes),
    tenus: towns.flatMap((town) => town.tenus),
    reglages: { ...REGLAGES_PAR_DEFAUT, demiJourneeIntervenant: 0, equilibre: 0, sortie: 0, souhait: 90 },
  })
}

describe('improve', () => {
  test('breaks no rule, says what it costs, and is never worse than what was held', async () => {
    await fc.assert(
      fc.asyncProperty(drawn.map(underWay), async (asked) => {
        const better = await improve(asked, { graine: 3, iterations: 60 })
        expect(check(asked, better)).toEqual([])
        expect(better.cout).toEqual(costOf(asked, better))
        expect(better.cout.total).toBeLessThanOrEqual(better.depart.total)
        const held = { places: [...(asked.tenus ?? [])], nonPlaces: [] }
        expect(better.cout.total).toBeLessThanOrEqual(costOf(asked, held).total)
        const placed = new Set(better.places.map((one) => one.requete))
        expect(held.places.filter((one) => !placed.has(one.requete))).toEqual([])
      }),
      { seed: 11, numRuns: 80 },
    )
  })

  test('a large campaign, searched at dearer prices than its own, never gets dearer than it was', async () => {
    const costs: number[] = []
    const better = await improve(temptation(), {
      graine: 1,
      iterations: 8_000,
      progres: ({ cout }) => void costs.push(cout),
    })
    expect(costs.at(-1)).toBeGreaterThan(better.depart.total)
    expect(better.cout).toEqual(better.depart)
  })

  test('where places are short, who holds one keeps it: nobody nearer takes it from him', async () => {
    // Three places of one jury, held by pupils from far; three others, next door, have none.
    const [far, near] = [
      [1, 2, 3],
      [4, 5, 6],
    ].map((ranks, side) => ranks.map((n) => requete({ id: `r${n}`, origine: side === 0 ? 'C2' : 'C1' })))
    const asked = instance({
      lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [48.8, 2.3]), lieu('C2', [48.9, 2.3])],
      requetes: [...(far ?? []), ...(near ?? [])],
    })
    const { places } = plan(asked)
    expect(places.map((one) => one.requete)).toEqual(['r1', 'r2', 'r3'])
    const better = await improve({ ...asked, tenus: places }, { graine: 1, iterations: 500 })
    expect(better.places.map((one) => one.requete).toSorted()).toEqual(['r1', 'r2', 'r3'])
    expect(better.nonPlaces.map((one) => one.requete).toSorted()).toEqual(['r4', 'r5', 'r6'])
  })

  test('the cost kept move by move is that of the checker', () => {
    let moves = 0
    fc.assert(
      fc.property(roomy({ disponibilites: 8, requetes: 12 }).map(underWay), (asked) => {
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
        const places = placementsOf(board, compiled)
        const made = { places, nonPlaces: [] }
        expect(check(asked, made).filter(({ regle }) => regle !== 'requete_oubliee')).toEqual([])
        expect(board.cost).toBeCloseTo(costOf(asked, made).total, 6)
      }),
      { seed: 12, numRuns: 130 },
    )
    expect(moves).toBeGreaterThan(10_000)
  })

  test('a campaign gets cheaper, the same each time, and stops when told', async () => {
    const { requetes, ...rest } = fictionalInstance({ count: 300, seed: 2 })
    const asked = { ...rest, requetes: requetes.slice(0, 200) }
    const options = { graine: 1, iterations: 4_000 }
    const first = await improve(asked, options)
    expect(check(asked, first)).toEqual([])
    const soft = ({ total, nonPlaces }: Cout): number => total - nonPlaces
    expect(first.cout.nonPlaces).toBeLessThanOrEqual(first.depart.nonPlaces)
    expect(soft(first.cout)).toBeLessThan(0.95 * soft(first.depart))
    expect((await improve(asked, options)).places).toEqual(first.places)
    const signal = { aborted: false }
    const stopped = await improve(asked, { ...options, signal, progres: () => void (signal.aborted = true) })
    expect(stopped.iterations).toBeLessThan(first.iterations)
    expect(check(asked, stopped)).toEqual([])
  })
})

describe('a family that was told another lycée or another week', () => {
  const week = (day: number) => ({ debut: at('00:00', day), fin: at('24:00', day) })
  const told = (id: string, lieuDit: string, day: number) =>
    requete({ id, lieux: ['L1', 'L2'], annonce: { lieu: lieuDit, semaine: week(day) } })
  /** Two of one collège, told apart: together they spare a trip and a half-day of a teacher. */
  const apart = (annonce: number): Instance =>
    instance({
      lieux: [lieu('C1'), lieu('L1'), lieu('L2')],
      requetes: [told('a', 'L1', 0), told('b', 'L2', 0), told('c', 'L1', 1)],
      disponibilites: [
        disponibilite({ id: 'd1' }),
        disponibilite({ id: 'd2', lieu: 'L2', intervenants: ['p2'] }),
        disponibilite({ id: 'd3', debut: at('09:00', 1), fin: at('10:00', 1), intervenants: ['p3'] }),
      ],
      tenus: [
        placement(requete({ id: 'a' }), { disponibilite: 'd1', debut: at('09:00') }),
        placement(requete({ id: 'b' }), { disponibilite: 'd2', debut: at('09:00') }),
        placement(requete({ id: 'c' }), { disponibilite: 'd3', debut: at('09:00', 1) }),
      ],
      reglages: { ...REGLAGES_PAR_DEFAUT, annonce },
    })

  test('is moved where that spares more than telling it, and the cost says how many are', async () => {
    const asked = apart(60)
    const better = await improve(asked, { graine: 1, iterations: 500 })
    expect(check(asked, better)).toEqual([])
    expect(new Set(better.places.map((one) => one.disponibilite)).size).toBe(1)
    expect(better.cout).toMatchObject({ annonces: 120 })
    expect(better.cout).toEqual(costOf(asked, better))
  })

  test('is left in peace where it does not', async () => {
    const asked = apart(1_000)
    const better = await improve(asked, { graine: 1, iterations: 500 })
    expect(better.places.map((one) => one.disponibilite)).toEqual(['d1', 'd2', 'd3'])
    expect(better.cout.annonces).toBe(0)
  })
})

describe('room for who may still register', () => {
  /** A pupil goes alone on the first day; comrades of his collège may only be received on the next one. */
  const alone = (changes: Partial<Instance> = {}) =>
    instance({
      disponibilites: [
        disponibilite({ id: 'd1' }),
        disponibilite({ id: 'd2', debut: at('09:00', 1), fin: at('10:00', 1), intervenants: ['p2'] }),
      ],
      requetes: [requete({ id: 'a' })],
      tenus: [placement(requete({ id: 'a' }), { disponibilite: 'd1', debut: at('09:00') })],
      ...changes,
    })
  const later = (id: string) => requete({ id, auPlusTot: at('00:00', 1) })

  test('who is held goes where they will, and the plan holds none of them', async () => {
    const without = await improve(alone(), { graine: 1, iterations: 200 })
    expect(without.places.map((one) => one.disponibilite)).toEqual(['d1'])
    const asked = alone({ previsions: [later('x'), later('y')] })
    const made = await improve(asked, { graine: 1, iterations: 200 })
    expect(made.places).toMatchObject([{ requete: 'a', disponibilite: 'd2' }])
    expect(made.nonPlaces).toEqual([])
    expect(check(asked, made)).toEqual([])
    expect(made.cout).toEqual(costOf(alone(), made))
  })

  test('nobody stays without a place for them', async () => {
    // Three places on each day; four pupils may only come on the second, and one of them has no place yet.
    const known = ['b', 'c', 'd'].map(later)
    const previsions = ['v', 'w', 'x', 'y'].map(later)
    const asked = alone({ requetes: [requete({ id: 'a' }), ...known], previsions })
    const made = await improve(asked, { graine: 1, iterations: 200 })
    expect(made.places.map((one) => one.requete).toSorted()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('on whatever instance: no rule is broken, who is held keeps a place, and as many are placed as without them', async () => {
    await fc.assert(
      fc.asyncProperty(drawn.map(underWay), async (asked) => {
        const previsions = asked.requetes.slice(0, 5).map((one) => ({
          ...one,
          id: `${one.id} prevu`,
          eleve: `${one.eleve} prevu`,
        }))
        const options = { graine: 3, iterations: 60 }
        const made = await improve({ ...asked, previsions }, options)
        expect(check(asked, made)).toEqual([])
        expect(made.cout).toEqual(costOf(asked, made))
        const placed = new Set(made.places.map((one) => one.requete))
        expect(asked.tenus?.filter((one) => !placed.has(one.requete))).toEqual([])
        const without = await improve(asked, options)
        expect(made.nonPlaces.length).toBeLessThanOrEqual(without.nonPlaces.length)
      }),
      { seed: 12, numRuns: 80 },
    )
  })
})
