import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import {
  echeanceOf,
  etatOf,
  judgeLiberation,
  premierJourConvocable,
  reglesDeVague,
  remplacantsOf,
  type Intervenant,
  type Semaine,
} from '#src/procedure/entretiens/rules/vagues.ts'

const regles = { joursConvocation: 5, joursFermes: [] }
const aSemaine = (over: Partial<Semaine> = {}): Semaine => ({
  semaine: '2027-03-15',
  provisoires: 3,
  convoques: 0,
  oublies: 0,
  ...over,
})

test('what a campaign says of its waves; without closed days, none', () => {
  expect(reglesDeVague({ joursConvocation: 7, contraintes: {} })).toEqual({
    joursConvocation: 7,
    joursFermes: [],
  })
  const joursFermes = ['2027-03-10']
  expect(reglesDeVague({ joursConvocation: 5, contraintes: { joursFermes } }).joursFermes).toBe(joursFermes)
})

describe('when a wave is due', () => {
  test('so many school days before the first school day of its week', () => {
    expect(echeanceOf('2027-03-15', regles)).toBe('2027-03-08')
    expect(echeanceOf('2027-03-15', { ...regles, joursConvocation: 10 })).toBe('2027-03-01')
    // Easter Monday: the week begins on Tuesday 30 March.
    expect(echeanceOf('2027-03-29', regles)).toBe('2027-03-22')
    expect(echeanceOf('2027-03-15', { ...regles, joursFermes: ['2027-03-10', '2027-03-11'] })).toBe(
      '2027-03-04',
    )
  })

  test('what is placed today can be convoked in time from so many school days on', () => {
    expect(premierJourConvocable('2027-03-05', regles)).toBe('2027-03-12')
    expect(premierJourConvocable('2027-03-06', regles)).toBe('2027-03-12')
  })
})

describe('the state of a wave', () => {
  test.each([
    ['2027-03-07', {}, 'a_venir'],
    ['2027-03-08', {}, 'a_liberer'],
    ['2027-03-16', {}, 'a_liberer'],
    ['2027-03-08', { provisoires: 0, convoques: 3 }, 'liberee'],
    ['2027-03-08', { provisoires: 1, convoques: 3 }, 'a_liberer'],
    ['2027-03-01', { provisoires: 0, convoques: 3 }, 'liberee'],
    ['2027-03-07', { provisoires: 0, convoques: 0 }, 'a_venir'],
  ] as const)('on %s with %o: %s', (today, over, etat) => {
    expect(etatOf(aSemaine(over), { today, regles })).toBe(etat)
  })

  test('is released when it is due and holds somebody, not before', () => {
    expect(judgeLiberation(aSemaine(), { today: '2027-03-08', regles }).ok).toBe(true)
    expect(judgeLiberation(aSemaine(), { today: '2027-03-07', regles })).toEqual({
      ok: false,
      refus: { code: 'vague_a_venir', details: { echeance: '2027-03-08' } },
    })
    for (const none of [undefined, aSemaine({ provisoires: 0 })])
      expect(judgeLiberation(none, { today: '2027-03-08', regles })).toEqual({
        ok: false,
        refus: { code: 'vague_vide' },
      })
  })
})

describe('substitutes', () => {
  const range = (de: string, a: string) => ({
    debut: instantOf(`2027-03-15T${de}`, 'Europe/Paris'),
    fin: instantOf(`2027-03-15T${a}`, 'Europe/Paris'),
  })
  const anIntervenant = (id: number, over: Partial<Intervenant> = {}): Intervenant => ({
    id,
    nom: `Mme Fictive ${id}`,
    domaines: ['bois'],
    prises: [],
    empeche: [],
    disponible: [],
    ...over,
  })
  const asked = [{ ...range('09:00', '09:20'), domaine: 'bois' }]

  test('hold interviews of the domaine and are free at that time; those already there come first', () => {
    const equipe = [
      anIntervenant(1),
      anIntervenant(2),
      anIntervenant(3, { disponible: [range('08:00', '12:00')] }),
      anIntervenant(4, { domaines: ['metal'] }),
      anIntervenant(5, { prises: [range('09:10', '09:30')] }),
      anIntervenant(6, { prises: [range('09:20', '09:40')] }),
      anIntervenant(7, { empeche: [range('08:00', '18:00')] }),
    ]
    const found = remplacantsOf(asked, { absents: [1], equipe })
    expect(found.map(({ id, present }) => [id, present])).toEqual([
      [3, true],
      [2, false],
      [6, false],
    ])
  })

  test('what ends as it begins, or comes later, takes nobody', () => {
    const equipe = [range('08:40', '09:00'), range('10:00', '10:20'), range('09:19', '09:30')].map(
      (one, id) => anIntervenant(id, { prises: [one] }),
    )
    expect(remplacantsOf(asked, { absents: [], equipe }).map(({ id }) => id)).toEqual([0, 1])
  })

  test('are there when they said that they can for the whole of it', () => {
    const there = (de: string, a: string) =>
      remplacantsOf(asked, { absents: [], equipe: [anIntervenant(1, { disponible: [range(de, a)] })] })[0]
        ?.present
    expect([
      there('09:00', '09:20'),
      there('09:01', '12:00'),
      there('08:00', '09:19'),
      there('13:00', '14:00'),
    ]).toEqual([true, false, false, false])
  })

  test('hold all the interviews of who is absent, not some', () => {
    const both = [...asked, { ...range('10:00', '10:20'), domaine: 'metal' }]
    const equipe = [
      anIntervenant(1),
      anIntervenant(2, { domaines: ['bois', 'metal'], disponible: [range('09:00', '09:30')] }),
      anIntervenant(3, { domaines: ['bois', 'metal'], disponible: [range('09:00', '11:00')] }),
    ]
    expect(remplacantsOf(both, { absents: [], equipe }).map(({ id, present }) => [id, present])).toEqual([
      [3, true],
      [2, false],
    ])
  })
})
