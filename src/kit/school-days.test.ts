import { expect, test } from 'vitest'
import { addDays } from '#src/kit/day.ts'
import { addSchoolDays, isSchoolDay, mondayOf, schoolDays } from '#src/kit/school-days.ts'

test('a school day is no weekend, no public holiday and no closed day', () => {
  expect(isSchoolDay('2027-03-08', [])).toBe(true)
  expect(isSchoolDay('2027-03-13', [])).toBe(false)
  expect(isSchoolDay('2027-03-14', [])).toBe(false)
  // Easter Monday.
  expect(isSchoolDay('2027-03-29', [])).toBe(false)
  expect(isSchoolDay('2027-03-08', ['2027-03-08'])).toBe(false)
})

test('school days are counted over weekends, holidays and closings, both ways', () => {
  expect(addSchoolDays('2027-03-15', -5, [])).toBe('2027-03-08')
  expect(addSchoolDays('2027-03-15', -5, ['2027-03-10', '2027-03-11'])).toBe('2027-03-04')
  expect(addSchoolDays('2027-03-27', 1, [])).toBe('2027-03-30')
  expect(addSchoolDays('2027-03-30', -1, [])).toBe('2027-03-26')
  expect(addSchoolDays('2027-03-08', 0, [])).toBe('2027-03-08')
})

test('a period closed throughout falls back on days of the calendar, and ends', () => {
  const closed = Array.from({ length: 400 }, (_, n) => addDays('2026-09-01', n))
  expect(addSchoolDays('2027-03-15', -5, closed)).toBe('2027-03-10')
})

test('school days between two days are told one by one, both ends included', () => {
  expect(schoolDays('2027-03-25', '2027-03-31', ['2027-03-31'])).toEqual([
    '2027-03-25',
    '2027-03-26',
    '2027-03-30',
  ])
  expect(schoolDays('2027-03-26', '2027-03-25', [])).toEqual([])
})

test('weeks begin on Monday', () => {
  for (const day of ['2027-03-08', '2027-03-10', '2027-03-14']) expect(mondayOf(day)).toBe('2027-03-08')
})
