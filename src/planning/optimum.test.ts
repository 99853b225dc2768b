import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import { costOf } from '#src/planning/check/cost.ts'
import { roomy } from '#src/planning/drawn-examples.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance, Placement, Plan } from '#src/planning/model.ts'

/** Every start on the grid of every availability. */
const everyStart = (
  { disponibilites }: Instance,
  { id, duree }: { id: string; duree: number },
): Placement[] =>
  disponibilites.flatMap((d) =>
    Array.from({ length: Math.max(0, Math.floor((d.fin - d.debut - duree) / 5) + 1) }, (_, i) => {
      const debut = d.debut + 5 * i
      return { requete: id, disponibilite: d.id, place: 1, debut, fin: debut + duree }
    }),
  )

const allowed = (asked: Instance, plan: Plan): boolean =>
  check(asked, plan).every(({ regle }) => regle === 'requete_oubliee')

/** The least cost of any plan, by trying everything. */
function leastCost(asked: Instance): number {
  let least = Number.POSITIVE_INFINITY
  const visit = (index: number, places: Placement[]): void => {
    const requete = asked.requetes[index]
    if (!requete) {
      least = Math.min(least, costOf(asked, { places, nonPlaces: [] }).total)
      return
    }
    visit(index + 1, places)
    for (const placement of everyStart(asked, requete)) {
      const longer = [...places, placement]
      if (allowed(asked, { places: longer, nonPlaces: [] })) visit(index + 1, longer)
    }
  }
  visit(0, [])
  return least
}

/** Three requests, two availabilities away from 13:00, no groups: few enough plans to try them all. */
const tiny = roomy({ disponibilites: 2, requetes: 3 }).map((drawn): Instance => ({
  ...drawn,
  disponibilites: drawn.disponibilites.map((d, i) => {
    const debut = Math.floor(d.debut / 1440) * 1440 + (i === 0 ? 600 : 840)
    return { ...d, capacite: 1, debut, fin: debut + 40 }
  }),
  requetes: drawn.requetes.map((r) => ({
    ...r,
    duree: Math.max(20, r.duree),
    auPlusTot: null,
    indisponibilites: [],
  })),
}))

describe('the best plan', () => {
  test('of a tiny instance is found', async () => {
    await fc.assert(
      fc.asyncProperty(tiny, async (asked) => {
        const { cout } = await improve(asked, { graine: 1, iterations: 150 })
        expect(cout.total).toBeCloseTo(leastCost(asked), 6)
      }),
      { seed: 41, numRuns: 60 },
    )
  })

  test('is the same for the same seed and iterations, here and elsewhere', async () => {
    const { places, cout } = await improve(fictionalInstance({ count: 120, seed: 1 }), {
      graine: 1,
      iterations: 1500,
    })
    const print = createHash('sha256').update(JSON.stringify(places)).digest('hex').slice(0, 16)
    expect([print, Math.round(cout.total)]).toMatchInlineSnapshot(`
      [
        "c0dd6c48db550555",
        5818045,
      ]
    `)
  })

  test('costs the same whatever the names of lycées, collèges and juries', async () => {
    const asked = fictionalInstance({ count: 60, seed: 3 })
    const { places, cout } = await improve(asked, { graine: 1, iterations: 300 })
    const rename = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value).replaceAll(/"([LCdp])(\d)/g, '"x$1$2'))
    const { contraintes, indisponibilites, ...named } = asked
    const renamed: Instance = { ...rename(named), contraintes, indisponibilites }
    expect(costOf(renamed, { places: rename(places), nonPlaces: [] })).toEqual(cout)
  })
})
