import { expect, test } from 'vitest'
import { instanceFor, known, printOf } from '../../bench/tools/planning-instances.ts'

test('the instances of the bench are those whose bounds are stored', () => {
  const small = known().filter(({ echelle }) => ['T40', 'S1', 'S2'].includes(echelle))
  expect(small).toHaveLength(30)
  for (const { echelle, graine, sha256 } of small)
    expect(printOf(instanceFor(echelle, graine)), `${echelle} ${graine}`).toBe(sha256)
})
