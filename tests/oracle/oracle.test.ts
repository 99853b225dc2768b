import { expect, test } from 'vitest'
import { judge } from './oracle.ts'
import { folderOf, INPUT, OUTPUT } from './small-campaign.ts'

test('agrees with outputs made by hand', () => {
  expect(judge(folderOf(INPUT), folderOf(OUTPUT)).differences).toEqual([])
})
