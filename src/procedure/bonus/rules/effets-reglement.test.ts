import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { avisFinalOf } from '#src/procedure/bonus/rules/croisement.ts'
import { effetsOf, type FaitsDUnEtablissement } from '#src/procedure/bonus/rules/effets-reglement.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'

const NIVEAUX = [null, 'reserve', 'assez_favorable', 'favorable'] as const
const group = fc.record({
  uai: fc.constantFrom('0750001A', '0750002B'),
  mef: fc.constantFrom('2412210121', '2473340321', '2522540321'),
  place: fc.boolean(),
  presence: fc.constantFrom(null, 'present' as const, 'absent' as const),
  avisOrigine: fc.constantFrom(...NIVEAUX),
  avisReferent: fc.constantFrom(...NIVEAUX),
  taille: fc.integer({ min: 1, max: 4 }),
})
const faitsOf = fc.array(group, { maxLength: 12 }).map((groups) => {
  let id = 0
  return groups.map(({ taille, uai, mef, ...faits }): FaitsDUnEtablissement => ({
    ...faits,
    uai,
    mef,
    formation: `Formation ${mef}`,
    etablissement: `École ${uai}`,
    inscriptionIds: Array.from({ length: taille }, () => ++id),
  }))
})

test('what is told is what each registration would get, one by one', () => {
  const avant = aReglement()
  const apres = aReglement()
  apres.points = { ...apres.points, tres_favorable: 2600 }
  apres.croisement['favorable'] = { ...apres.croisement['favorable'], reserve: 'reserve' }
  fc.assert(
    fc.property(faitsOf, (faits) => {
      const each = faits.flatMap((one) =>
        one.inscriptionIds.map((id) => ({
          id,
          uai: one.uai,
          mef: one.mef,
          avant: avisFinalOf(avant, one),
          apres: avisFinalOf(apres, one),
        })),
      )
      const other = each.filter((one) => one.avant.points !== one.apres.points)
      const effets = effetsOf({ avant, apres }, faits)
      expect(effets.inscriptions).toBe(each.length)
      expect(effets.points).toBe(other.length)
      expect(effets.changees.toSorted((a, b) => a - b)).toEqual(other.map(({ id }) => id))
      expect(effets.cellules.reduce((sum, { nombre }) => sum + nombre, 0)).toBe(other.length)
      expect(new Set(effets.etablissements.map(({ cle }) => cle))).toEqual(
        new Set(other.map(({ uai }) => uai)),
      )
      expect(new Set(effets.formations.map(({ cle }) => cle))).toEqual(new Set(other.map(({ mef }) => mef)))
      for (const part of [...effets.etablissements, ...effets.formations]) {
        const own = each.filter(({ uai, mef }) => uai === part.cle || mef === part.cle)
        expect(part.inscriptions).toBe(own.length)
        expect(part.pointsApres - part.pointsAvant).toBe(
          own.reduce((sum, one) => sum + one.apres.points - one.avant.points, 0),
        )
      }
    }),
    { numRuns: 50 },
  )
})

describe('told by hand', () => {
  const avant = aReglement('paris', {
    echelles: { origine: ['bas', 'moyen', 'haut'], referent: ['bas', 'haut'], final: ['f0', 'f1'] },
    croisement: {
      bas: { bas: 'f0', haut: 'f0' },
      moyen: { bas: 'f0', haut: 'f1' },
      haut: { bas: 'f0', haut: 'f1' },
    },
    points: { f0: 0, f1: 100 },
  })
  /** Other points for the low, another avis with the same points for the high, and two levels that it does not know. */
  const apres = aReglement('paris', {
    echelles: { origine: ['bas', 'haut'], referent: ['haut'], final: ['f0', 'f1', 'f2'] },
    croisement: { bas: { haut: 'f0' }, haut: { haut: 'f2' } },
    points: { f0: 50, f1: 75, f2: 100 },
  })
  const met = (
    [uai, mef, avisOrigine, avisReferent]: readonly [string, string, string | null, string | null],
    inscriptionIds: readonly number[],
  ): FaitsDUnEtablissement => ({
    uai,
    etablissement: `École ${uai}`,
    mef,
    formation: mef === '1' ? 'Zinguerie (fictive)' : 'Ébénisterie (fictive)',
    place: true,
    presence: avisReferent === null ? 'absent' : 'present',
    avisOrigine,
    avisReferent,
    inscriptionIds,
  })
  const faits = [
    met(['C', '2', 'bas', 'haut'], [8]),
    met(['A', '1', 'bas', 'haut'], [1, 2]),
    met(['A', '2', 'haut', 'haut'], [3]),
    met(['B', '2', 'moyen', 'haut'], [4]),
    met(['B', '1', 'haut', 'bas'], [5, 6, 7]),
    met(['C', '1', null, null], [9]),
  ]
  const effets = () => effetsOf({ avant, apres }, faits)

  test('in all, and which registrations', () => {
    const { inscriptions, avis, points, inconnues, changees } = effets()
    expect({ inscriptions, avis, points, inconnues }).toEqual({
      inscriptions: 9,
      avis: 1,
      points: 3,
      inconnues: 4,
    })
    expect(changees).toEqual([8, 1, 2, 3, 4, 5, 6, 7])
  })

  test('by cell of the crossing, the largest first; two schools in one cell count together', () => {
    expect(effets().cellules.map(({ origine, referent, nombre }) => [origine, referent, nombre])).toEqual([
      ['bas', 'haut', 3],
      ['haut', 'bas', 3],
      ['haut', 'haut', 1],
      ['moyen', 'haut', 1],
    ])
    expect(effets().cellules).toMatchObject([
      { avant: { sens: 'f0', points: 0 }, apres: { sens: 'f0', points: 50 } },
      { avant: { sens: 'f0', points: 0 }, apres: null },
      { avant: { sens: 'f1', points: 100 }, apres: { sens: 'f2', points: 100 } },
      { avant: { sens: 'f1', points: 100 }, apres: null },
    ])
  })

  test('by school and by formation, the most changed first, then by name; who gets the same is not told', () => {
    const total = (one: readonly [number, number, number, number, number]) => ({
      inscriptions: one[0],
      avis: one[1],
      points: one[2],
      pointsAvant: one[3],
      pointsApres: one[4],
    })
    expect(effets().etablissements).toEqual([
      { cle: 'A', nom: 'École A', ...total([3, 1, 2, 100, 200]) },
      { cle: 'C', nom: 'École C', ...total([2, 0, 1, 0, 50]) },
    ])
    expect(effets().formations).toEqual([
      { cle: '2', nom: 'Ébénisterie (fictive)', ...total([3, 1, 1, 200, 150]) },
      { cle: '1', nom: 'Zinguerie (fictive)', ...total([6, 0, 2, 0, 100]) },
    ])
  })

  test('avis and points weigh the same in that order, whichever came first', () => {
    const many = [
      met(['A', '1', 'bas', 'haut'], [1, 2]),
      met(['B', '1', 'haut', 'haut'], [3, 4, 5]),
      met(['C', '1', 'bas', 'haut'], [6, 7, 8, 9]),
      met(['D', '1', 'haut', 'haut'], [10]),
    ]
    for (const order of [many, many.toReversed()])
      expect(effetsOf({ avant, apres }, order).etablissements.map(({ cle }) => cle)).toEqual([
        'C',
        'B',
        'A',
        'D',
      ])
  })
})
