import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkCapacities } from '#src/planning/check/capacities.ts'
import { nearFresh } from '#src/planning/check/near.ts'
import { rowsOf } from '#src/planning/check/rows.ts'
import { checkTogether } from '#src/planning/check/together.ts'
import { roomy } from '#src/planning/drawn-examples.ts'
import type { Contraintes, Instance, Placement } from '#src/planning/model.ts'

const drawn = roomy({ disponibilites: 6, requetes: 12 })

/** Caps so low that plans drawn at random break every rule on several interviews. */
const caps: Partial<Contraintes> = {
  pauseMinutes: 10,
  maxParCollege: 1,
  accompagnes: 1,
  entretiensParJour: 1,
  parIntervenantJour: 1,
  sallesParLieu: new Map([
    ['L1', 1],
    ['L2', 1],
  ]),
  postesDistanciel: new Map([
    ['C1', 0],
    ['C2', 1],
  ]),
}

test('what is left aside around new interviews breaks no rule with them', () => {
  let broken = 0
  fc.assert(
    fc.property(
      drawn,
      fc.infiniteStream(fc.nat({ max: 40 })),
      fc.constantFrom(null, 2),
      (asked, draws, parIntervenantSemaine) => {
        const contraintes = { ...asked.contraintes, ...caps, parIntervenantSemaine }
        const places = asked.requetes.flatMap((requete): Placement[] => {
          const d = asked.disponibilites[draws.next().value % asked.disponibilites.length]
          if (!d) return []
          const debut = d.debut + 5 * draws.next().value
          return [{ requete: requete.id, disponibilite: d.id, place: 1, debut, fin: debut + requete.duree }]
        })
        const fixes = asked.requetes.slice(0, -2).flatMap((requete) => {
          const placement = places.find((one) => one.requete === requete.id)
          return placement ? [{ requete, placement }] : []
        })
        const instance: Instance = { ...asked, contraintes, requetes: asked.requetes.slice(-2), fixes }
        const rows = rowsOf(instance, { places: places.slice(-2), nonPlaces: [] })
        const near = nearFresh(instance, rows)
        const all = [...checkTogether(instance, rows), ...checkCapacities(instance, rows)]
        const seen = [...checkTogether(instance, near), ...checkCapacities(instance, near)]
        const sorted = (list: typeof all): string[] =>
          list.map(({ regle, requetes }) => JSON.stringify([regle, requetes.toSorted()])).toSorted()
        expect(sorted(seen)).toEqual(sorted(all))
        broken += all.length
      },
    ),
    { numRuns: 300, seed: 1 },
  )
  expect(broken).toBeGreaterThan(500)
})
