import { describe, expect, test } from 'vitest'
import { lieu } from '#src/planning/examples.ts'
import { trajetMinutes } from '#src/planning/travel.ts'

/** Degrees of latitude in one kilometre. */
const KM = 1 / 111.19493
const origin = lieu('L1', [48.8, 2.3])
const north = (km: number) => lieu('C1', [48.8 + km * KM, 2.3])

describe('trajetMinutes', () => {
  test.each([
    [0, 15],
    [1, 15],
    [1.15, 15],
    [1.16, 20],
    [5, 25],
    [5.01, 30],
    [40, 120],
  ])('%d km take %d minutes', (km, minutes) => {
    expect(trajetMinutes(origin, north(km - 1e-6 * km))).toBe(minutes)
  })

  test('a degree of longitude shrinks with the latitude', () => {
    expect(trajetMinutes(lieu('A', [0, 0]), lieu('B', [0, 0.1]))).toBe(45)
    expect(trajetMinutes(lieu('A', [60, 0]), lieu('B', [60, 0.1]))).toBe(30)
  })

  test('is 0 in one place, and where a coordinate is unknown', () => {
    expect(trajetMinutes(origin, { ...north(9), id: 'L1' })).toBe(0)
    expect(trajetMinutes(origin, lieu('C1'))).toBe(0)
    expect(trajetMinutes({ ...origin, longitude: null }, north(9))).toBe(0)
  })
})
