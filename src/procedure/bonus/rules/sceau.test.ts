import { expect, test } from 'vitest'
import { cleDeRepetition, isSealed, sealOf } from '#src/procedure/bonus/rules/sceau.ts'

const bordereau = { numero: 1, lignes: 3, points: 5000, sha256: 'abc' }

test('A18: a seal holds for the very document, and breaks with any change of it', () => {
  const seal = sealOf(bordereau, cleDeRepetition(1))
  expect(isSealed(bordereau, seal)).toBe(true)
  for (const forged of [{ ...bordereau, points: 5001 }, { ...bordereau, numero: 2 }, {}])
    expect(isSealed(forged, seal)).toBe(false)
})

test('the seal of another key is not this one', () => {
  const [mine, other] = [sealOf(bordereau, cleDeRepetition(1)), sealOf(bordereau, cleDeRepetition(2))]
  expect(isSealed(bordereau, { ...mine, cle: other.cle })).toBe(false)
  expect(mine.cle).not.toBe(other.cle)
})

test('the key of a rehearsal comes from its seed alone', () => {
  expect(sealOf(bordereau, cleDeRepetition(7))).toEqual(sealOf(bordereau, cleDeRepetition(7)))
})
