import { describe, expect, test } from 'vitest'
import {
  dureeDeSeance,
  judgeSeance,
  ordreDePassage,
  type PlaceDeSeance,
} from '#src/procedure/entretiens/rules/seances.ts'

const at = (heure: string): Date => new Date(`2027-03-08T${heure}:00Z`)
const groupe = {
  capacite: 4,
  seance: { communes: 20, individuelles: 15 },
  debut: at('09:00'),
  fin: at('10:20'),
}
const present = (entretienId: number, over: Partial<PlaceDeSeance> = {}): PlaceDeSeance => ({
  entretienId,
  place: entretienId,
  annonce: false,
  trajet: 10,
  college: 'C1',
  ...over,
})
const places = (presents: PlaceDeSeance[]) => Object.fromEntries(ordreDePassage(presents))

describe('a group session, declared', () => {
  test.each([
    ['as long as its hours', {}, undefined],
    ['no session', { seance: null, fin: at('09:05') }, undefined],
    ['nothing told to all', { seance: { communes: 0, individuelles: 20 } }, undefined],
    ['for one pupil', { capacite: 1 }, 'seance_pour_un'],
    ['five minutes longer than its hours', { fin: at('10:15') }, 'seance_hors_plage'],
    ['shorter for each than an interview', { seance: { communes: 5, individuelles: 14 } }, 'seance_courte'],
  ])('%s: %o → %s', (_, over, code) => {
    const judged = judgeSeance({ ...groupe, ...over }, { dureeMinutes: 20 })
    expect(judged.ok ? undefined : judged.refus.code).toBe(code)
  })

  test('lasts until its last place, whoever comes', () => {
    expect(dureeDeSeance(groupe)).toBe(80)
    expect(dureeDeSeance({ capacite: 4 })).toBeUndefined()
  })
})

describe('the order of a group session', () => {
  test('the longest journey home first, those of one collège one after the other, an unknown journey last', () => {
    const order = places([
      present(1, { trajet: null, college: 'C0' }),
      present(2, { trajet: 20, college: 'C2' }),
      present(3, { trajet: 40 }),
      present(4, { trajet: 20, college: 'C1' }),
      present(5, { trajet: 20, college: 'C2' }),
    ])
    expect(order).toEqual({ 3: 1, 4: 2, 2: 3, 5: 4, 1: 5 })
  })

  test('a time that was told stays, whoever comes later from farther', () => {
    const told = [present(1, { annonce: true }), present(2, { annonce: true })]
    expect(places([...told, present(3, { place: 3, trajet: 90 })])).toEqual({ 1: 1, 2: 2, 3: 3 })
  })

  test('who leaves leaves a hole, and nobody is called earlier; who comes then takes it', () => {
    const left = [present(2, { annonce: true }), present(3, { annonce: true })]
    expect(places(left)).toEqual({ 2: 2, 3: 3 })
    expect(places([...left, present(9, { place: 4 })])).toEqual({ 2: 2, 3: 3, 9: 1 })
  })
})
