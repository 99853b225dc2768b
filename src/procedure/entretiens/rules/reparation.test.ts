import { describe, expect, test } from 'vitest'
import { choixInText, choixOf, seatIn } from '#src/procedure/entretiens/rules/reparation.ts'

const minute = (local: string): number => Date.parse(`${local}:00Z`) / 60_000
const one = { entretienId: 12, disponibiliteId: 345, debut: minute('2027-03-09T11:40') }
const other = { entretienId: 13, disponibiliteId: 3, debut: minute('2027-03-10T08:00') }

describe('places chosen by hand', () => {
  test('are carried by an address, and read back', () => {
    expect(choixInText([one, other])).toBe('12-345-2027-03-09T11:40,13-3-2027-03-10T08:00')
    expect(choixOf(choixInText([one, other]))).toEqual([one, other])
    expect(choixInText([])).toBe('')
  })

  test('what is none is left out, whatever stands around it', () => {
    const good = '12-345-2027-03-09T11:40'
    const like = '99-345-2027-03-09T11:40'
    for (const bad of [
      '',
      'x',
      `x${like}`,
      `${like}x`,
      `-${like}`,
      'a-345-2027-03-09T11:40',
      '99-b-2027-03-09T11:40',
      '99-345-202-03-09T11:40',
      '99-345-2027-3-09T11:40',
      '99-345-2027-03-9T11:40',
      '99-345-2027-03-09 11:40',
      '99-345-2027-03-09T1:40',
      '99-345-2027-03-09T11:4',
      '99-345-2027-13-09T11:40',
      '-345-2027-03-09T11:40',
      `${'1'.repeat(16)}-345-2027-03-09T11:40`,
      `99-${'1'.repeat(16)}-2027-03-09T11:40`,
    ])
      expect(choixOf(`${bad},${good}`), bad).toEqual([one])
    expect(choixOf(undefined)).toEqual([])
    expect(choixOf(`${'1'.repeat(15)}-${'2'.repeat(15)}-2027-03-09T11:40`)).toHaveLength(1)
  })

  test('of two for one interview the last holds', () => {
    const again = { ...one, disponibiliteId: 9 }
    expect(choixOf(choixInText([one, other, again]))).toEqual([again, other])
  })
})

test('the first seat left of a slot; other slots and other hours take none of its', () => {
  const slot = { disponibilite: 'd', debut: 600 }
  const taken = (place: number, over: object = {}) => ({
    ...slot,
    requete: 'r',
    fin: 620,
    place,
    ...over,
  })
  expect(seatIn(slot, [])).toBe(1)
  expect(seatIn(slot, [taken(1), taken(2), taken(4)])).toBe(3)
  expect(seatIn(slot, [taken(2)])).toBe(1)
  expect(seatIn(slot, [taken(1, { debut: 620 }), taken(1, { disponibilite: 'autre' })])).toBe(1)
})
