import { describe, expect, test } from 'vitest'
import { cell, readCases } from '#src/kit/testing.ts'
import { anEtablissement } from '#src/procedure/etablissements/examples.ts'
import { distanceKm, isServed } from '#src/procedure/etablissements/rules.ts'

test.each(readCases(import.meta.dirname, 'secteur.csv'))('$cas', (cas) => {
  const etablissement = anEtablissement({
    codeDepartement: cell(cas, 'departement') || null,
    commune: cell(cas, 'commune') || null,
  })
  const secteur = cell(cas, 'secteur')
    .split(',')
    .filter((place) => place !== '')
  expect(isServed(etablissement, secteur)).toBe(cas['servi'] === 'oui')
})

describe('kilometres as the crow flies', () => {
  const at = (latitude: number | null, longitude: number | null) => ({ latitude, longitude })

  // By the law of cosines on the same sphere: another formula than that of the rule.
  test.each([
    ['nowhere to go', at(48.8566, 2.3522), at(48.8566, 2.3522), 0],
    ['from Paris to Lyon', at(48.8566, 2.3522), at(45.764, 4.8357), 391.5],
    ['a degree of the equator', at(0, 0), at(0, 1), 111.2],
    ['a degree of the sixtieth parallel', at(60, 0), at(60, 1), 55.6],
    ['from the equator to a pole', at(0, 0), at(90, 0), 10_007.5],
    ['to the other side', at(0, 0), at(0, 180), 20_015.1],
  ])('%s', (_, a, b, km) => {
    expect([distanceKm(a, b), distanceKm(b, a)]).toEqual([km, km])
  })

  test('none to or from a place whose coordinates lack', () => {
    const here = at(48, 2)
    for (const lost of [at(null, 2), at(48, null), at(null, null)])
      expect([distanceKm(here, lost), distanceKm(lost, here)]).toEqual([null, null])
  })
})

test('a sector is written with or without accents, dashes and capitals; a school without commune is in none', () => {
  const inSector = (commune: string | null, place: string) =>
    isServed(anEtablissement({ codeDepartement: '012', commune }), [place])
  expect(inSector('Saint-Étienne--du  Bois', 'SAINT ETIENNE DU BOIS')).toBe(true)
  expect(inSector('Saint-Étienne', 'SaintEtienne')).toBe(false)
  expect(inSector(null, '-')).toBe(false)
  expect([inSector(null, '12'), inSector(null, '012'), inSector(null, '0012')]).toEqual([true, true, false])
  expect(isServed(anEtablissement({ codeDepartement: '974', commune: null }), ['0974'])).toBe(false)
})
