import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  FAMILLES,
  LEXIQUE,
  SANS_REMARQUE,
  VERSION_LEXIQUE,
} from '#src/procedure/inscriptions/rules/lexique.ts'

/** Each list that was in use: a word more or less is another version, with its line here. */
const VERSIONS: Readonly<Record<string, string>> = {
  '2026-11-22': '247df368cc581e50cda3636898e535f3ae0ec9f5e337f3129a34acec806df223',
}

test('the words of a version never change', () => {
  const words = createHash('sha256')
    .update(JSON.stringify([FAMILLES, LEXIQUE, SANS_REMARQUE]))
    .digest('hex')
  expect(words).toBe(VERSIONS[VERSION_LEXIQUE])
})

test('words are written as they are compared: small letters without accents, one space between two', () => {
  const all = [...Object.values(LEXIQUE).flat(), ...SANS_REMARQUE]
  expect(all.filter((one) => !/^[a-z0-9]+\*?( [a-z0-9]+\*?)*$/.test(one))).toEqual([])
  expect(new Set(SANS_REMARQUE).size).toBe(SANS_REMARQUE.length)
})
