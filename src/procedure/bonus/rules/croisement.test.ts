import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cell, readCases, type Cas } from '#src/kit/testing.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'
import type { FaitsAvisFinal } from '#src/procedure/bonus/model.ts'
import { avisFinalOf } from '#src/procedure/bonus/rules/croisement.ts'
import { anyReglement } from '../../../../tests/procedure/reglements.ts'

const CAS = readCases(import.meta.dirname, 'croisement.csv')
const PRESENCES = ['present', 'absent', 'excuse', 'annule_par_lycee'] as const
const ENTRETIENS = ['non_place', 'presence_non_saisie', ...PRESENCES]

const faitsOf = (cas: Cas): FaitsAvisFinal => ({
  place: cell(cas, 'entretien') !== 'non_place',
  presence: PRESENCES.find((one) => one === cas['entretien']) ?? null,
  avisOrigine: cell(cas, 'avis_origine') || null,
  avisReferent: cell(cas, 'avis_referent') || null,
})

describe.each(['paris', 'exemple-gradue'])('reglement %s', (nom) => {
  const reglement = aReglement(nom)
  const own = CAS.filter((cas) => cas['reglement'] === nom)

  test('the table of cases is complete: every cell, every presence, every avis missing', () => {
    const keys = own.map((cas) => `${cas['entretien']}/${cas['avis_origine']}/${cas['avis_referent']}`)
    const wanted = ENTRETIENS.flatMap((entretien) =>
      [...reglement.echelles.origine, ''].flatMap((origine) =>
        [...reglement.echelles.referent, ''].map((referent) => `${entretien}/${origine}/${referent}`),
      ),
    )
    expect(keys.toSorted()).toEqual(wanted.toSorted())
  })

  test.each(own)('$entretien, origine « $avis_origine », référent « $avis_referent »: $etat', (cas) => {
    expect(avisFinalOf(reglement, faitsOf(cas))).toEqual({
      etat: cell(cas, 'etat'),
      sens: cell(cas, 'avis_final') || null,
      points: Number(cell(cas, 'points')),
    })
  })
})

test('of generated reglements too, every cell, every presence, every avis missing: the first thing missing, else the cell', () => {
  fc.assert(
    fc.property(anyReglement, (reglement) => {
      const { echelles, croisement, points } = reglement
      const depends = echelles.referent.some(
        (column) => new Set(echelles.origine.map((row) => croisement[row]?.[column])).size > 1,
      )
      const all = ENTRETIENS.flatMap((entretien) =>
        [...echelles.origine, null].flatMap((avisOrigine) =>
          [...echelles.referent, null].map((avisReferent) => ({
            place: entretien !== 'non_place',
            presence: PRESENCES.find((one) => one === entretien) ?? null,
            avisOrigine,
            avisReferent,
          })),
        ),
      )
      const wanted = all.map(({ place, presence, avisOrigine, avisReferent }) => {
        const missing = [
          place ? null : 'non_place',
          ...(['annule_par_lycee', 'excuse', 'absent'] as const).map((one) =>
            presence === one ? one : null,
          ),
          avisOrigine === null && depends ? 'avis_origine_manquant' : null,
          avisReferent === null || presence === null ? 'avis_referent_manquant' : null,
        ].find((one) => one !== null)
        const sens = croisement[avisOrigine ?? echelles.origine[0] ?? '']?.[avisReferent ?? ''] ?? ''
        return missing
          ? { etat: missing, sens: null, points: 0 }
          : { etat: 'complet', sens, points: points[sens] }
      })
      expect(all.map((faits) => avisFinalOf(reglement, faits))).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
})

test('what is missing is never « réservé » by default: no level and no point but when complete', () => {
  const incomplete = CAS.filter((cas) => cas['etat'] !== 'complet')
  expect(incomplete.length).toBeGreaterThan(100)
  for (const cas of incomplete) expect([cas['avis_final'], cas['points']]).toEqual(['', '0'])
})

test('a crossing with a hole is an outage, never a level', () => {
  const reglement = aReglement('exemple-gradue', { croisement: {} })
  const faits = {
    place: true,
    presence: 'present',
    avisOrigine: 'favorable',
    avisReferent: 'favorable',
  } as const
  expect(() => avisFinalOf(reglement, faits)).toThrow(/croisement sans case : favorable × favorable/)
})

test('a level without points, or points of no level, is an outage too', () => {
  const whole = aReglement('exemple-gradue')
  const faits = {
    place: true,
    presence: 'present',
    avisOrigine: 'favorable',
    avisReferent: 'favorable',
  } as const
  for (const over of [{ points: {} }, { croisement: {}, points: { ...whole.points, undefined: 5 } }])
    expect(() => avisFinalOf(aReglement('exemple-gradue', over), faits)).toThrow(/croisement sans case/)
})
