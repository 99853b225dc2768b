import { expect, test } from 'vitest'
import { isPublicHoliday } from '#src/kit/public-holidays.ts'

test.each(['2027-03-29', '2027-05-06', '2027-05-17', '2026-04-06', '2027-07-14', '2028-04-17'])(
  '%s is a public holiday',
  (day) => expect(isPublicHoliday(day)).toBe(true),
)

test.each(['2027-03-28', '2027-03-30', '2027-02-15', '2027-05-07'])('%s is not', (day) =>
  expect(isPublicHoliday(day)).toBe(false),
)
