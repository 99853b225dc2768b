import { expect, test } from 'vitest'
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
