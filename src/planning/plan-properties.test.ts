import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { checkCapacities } from '#src/planning/check/capacities.ts'
import { rowsOf } from '#src/planning/check/rows.ts'
import { checkSingle } from '#src/planning/check/single.ts'
import { checkTogether } from '#src/planning/check/together.ts'
import { instances, LIEUX } from '#src/planning/drawn-examples.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import type { Instance, Placement, Requete } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'

/** Few rules and little room: interviews compete, so that giving way matters. */
const crowded = instances({ disponibilites: 3, requetes: 5 }).map((drawn): Instance => ({
  ...drawn,
  disponibilites: drawn.disponibilites.map((d) => ({
    ...d,
    capacite: Math.max(1, d.capacite),
    mode: 'presentiel',
    domaines: ['bois', 'fer'],
  })),
  requetes: drawn.requetes.map((r) => ({
    ...r,
    mode: 'presentiel',
    accessible: false,
    auPlusTot: null,
    interdits: [],
    lieux: r.lieux.length < 2 ? LIEUX : r.lieux,
  })),
  contraintes: {
    joursFermes: new Set(),
    pauseMinutes: drawn.contraintes.pauseMinutes,
    maxParCollege: drawn.contraintes.maxParCollege,
    accompagnes: drawn.contraintes.accompagnes,
    trajetMaxMinutes: null,
    entretiensParJour: drawn.contraintes.entretiensParJour,
  },
}))

/** The same instance in which every second interview of its plan already stands. */
function withFixes(drawn: Instance): Instance {
  const half = plan(drawn).places.filter((_, i) => i % 2 === 0)
  const fixes = half.flatMap((placement) =>
    drawn.requetes.filter((r) => r.id === placement.requete).map((requete) => ({ requete, placement })),
  )
  const served = new Set(half.map((placement) => placement.requete))
  return { ...drawn, fixes, requetes: drawn.requetes.filter((r) => !served.has(r.id)) }
}

/** Judged by the checker alone. */
function allowed(asked: Instance, places: Placement[]): boolean {
  const rows = rowsOf(asked, { places, nonPlaces: [] })
  const broken = [checkSingle, checkTogether, checkCapacities].flatMap((rule) => rule(asked, rows))
  return broken.length === 0
}

/** Every place on the grid that exists for a request, taken alone. */
function everyPlace(asked: Instance, { id, duree }: Requete): Placement[] {
  return asked.disponibilites.flatMap((d) => {
    const starts = Math.max(0, Math.floor((d.fin - d.debut - duree) / 5) + 1)
    return Array.from({ length: starts * d.capacite }, (_, i) => {
      const debut = d.debut + 5 * Math.floor(i / d.capacite)
      return { requete: id, disponibilite: d.id, place: 1 + (i % d.capacite), debut, fin: debut + duree }
    }).filter((placement) => allowed(asked, [placement]))
  })
}

/** Interchangeable seats of one group are tried once: the next free one. */
function seated(placement: Placement, places: Placement[]): Placement {
  const same = places.filter(
    (p) => p.disponibilite === placement.disponibilite && p.debut === placement.debut,
  )
  return { ...placement, place: 1 + same.length }
}

/** The most requests that any plan places, by trying everything. */
function optimum(asked: Instance): number {
  const choices = asked.requetes.map((r) => everyPlace(asked, r).filter((p) => p.place === 1))
  const promising = choices.filter((list) => list.length > 0)
  let best = 0
  const visit = (index: number, places: Placement[]): void => {
    best = Math.max(best, places.length)
    if (places.length + promising.length - index <= best) return
    for (const placement of promising[index] ?? []) {
      const longer = [...places, seated(placement, places)]
      if (allowed(asked, longer)) visit(index + 1, longer)
      if (best === promising.length) return
    }
    visit(index + 1, places)
  }
  visit(0, [])
  return best
}

describe('any instance', () => {
  const drawn = instances({ disponibilites: 5, requetes: 9 })

  test('has a plan without violation, the same each time, and is left as it was', () => {
    fc.assert(
      fc.property(drawn.map(withFixes), (asked) => {
        const before = structuredClone(asked)
        const first = plan(asked)
        expect(check(asked, first)).toEqual([])
        expect(plan(asked)).toEqual(first)
        expect(asked).toEqual(before)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('has one plan, whatever the order of its availabilities', () => {
    fc.assert(
      fc.property(drawn, (asked) => {
        const disponibilites = asked.disponibilites.toReversed()
        expect(plan({ ...asked, disponibilites })).toEqual(plan(asked))
      }),
      { seed: 5, numRuns: 150 },
    )
  })

  test('leaves nobody out who could be added as things stand', () => {
    fc.assert(
      fc.property(drawn.map(withFixes), (asked) => {
        const { places, nonPlaces } = plan(asked)
        for (const { requete, raison, entonnoir } of nonPlaces) {
          const left = asked.requetes.filter((r) => r.id === requete)
          const free = left.flatMap((r) => everyPlace(asked, r)).filter((p) => allowed(asked, [...places, p]))
          expect(free).toEqual([])
          expect(entonnoir.filter((line) => line.restantes === 0)).toEqual([{ raison, restantes: 0 }])
          expect(entonnoir.at(-1)).toEqual({ raison, restantes: 0 })
        }
      }),
      { seed: 2, numRuns: 150 },
    )
  })

  test('gives a request alone the earliest place there is, at the wished lycée first', () => {
    fc.assert(
      fc.property(instances({ disponibilites: 5, requetes: 1 }), (asked) => {
        const [requete] = asked.requetes
        if (!requete) return
        const lieuOf = (p: Placement): string | undefined =>
          asked.disponibilites.find((d) => d.id === p.disponibilite)?.lieu
        const all = everyPlace(asked, requete)
        const wished = all.filter((p) => lieuOf(p) === requete.souhait)
        const starts = (wished.length > 0 ? wished : all).map((p) => p.debut)
        const [place] = plan(asked).places
        expect(place?.debut).toBe(starts.length > 0 ? Math.min(...starts) : undefined)
        if (place && wished.length > 0) expect(lieuOf(place)).toBe(requete.souhait)
      }),
      { seed: 3, numRuns: 200 },
    )
  })
})

describe('a crowded instance of five requests at most', () => {
  test('leaves nobody out who could be added by moving all the others', () => {
    let tried = 0
    fc.assert(
      fc.property(crowded, (asked) => {
        const placed = new Set(plan(asked).places.map((p) => p.requete))
        for (const left of asked.requetes.filter((r) => !placed.has(r.id))) {
          const requetes = asked.requetes.filter((r) => placed.has(r.id) || r === left)
          expect(optimum({ ...asked, requetes })).toBe(placed.size)
          tried++
        }
      }),
      { seed: 4, numRuns: 70 },
    )
    expect(tried).toBeGreaterThan(50)
  })

  // More could be placed only by sending away who came first: a long interview for two short ones.
  test('places as many as any plan could, but for those that would cost an earlier one his place', () => {
    let below = 0
    fc.assert(
      fc.property(crowded, (asked) => {
        if (plan(asked).places.length < optimum(asked)) below++
      }),
      { seed: 4, numRuns: 70 },
    )
    expect(below).toBeLessThanOrEqual(2)
  })
})

test('a campaign of a thousand interviews is planned without violation, nearly all of it placed', () => {
  const asked = fictionalInstance({ count: 1000, seed: 1 })
  const made = plan(asked)
  expect(check(asked, made)).toEqual([])
  expect(made.places.length).toBeGreaterThanOrEqual(980)
})
