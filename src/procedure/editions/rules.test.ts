import { describe, expect, test } from 'vitest'
import { etatOf, resteOf, volumesOf } from '#src/procedure/editions/rules.ts'
import { resteInWords } from '#src/procedure/editions/texts.ts'

const objets = (uai: string, n: number): { uai: string; id: number }[] =>
  Array.from({ length: n }, (_, id) => ({ uai, id }))

describe('volumes and parts', () => {
  test('one volume per school, parts of at most so many, each knowing what comes before it', () => {
    const volumes = volumesOf([...objets('A', 5), ...objets('B', 1)], 2)
    expect(volumes.map(({ uai, lettres }) => [uai, lettres])).toEqual([
      ['A', 5],
      ['B', 1],
    ])
    expect(volumes[0]?.parties.map(({ debut, objets: part }) => [debut, part.length])).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
    ])
    expect(volumesOf([], 2)).toEqual([])
  })
})

describe('how far it is', () => {
  const none = { finLe: null, arretLe: null, panne: null, lettres: null }
  const day = new Date(0)
  test.each([
    [none, 'en_attente'],
    [{ ...none, lettres: 3 }, 'en_cours'],
    [{ ...none, lettres: 3, panne: 'x' }, 'en_panne'],
    [{ ...none, lettres: 3, panne: 'x', arretLe: day }, 'arretee'],
    [{ ...none, lettres: 3, arretLe: day, finLe: day }, 'prete'],
  ] as const)('%o is %s', (edition, etat) => expect(etatOf(edition)).toBe(etat))

  test('time left at the pace of the last parts, in words', () => {
    const lettres = 1000
    expect(resteOf({ lettres, faites: 400, allure: { secondes: 20, lettres: 100 } })).toBe(120)
    expect(resteOf({ lettres, faites: 20, allure: { secondes: 2, lettres: 0 } })).toBeUndefined()
    expect(resteOf({ lettres, faites: 0, allure: null })).toBeUndefined()
    expect([undefined, 12, 61, 120, 7200].map(resteInWords)).toEqual([
      'durée encore inconnue',
      'moins d’une minute',
      'environ 1 minute',
      'environ 2 minutes',
      'environ 2 heures',
    ])
  })
})
