import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayFromFrench,
  dayInWords,
  dayOf,
  dayToFrench,
  endOfDay,
  instantOf,
  isDay,
  isLocalMinute,
  localMinuteOf,
  timeInWords,
  weekday,
} from '#src/kit/day.ts'

const PARIS = 'Europe/Paris'
const anyDay = fc
  .integer({ min: 0, max: 36_500 })
  .map((n) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10))

describe('a day', () => {
  test.each(['2027-02-28', '2028-02-29', '2000-02-29', '2026-12-31'])('%s exists', (day) =>
    expect(isDay(day)).toBe(true),
  )
  test.each([
    '2027-02-29',
    '2100-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-04-31',
    '2027-4-3',
    '',
    'demain',
    ' 2027-04-03',
  ])('« %s » does not', (day) => expect(isDay(day)).toBe(false))

  test('is read and written in French', () => {
    expect(dayFromFrench('05/03/2027')).toBe('2027-03-05')
    expect(['31/02/2027', '5/3/2027', '2027-03-05', ''].map(dayFromFrench)).toEqual(Array(4).fill(undefined))
    fc.assert(fc.property(anyDay, (day) => dayFromFrench(dayToFrench(day)) === day))
  })

  test('is said in words', () => {
    expect(dayInWords('2027-03-04')).toBe('jeudi 4 mars 2027')
    expect(dayInWords('2027-05-01')).toBe('samedi 1er mai 2027')
    expect(timeInWords('2027-03-04T08:05')).toBe('8 h 05')
  })

  test('days are added over months, years and changes of hour', () => {
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(addDays('2027-03-27', 2)).toBe('2027-03-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: -400, max: 400 }),
        (day, n) => addDays(addDays(day, n), -n) === day,
      ),
    )
    fc.assert(fc.property(anyDay, (day) => weekday(addDays(day, 1)) === (weekday(day) + 1) % 7))
  })
})

describe('a local minute', () => {
  test('exists or not', () => {
    expect(['2027-03-04T00:00', '2027-03-04T23:59'].every(isLocalMinute)).toBe(true)
    expect(
      ['2027-03-04T24:00', '2027-03-04T12:60', '2027-02-30T10:00', '2027-03-04 10:00', '2027-03-04'].some(
        isLocalMinute,
      ),
    ).toBe(false)
  })
})

describe('an instant', () => {
  test('in winter and in summer', () => {
    expect(instantOf('2027-01-11T08:00', PARIS).toISOString()).toBe('2027-01-11T07:00:00.000Z')
    expect(instantOf('2027-07-11T08:00:30', PARIS).toISOString()).toBe('2027-07-11T06:00:30.000Z')
    expect(instantOf('2027-07-11', PARIS).toISOString()).toBe('2027-07-10T22:00:00.000Z')
  })

  test('a time that the change to summer time skips is read one hour later', () => {
    expect(instantOf('2027-03-28T01:59', PARIS).toISOString()).toBe('2027-03-28T00:59:00.000Z')
    expect(instantOf('2027-03-28T02:30', PARIS).toISOString()).toBe('2027-03-28T01:30:00.000Z')
    expect(localMinuteOf(instantOf('2027-03-28T02:30', PARIS), PARIS)).toBe('2027-03-28T03:30')
    expect(instantOf('2027-03-28T03:00', PARIS).toISOString()).toBe('2027-03-28T01:00:00.000Z')
  })

  test('a time that comes twice is the first of the two', () => {
    expect(instantOf('2026-10-25T02:30', PARIS).toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(instantOf('2026-10-25T03:00', PARIS).toISOString()).toBe('2026-10-25T02:00:00.000Z')
    expect(instantOf('2026-10-25T01:59', PARIS).toISOString()).toBe('2026-10-24T23:59:00.000Z')
  })

  test('goes to local time and back, in every zone of the académies', () => {
    const zones = fc.constantFrom(
      PARIS,
      'Indian/Reunion',
      'America/Guadeloupe',
      'Indian/Mayotte',
      'Pacific/Noumea',
    )
    // Hours away from the night of the change: there two instants have one local time.
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 5, max: 23 }), zones, (day, hour, zone) => {
        const local = `${day}T${String(hour).padStart(2, '0')}:30`
        expect(localMinuteOf(instantOf(local, zone), zone)).toBe(local)
        expect(dayOf(instantOf(local, zone), zone)).toBe(day)
      }),
    )
  })

  test('A59: a day ends at 23:59:59.999, the days of both changes too', () => {
    expect(endOfDay('2027-03-28', PARIS).toISOString()).toBe('2027-03-28T21:59:59.999Z')
    expect(endOfDay('2026-10-25', PARIS).toISOString()).toBe('2026-10-25T22:59:59.999Z')
    const length = (day: string): number =>
      (endOfDay(day, PARIS).getTime() + 1 - instantOf(day, PARIS).getTime()) / 3_600_000
    expect(['2027-03-27', '2027-03-28', '2026-10-25'].map(length)).toEqual([24, 23, 25])
  })
})
