import { describe, expect, test } from 'vitest'
import { readTouches, touchesOf } from '#src/procedure/inscriptions/rules/touches.ts'

const many = (n: number): string[] => Array.from({ length: n }, (_, i) => `formation ${i}`)

describe('formations chosen by key', () => {
  test('one letter each up to 26, two letters beyond, never the same twice', () => {
    expect([...touchesOf(many(3)).keys()]).toEqual(['a', 'b', 'c'])
    expect([...touchesOf(many(26)).keys()].at(-1)).toBe('z')
    const two = [...touchesOf(many(60)).keys()]
    expect([two[0], two[25], two[26], two[59]]).toEqual(['aa', 'az', 'ba', 'ch'])
    expect(new Set(two).size).toBe(60)
  })

  test.each([
    ['ab', [0, 1]],
    [' A, b ', [0, 1]],
    ['bba', [1, 0]],
    ['', []],
  ])('« %s » names %j', (typed, ranks) => {
    const found = readTouches(typed, touchesOf(many(3)))
    expect(found).toEqual({ ok: true, value: ranks.map((rank) => `formation ${rank}`) })
  })

  test.each([
    ['az', 3, 'z'],
    ['aaa', 60, 'a'],
    ['é', 3, 'é'],
    ['a', 0, 'a'],
  ])('« %s » among %i formations: the key that names nothing is told', (typed, count, touche) => {
    expect(readTouches(typed, touchesOf(many(count)))).toMatchObject({
      ok: false,
      refus: { code: 'touche_inconnue', details: { touche } },
    })
  })
})
