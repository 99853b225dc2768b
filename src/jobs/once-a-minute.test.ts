import { expect, test } from 'vitest'
import { onceAMinute } from '#src/jobs/once-a-minute.ts'

test('the same words are said once a minute, with how often they came; others at once', () => {
  let now = 0
  const said: string[] = []
  const say = onceAMinute(
    (words) => said.push(words),
    () => new Date(now),
  )
  for (now = 0; now <= 60_000; now += 10_000) say('base perdue')
  say('autre chose')
  expect(said).toEqual(['base perdue', 'base perdue (et 5 fois depuis la dernière fois)', 'autre chose'])
  now = 200_000
  say('base perdue')
  expect(said.at(-1)).toBe('base perdue')
})
