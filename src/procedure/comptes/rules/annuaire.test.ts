import { describe, expect, test } from 'vitest'
import { habilitationsSelonAnnuaire, type Dires } from '#src/procedure/comptes/rules/annuaire.ts'

const COLLEGE = '0759901V'
const LYCEE = '0759902W'
const CITE = '0759903X'
const cotes = [
  { uai: COLLEGE, origine: true, referent: false },
  { uai: LYCEE, origine: false, referent: true },
  { uai: CITE, origine: true, referent: true },
]
const jour = '2027-03-10'
const given = (dires: Partial<Dires>, eleves: readonly number[] = []) =>
  habilitationsSelonAnnuaire(
    { dirige: [], delegations: [], ine: undefined, ...dires },
    { cotes, eleves, jour },
  )
const nobody = { eleveId: null, responsableId: null }

describe('rights said by a directory', () => {
  test('to a head, each side of each of his schools, from today and without an end', () => {
    const days = { debut: jour, fin: null }
    expect(given({ dirige: [COLLEGE, LYCEE, CITE] })).toEqual([
      { role: 'chef_origine', uai: COLLEGE, ...nobody, ...days },
      { role: 'chef_referent', uai: LYCEE, ...nobody, ...days },
      { role: 'chef_origine', uai: CITE, ...nobody, ...days },
      { role: 'chef_referent', uai: CITE, ...nobody, ...days },
    ])
  })

  test('none for a school that the académie does not know, and none to who says nothing', () => {
    expect(given({ dirige: ['0000000A'] })).toEqual([])
    expect(given({})).toEqual([])
  })

  test('to a delegate, the days of his delegation, first and last included, and by whom', () => {
    const delegation = { uai: LYCEE, par: 'M. Durand-Fictif', debut: '2027-03-01', fin: '2027-03-31' }
    const on = (debut: string, fin: string) => given({ delegations: [{ ...delegation, debut, fin }] }).length
    expect(given({ delegations: [delegation] })).toEqual([
      {
        role: 'chef_referent',
        uai: LYCEE,
        ...nobody,
        debut: '2027-03-01',
        fin: '2027-03-31',
        delegueePar: 'M. Durand-Fictif',
      },
    ])
    expect([on(jour, jour), on('2027-03-11', '2027-03-31'), on('2027-03-01', '2027-03-09')]).toEqual([
      1, 0, 0,
    ])
  })

  test('who heads a school needs no delegation there', () => {
    const delegations = [{ uai: COLLEGE, par: 'x', debut: '2027-03-01', fin: '2027-03-31' }]
    expect(
      given({ dirige: [COLLEGE], delegations }).map(({ role, delegueePar }) => [role, delegueePar]),
    ).toEqual([['chef_origine', undefined]])
  })

  test('to a pupil, his own files', () => {
    expect(given({}, [7, 8])).toEqual(
      [7, 8].map((eleveId) => ({
        role: 'eleve',
        uai: null,
        eleveId,
        responsableId: null,
        debut: jour,
        fin: null,
      })),
    )
  })
})
