import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { cell, readCases } from '#src/kit/testing.ts'
import { aCalendrier, aCampagne } from '#src/procedure/campagnes/examples.ts'
import {
  checkCalendrier,
  checkJoursConvocation,
  derniereEcheance,
  echeanceOf,
  etapesEnOrdre,
  isBefore,
} from '#src/procedure/campagnes/rules/calendrier.ts'
import { ECHEANCES, type Prolongation } from '#src/procedure/campagnes/model.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'

describe('a deadline holds until 23:59:59 in the zone of the académie', () => {
  test.each(readCases(import.meta.dirname, 'echeances.csv'))('$cas', (cas) => {
    const at = new Date(cell(cas, 'instant_utc'))
    expect(isBefore(at, { jour: cell(cas, 'jour'), zone: cell(cas, 'fuseau') })).toBe(
      cas['a_temps'] === 'oui',
    )
  })

  test('A8, A59: the last millisecond is in time, the next is not', () => {
    const end = instantOf('2027-05-22', 'Europe/Paris').getTime()
    const limit = { jour: '2027-05-21', zone: 'Europe/Paris' }
    expect([isBefore(new Date(end - 1), limit), isBefore(new Date(end), limit)]).toEqual([true, false])
  })
})

describe('the calendar', () => {
  test('in order it is accepted, and interviews may start while registrations come in', () => {
    expect(checkCalendrier(aCalendrier()).ok).toBe(true)
    expect(checkCalendrier(aCalendrier({ debutEntretiens: '2027-01-20' })).ok).toBe(true)
    expect(checkCalendrier(aCalendrier({ finConfirmations: '2027-04-30' })).ok).toBe(true)
  })

  test.each([
    ['ouverture', 'finInscriptions', { finInscriptions: '2027-01-10' }],
    ['ouverture', 'finAvisOrigine', { finAvisOrigine: '2027-01-10' }],
    ['ouverture', 'debutEntretiens', { debutEntretiens: '2027-01-10' }],
    ['debutEntretiens', 'finEntretiens', { finEntretiens: '2027-02-28' }],
    ['debutEntretiens', 'finAvisReferent', { finAvisReferent: '2027-02-28' }],
    ['finAvisReferent', 'finConfirmations', { finConfirmations: '2027-04-29' }],
  ])('%s after %s is refused, both days named', (avant, apres, over) => {
    const checked = checkCalendrier(aCalendrier(over))
    expect(checked).toMatchObject({
      ok: false,
      refus: { code: 'calendrier_desordonne', details: { avant, apres } },
    })
    if (!checked.ok)
      expect(sentenceCampagne(checked.refus)).toMatch(
        /\(\p{L}+ \d+\p{L}* \p{L}+ 2027\).*\(\p{L}+ \d+\p{L}* \p{L}+ 2027\)/u,
      )
  })
})

describe('a deadline given longer', () => {
  const longer = (
    over: Partial<Prolongation> & Pick<Prolongation, 'echeance' | 'jusquAu'>,
  ): Prolongation => ({
    uai: null,
    eleveId: null,
    ...over,
  })
  const campagne = aCampagne({
    prolongations: [
      longer({ echeance: 'finInscriptions', jusquAu: '2027-03-02' }),
      longer({ echeance: 'finConfirmations', uai: 'A', jusquAu: '2027-05-25' }),
      longer({ echeance: 'finConfirmations', eleveId: 7, jusquAu: '2027-05-28' }),
      longer({ echeance: 'finAvisReferent', eleveId: 7, jusquAu: '2027-05-05' }),
      longer({ echeance: 'finAvisReferent', eleveId: 9, jusquAu: '2027-04-02' }),
    ],
  })

  test.each(readCases(import.meta.dirname, 'prolongations.csv'))('$cas', (cas) => {
    const echeance = ECHEANCES.find((one) => one === cas['echeance']) ?? 'finInscriptions'
    const asked = { echeance, eleveId: Number(cell(cas, 'eleve')), uai: cell(cas, 'uai') }
    expect(echeanceOf(campagne, asked)).toBe(cell(cas, 'attendu'))
  })

  test('the screens of a school stay open for its pupil who was given longer', () => {
    expect(derniereEcheance(campagne, { echeance: 'finConfirmations', uai: 'B' })).toBe('2027-05-28')
    expect(derniereEcheance(campagne, { echeance: 'finAvisOrigine' })).toBe('2027-03-19')
    const { prolongations } = campagne
    const ofASchool = aCampagne({ prolongations: prolongations.filter(({ uai }) => uai === 'A') })
    const last = (uai?: string) =>
      derniereEcheance(ofASchool, { echeance: 'finConfirmations', ...(uai === undefined ? {} : { uai }) })
    // That of a school is longer for it, and for who looks at all of them; no other school has it.
    expect([last('A'), last(), last('B')]).toEqual(['2027-05-25', '2027-05-25', '2027-05-21'])
  })
})

describe('the days of a campaign, told to all', () => {
  const told = (prolongations: Prolongation[]) =>
    etapesEnOrdre(aCampagne({ prolongations })).map(({ etape, jour }) => `${jour} ${etape}`)
  const COMME_ECRIT = [
    '2027-01-11 ouverture',
    '2027-02-26 finInscriptions',
    '2027-03-01 debutEntretiens',
    '2027-03-19 finAvisOrigine',
    '2027-04-23 finEntretiens',
    '2027-04-30 finAvisReferent',
    '2027-05-21 finConfirmations',
  ]
  const forAll = { echeance: 'finInscriptions', jusquAu: '2027-03-22', uai: null, eleveId: null } as const

  test('come one after the other', () => {
    expect(told([])).toEqual(COMME_ECRIT)
  })

  test('one put off for all is told at its new day, in its new place', () => {
    expect(told([forAll])).toEqual([
      '2027-01-11 ouverture',
      '2027-03-01 debutEntretiens',
      '2027-03-19 finAvisOrigine',
      '2027-03-22 finInscriptions',
      ...COMME_ECRIT.slice(4),
    ])
    expect(told([forAll, { ...forAll, jusquAu: '2027-03-10' }])).toEqual(told([forAll]))
  })

  test('one put off for a school or a pupil is told to them alone', () => {
    expect(
      told([
        { ...forAll, uai: 'A' },
        { ...forAll, eleveId: 7 },
      ]),
    ).toEqual(COMME_ECRIT)
  })
})

test('convocations leave five to ten whole school days ahead', () => {
  expect([4, 5, 7, 10, 11].map(checkJoursConvocation)).toEqual([false, true, true, true, false])
  expect(checkJoursConvocation(7.5)).toBe(false)
  expect(checkJoursConvocation(Number.NaN)).toBe(false)
})
