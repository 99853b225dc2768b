import { describe, expect, test } from 'vitest'
import { addDays, weekday } from '#src/kit/day.ts'
import {
  ANNEES_SCOLAIRES,
  calendrierScolaireOf,
  joursOf,
  ZONES_VACANCES,
  zoneVacancesOf,
} from '#src/procedure/campagnes/rules/vacances.ts'

const calendar = (academie: string, annee: string, zone: 'A' | 'B' | 'C') =>
  (calendrierScolaireOf({ academie, annee, zone }) ?? []).map(({ nom, du, au }) => `${nom} ${du} ${au}`)

test.each([
  ['24', 'C'],
  ['25', 'C'],
  ['01', 'C'],
  ['10', 'A'],
  ['13', 'A'],
  ['70', 'B'],
  ['15', 'B'],
  // Corsica, La Réunion, and the code of exercises: their holidays are typed.
  ['27', undefined],
  ['28', undefined],
  ['90', undefined],
])('académie %s is of zone %s', (academie, zone) => expect(zoneVacancesOf(academie)).toBe(zone))

test('twenty-six académies of the mainland have a zone, each one', () => {
  const codes = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'))
  // 25 since 2020, and the two that Normandie came of.
  expect(codes.filter((code) => zoneVacancesOf(code) !== undefined)).toHaveLength(26)
})

describe('the school calendar of a year', () => {
  test('2026-2027 in zone C, public holidays of the week among them', () => {
    expect(calendar('24', '2026-2027', 'C')).toEqual([
      'Vacances de la Toussaint 2026-10-17 2026-11-01',
      'Armistice de 1918 2026-11-11 2026-11-11',
      'Vacances de Noël 2026-12-19 2027-01-03',
      'Vacances d’hiver 2027-02-06 2027-02-21',
      'Lundi de Pâques 2027-03-29 2027-03-29',
      'Vacances de printemps 2027-04-03 2027-04-18',
      'Ascension 2027-05-06 2027-05-06',
      'Pont de l’Ascension 2027-05-07 2027-05-08',
      'Lundi de Pentecôte 2027-05-17 2027-05-17',
      'Vacances d’été 2027-07-03 2027-08-31',
    ])
  })

  test.each([
    ['A', '2027-02-13 2027-02-28', '2027-04-10 2027-04-25'],
    ['B', '2027-02-20 2027-03-07', '2027-04-17 2027-05-02'],
  ] as const)('winter and spring of zone %s', (zone, hiver, printemps) => {
    const lines = calendar('10', '2026-2027', zone)
    expect(lines).toContain(`Vacances d’hiver ${hiver}`)
    expect(lines).toContain(`Vacances de printemps ${printemps}`)
  })

  test('Strasbourg has Good Friday too, Nancy-Metz as a whole has not', () => {
    expect(calendar('15', '2026-2027', 'B')).toContain('Vendredi saint 2027-03-26 2027-03-26')
    expect(calendar('12', '2026-2027', 'B').join(' ')).not.toContain('Vendredi saint')
  })

  test('of a year that no text fixes nothing is said', () => {
    expect(calendrierScolaireOf({ academie: '24', annee: '2031-2032', zone: 'C' })).toBeUndefined()
  })

  test.each(ANNEES_SCOLAIRES.flatMap((annee) => ZONES_VACANCES.map((zone) => [annee, zone] as const)))(
    '%s, zone %s: holidays begin on a Saturday, classes resume on a day of the week, nothing overlaps',
    (annee, zone) => {
      const periodes = calendrierScolaireOf({ academie: '24', annee, zone }) ?? []
      const vacances = periodes.filter((one) => one.nom.startsWith('Vacances'))
      expect(vacances).toHaveLength(5)
      for (const { du, au, nom } of vacances) {
        expect(weekday(du), nom).toBe(6)
        if (nom === 'Vacances d’été') continue
        expect(weekday(addDays(au, 1)), nom).toBe(1)
        expect(joursOf({ nom, du, au })).toHaveLength(16)
      }
      const jours = periodes.flatMap(joursOf)
      expect(new Set(jours).size).toBe(jours.length)
    },
  )
})
