import { describe, expect, test } from 'vitest'
import { filesBelow, textOf } from './source-files.ts'

const CASES = 64
const NUMBERED = /['`]((?:A\d+(?:, )?)+): /g

interface Row {
  number: number
  shown: string[]
  reason: string
}

/** Rows of docs/security/abuse-cases.md. */
const rows: Row[] = textOf('docs/security/abuse-cases.md')
  .split('\n')
  .filter((line) => /^\| A\d+ /.test(line))
  .map((line) => {
    const [number = '', , , shown = '', reason = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return {
      number: Number(number.slice(1)),
      shown: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
      reason,
    }
  })

const tests = ['src', 'tests'].flatMap(filesBelow).filter((file) => /\.test\.tsx?$/.test(file))
const numbersOf = (file: string): number[] =>
  [...textOf(file).matchAll(NUMBERED)].flatMap(([, list = '']) =>
    list.split(', ').map((one) => Number(one.slice(1))),
  )

describe('the abuse cases', () => {
  test('are all there, once, in order', () => {
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: CASES }, (_, i) => i + 1))
  })
  test('each has a test that carries its number, or a reason', () => {
    for (const { number, shown, reason } of rows) {
      expect(shown.length > 0 || reason.length > 20, `A${number}`).toBe(true)
      for (const file of shown) expect(numbersOf(file), `${file} for A${number}`).toContain(number)
    }
  })
  test('and no test carries a number that the table does not show', () => {
    const carried = tests.flatMap((file) => numbersOf(file).map((number) => ({ file, number })))
    expect(carried.length).toBeGreaterThan(60)
    const unknown = carried.filter(({ file, number }) => !rows[number - 1]?.shown.includes(file))
    expect(unknown).toEqual([])
  })
})
