import { expect, test } from 'vitest'
import { packings } from '#src/planning/bounds/packing.ts'

/** Every way of filling a window with whole interviews. */
function ways(window: number, lengths: readonly number[]): number[][] {
  const [first, ...rest] = lengths
  if (first === undefined) return [[]]
  return Array.from({ length: Math.floor(window / first) + 1 }, (_, many) => many).flatMap((many) =>
    ways(window - many * first, rest).map((others) => [many, ...others]),
  )
}

const cases: [number, number[]][] = []
for (const lengths of [
  [4],
  [4, 5],
  [2, 3],
  [2, 5],
  [3, 4, 6],
  [2, 3, 5],
  [4, 5, 6],
  [2, 3, 4, 5, 6],
  [5, 7, 11],
])
  for (const window of [4, 7, 18, 29, 30, 36, 42, 48]) cases.push([window, lengths])

test.each(cases)(
  'in %i, no way of filling with %j passes a packing, and one reaches it',
  (window, lengths) => {
    const fitting = lengths.filter((length) => length <= window)
    const all = ways(window, fitting)
    for (const { weights, most } of packings(window, lengths)) {
      const heaviest = Math.max(
        ...all.map((way) => way.reduce((sum, many, i) => sum + many * (weights.get(fitting[i]!) ?? 0), 0)),
      )
      expect(heaviest).toBeLessThanOrEqual(most + 1e-9)
      expect(heaviest).toBeGreaterThan(most - 1e-9)
    }
  },
)

test('nine of four, four of each, or seven of five fill a window of 36: two edges', () => {
  const found = packings(36, [4, 5]).map(({ weights, most }) => [weights.get(4), weights.get(5), most])
  expect(found).toEqual([
    [4, 5, 36],
    [3, 4, 28],
  ])
})

test('a length that does not fit says nothing', () => {
  expect(packings(3, [4, 5])).toEqual([])
  expect(packings(4, [4, 5])).toEqual([{ weights: new Map([[4, 1]]), most: 1 }])
})
