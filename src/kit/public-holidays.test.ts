import { expect, test } from 'vitest'
import { addDays } from '#src/kit/day.ts'
import { isPublicHoliday } from '#src/kit/public-holidays.ts'

test.each(['2027-03-29', '2027-05-06', '2027-05-17', '2026-04-06', '2027-07-14', '2028-04-17'])(
  '%s is a public holiday',
  (day) => expect(isPublicHoliday(day)).toBe(true),
)

test.each(['2027-03-28', '2027-03-30', '2027-02-15', '2027-05-07'])('%s is not', (day) =>
  expect(isPublicHoliday(day)).toBe(false),
)

test('a year has its eleven, no other', () => {
  const days = Array.from({ length: 365 }, (_, i) => addDays('2027-01-01', i)).filter(isPublicHoliday)
  expect(days.map((day) => day.slice(5))).toEqual(
    '01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25'.split(' '),
  )
})
