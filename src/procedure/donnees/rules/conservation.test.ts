import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'
import { CONSERVATION, isDu, jourDe, limiteOf } from '#src/procedure/donnees/rules/conservation.ts'

test('docs/privacy/retention.md tells the same table', () => {
  const text = readFileSync(path.join(projectFolder(), 'docs/privacy/retention.md'), 'utf8')
  const told = text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([, jours = '']) => /^\d+$/.test(jours))
  const kept = Object.values(CONSERVATION).map(({ quoi, jours, depuis, puis }) => [
    quoi,
    String(jours),
    depuis,
    puis,
  ])
  expect(told).toEqual(kept)
})

test('an event is old enough so many days of 24 hours later', () => {
  expect(limiteOf('fichiers', new Date('2027-05-10T12:00:00Z'))).toEqual(new Date('2027-05-08T12:00:00Z'))
})

test('what a campaign kept is due from that day on, counted from the end of its confirmations', () => {
  expect(jourDe('coordonnees', '2027-05-21')).toBe('2027-07-21')
  const due = (jour: string) => isDu('coordonnees', { finConfirmations: '2027-05-21', jour })
  expect([due('2027-07-20'), due('2027-07-21'), due('2027-07-22')]).toEqual([false, true, true])
})
