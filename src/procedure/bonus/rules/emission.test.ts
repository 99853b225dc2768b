import { expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { emissionDue, EMISSION_MANUELLE, type ReglageEmission } from '#src/procedure/bonus/rules/emission.ts'

const zone = 'Europe/Paris'
const due = (reglage: Partial<ReglageEmission>, at: string) =>
  emissionDue(
    { ...EMISSION_MANUELLE, ...reglage },
    { now: instantOf(at, zone), zone, finConfirmations: '2027-05-21' },
  )
const dated = (faite: string | null): Partial<ReglageEmission> => ({
  mode: 'date',
  le: '2027-05-03',
  faiteLe: faite === null ? null : instantOf(faite, zone),
})

test('by hand: nothing leaves by itself', () => {
  expect(EMISSION_MANUELLE).toEqual({ mode: 'manuelle', le: null, faiteLe: null })
  expect(due({}, '2027-05-03')).toBeUndefined()
  expect(due({ ...dated(null), mode: 'manuelle' }, '2027-05-04')).toBeUndefined()
})

test('as avis are signed: those, each time, until the last day of confirmations', () => {
  expect(due({ mode: 'signature' }, '2027-05-21T23:59')).toBe('signees')
  expect(due({ mode: 'signature' }, '2027-05-22T00:00')).toBeUndefined()
})

test('at a date: from that day on, once a day, in the zone of the académie', () => {
  expect(due(dated(null), '2027-05-02T23:59')).toBeUndefined()
  expect(due(dated(null), '2027-05-03T00:00')).toBe('toutes')
  expect(due(dated('2027-05-03T00:30'), '2027-05-03T23:00')).toBeUndefined()
  expect(due(dated('2027-05-03T23:30'), '2027-05-04T00:00')).toBe('toutes')
  expect(due(dated('2027-05-05T10:00'), '2027-05-04T00:00')).toBeUndefined()
  expect(due(dated(null), '2027-05-22')).toBeUndefined()
  expect(due({ mode: 'date' }, '2027-05-04')).toBeUndefined()
})
