import { describe, expect, test } from 'vitest'
import { textOf } from './source-files.ts'

/** Cases of each section of the survey. */
const CASES = { 'Slots and time': 20, 'Entry and access': 13 }

interface Shown {
  file: string
  title: string
}
interface Case {
  section: string
  name: string
  shown: Shown[]
}

/** Rows of docs/bad-cases.md, with the section that they stand in. */
function readCases(text: string): Case[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [section = '', ...lines] = part.split('\n')
      return lines
        .filter((line) => line.startsWith('| ') && !/^\| (case|---)/.test(line))
        .map((line) => {
          const [name = '', shown = ''] = line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim())
          return { section, name, shown: shown.split('<br>').map(shownOf) }
        })
    })
}

function shownOf(cell: string): Shown {
  const [, file = '', title = ''] = /^`([^`]+)`: `([^`]+)`$/.exec(cell) ?? []
  return { file, title }
}

const cases = readCases(textOf('docs/bad-cases.md'))

describe('the bad cases', () => {
  test('are all there, once', () => {
    for (const [section, count] of Object.entries(CASES)) {
      const names = cases.filter((one) => one.section === section).map(({ name }) => name)
      expect(new Set(names).size, section).toBe(count)
      expect(names).toHaveLength(count)
    }
  })

  test.each(cases.map((one) => [one.name, one] as const))(
    '%s: each test said to show it exists',
    (_, { shown }) => {
      for (const { file, title } of shown) {
        expect(file).toMatch(/\.test\.tsx?$/)
        expect(textOf(file), file).toContain(title)
      }
    },
  )
})
