import { expect, test } from 'vitest'
import { ecartOf, effetsOf, type Tenue } from '#src/procedure/entretiens/rules/effets.ts'

const DAY = 1440
const at = (hour: number, over: Partial<Tenue> = {}): Tenue => ({
  eleve: 'A',
  origine: 'college',
  lieu: 'lycee',
  intervenants: ['Mme Fictive'],
  debut: 20_000 * DAY + hour * 60,
  presentiel: true,
  trajetMinutes: 30,
  ...over,
})

test('a half-day counts once for each who is there, and is cut at 13:00', () => {
  expect(effetsOf([])).toEqual({
    demiJourneesIntervenant: 0,
    sorties: 0,
    demiJourneesEleve: 0,
    trajetMinutes: 0,
  })
  expect(effetsOf([at(9), at(12.9, { eleve: 'B' })])).toEqual({
    demiJourneesIntervenant: 1,
    sorties: 1,
    demiJourneesEleve: 2,
    trajetMinutes: 60,
  })
  const both = { demiJourneesIntervenant: 2, sorties: 2, demiJourneesEleve: 2, trajetMinutes: 60 }
  expect(effetsOf([at(9), at(13)])).toEqual(both)
  // The afternoon of one day and the morning of the next are two.
  expect(effetsOf([at(14), at(24 + 9)])).toEqual(both)
  expect(effetsOf([at(0), at(24)])).toEqual(both)
  // The afternoon of a day is not that of the day before, nor the morning before that.
  const week = [at(9), at(14), at(24 + 9), at(24 + 14), at(48 + 9), at(48 + 14)]
  expect(effetsOf(week).sorties).toBe(6)
})

test('each interviewer of a jury, each collège and each lycée count for themselves', () => {
  expect(effetsOf([at(9, { intervenants: ['X', 'Y'] })]).demiJourneesIntervenant).toBe(2)
  expect(effetsOf([at(9), at(10, { origine: 'autre' }), at(11, { lieu: 'autre' })]).sorties).toBe(3)
})

test('an interview at a distance takes a teacher and moves nobody', () => {
  expect(effetsOf([at(9, { presentiel: false })])).toEqual({
    demiJourneesIntervenant: 1,
    sorties: 0,
    demiJourneesEleve: 0,
    trajetMinutes: 0,
  })
})

test('a difference says what is added, and what is saved below nought', () => {
  const avant = { demiJourneesIntervenant: 10, sorties: 4, demiJourneesEleve: 7, trajetMinutes: 100 }
  const apres = { demiJourneesIntervenant: 8, sorties: 5, demiJourneesEleve: 7, trajetMinutes: 130 }
  expect(ecartOf(avant, apres)).toEqual({
    demiJourneesIntervenant: -2,
    sorties: 1,
    demiJourneesEleve: 0,
    trajetMinutes: 30,
  })
})
