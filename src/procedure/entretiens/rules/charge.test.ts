import { expect, test } from 'vitest'
import { placesParJour, type PlageOuverte } from '#src/procedure/entretiens/rules/charge.ts'

const HOUR = 60
const open = (debut: number, fin: number, more: Partial<PlageOuverte> = {}): PlageOuverte => ({
  uai: '0750001A',
  occupe: ['intervenant:1'],
  debut,
  fin,
  capacite: 1,
  pas: 20,
  ...more,
})
const nothing = { absences: new Map(), joursFermes: new Set<number>() }

test('as many interviews as fit, times those received at once', () => {
  expect(placesParJour([open(9 * HOUR, 12 * HOUR + 10)], nothing)).toEqual(new Map([['0750001A/0', 9]]))
  expect(placesParJour([open(9 * HOUR, 10 * HOUR, { capacite: 4 })], nothing).get('0750001A/0')).toBe(12)
})

test('nobody receives while away, on a closed day, nor twice at the same hour', () => {
  const plages = [
    open(9 * HOUR, 11 * HOUR),
    open(10 * HOUR, 12 * HOUR),
    open(1440 + 9 * HOUR, 1440 + 10 * HOUR),
  ]
  const away = new Map([['intervenant:1', [{ debut: 9 * HOUR, fin: 10 * HOUR }]]])
  expect(placesParJour(plages, { absences: away, joursFermes: new Set([1]) })).toEqual(
    // From ten to eleven, then from eleven to noon.
    new Map([['0750001A/0', 6]]),
  )
})

test('an interview longer than the window has no place there', () => {
  expect(placesParJour([open(9 * HOUR, 9 * HOUR + 30, { pas: 40 })], nothing).get('0750001A/0')).toBe(0)
})

test('an absence takes what it covers and nothing else', () => {
  const places = (debut: number, fin: number) =>
    placesParJour([open(9 * HOUR, 12 * HOUR)], {
      ...nothing,
      absences: new Map([['intervenant:1', [{ debut, fin }]]]),
    })
  expect(places(10 * HOUR, 11 * HOUR)).toEqual(new Map([['0750001A/0', 6]]))
  expect(places(14 * HOUR, 15 * HOUR)).toEqual(new Map([['0750001A/0', 9]]))
  expect(places(7 * HOUR, 8 * HOUR)).toEqual(new Map([['0750001A/0', 9]]))
  expect(places(9 * HOUR, 12 * HOUR)).toEqual(new Map())
})

test('interviews that last nothing have no place', () => {
  expect(placesParJour([open(9 * HOUR, 10 * HOUR, { pas: 0 })], nothing)).toEqual(new Map())
})
