import { describe, expect, test } from 'vitest'
import { exactSuite } from '../../bench/tools/planning-exact.ts'
import { generated } from '../../bench/tools/planning-run.ts'

const crowded = { entretiens: 50, colleges: 8, domaines: 4, load: [0.85, 0.85] as const }

describe('a repair changes as few interviews as any could', () => {
  test.each([
    { seed: 6, least: 0 },
    { seed: 8, least: 1 },
  ])('district $seed: proven by a bound, or by trying everything', async ({ seed, least }) => {
    const suite = await exactSuite(generated('S1', seed, crowded), { count: 10, seed: 7 })
    expect(suite).toMatchObject({ above: 0, unknown: 0 })
    expect(suite.bound + suite.exhaustive + suite.model).toBe(10)
    expect(suite.exhaustive).toBeGreaterThanOrEqual(least)
  })
})
