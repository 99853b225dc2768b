import { describe, expect, test } from 'vitest'
import { personneOf, REVENDICATIONS } from '#src/web/identity/claims.ts'

const read = (claims: Record<string, unknown>) =>
  personneOf({ sub: 'ab12', ...claims }, { noms: REVENDICATIONS, application: 'PASSPRO' })

const HEAD = {
  given_name: 'Solange',
  family_name: 'Fictive',
  email: 'Solange.Fictive@Exemple.fr',
  FrEduFonctAdm: 'DIR',
  FrEduRne: ['0590121l$UAJ$PU$DIR$0590121L$T3$LYC$3000'],
  FrEduRneResp: '0590121L$UAJ$PU$N$T3$LYC$300',
}

describe('claims of agents', () => {
  test('a head, in one value or in a list, in small letters or not, heads his school once', () => {
    expect(read(HEAD)).toEqual({
      sujet: 'ab12',
      nom: 'Solange Fictive',
      courriel: 'solange.fictive@exemple.fr',
      dirige: ['0590121L'],
      delegations: [],
      ine: undefined,
    })
    expect(read({ ...HEAD, FrEduRneResp: ['0590121L', '0590258k'] }).dirige).toEqual(['0590121L', '0590258K'])
  })
  test('a school where a head merely teaches is not his', () => {
    expect(
      read({ ...HEAD, FrEduRneResp: 'X', FrEduRne: '0590999A$UAJ$PU$ENS$0590999A$T3$CLG$340' }).dirige,
    ).toEqual([])
  })
  test.each(['ENS', 'ADF', 'X', undefined])('the function %s heads nothing', (fonction) => {
    expect(read({ ...HEAD, FrEduFonctAdm: fonction }).dirige).toEqual([])
  })
  test.each([['X'], ['']])('« %s » is nothing, for schools too', (none) => {
    expect(read({ ...HEAD, FrEduRne: none, FrEduRneResp: [none] }).dirige).toEqual([])
  })
  test('a delegation for this application, with its days and its head', () => {
    const mine =
      'passpro|/x|01/02/2027|28/02/2027|Solange Fictive|FrEduRneResp=0590121L$UAJ$PU;0590258K$UAJ|s1|m1'
    const other = 'orion|/x|01/02/2027|28/02/2027|Solange Fictive|FrEduRneResp=0590121L$UAJ|s1|m1'
    const undated = 'PASSPRO|/x|31/02/2027|28/02/2027|Solange Fictive|FrEduRneResp=0590121L|s1|m1'
    expect(read({ FrEduResDel: [mine, other, undated] }).delegations).toEqual(
      ['0590121L', '0590258K'].map((uai) => ({
        uai,
        par: 'Solange Fictive',
        debut: '2027-02-01',
        fin: '2027-02-28',
      })),
    )
  })
})

describe('claims of families', () => {
  test('a pupil brings his INE, a guardian an empty one', () => {
    expect(read({ FrEduCtEleveINE: '123456789ab' }).ine).toBe('123456789AB')
    expect(read({ FrEduCtEleveINE: '' }).ine).toBeUndefined()
  })
})

test('without a subject there is nobody', () => {
  expect(() => personneOf({}, { noms: REVENDICATIONS, application: 'PASSPRO' })).toThrow(/sub|personne/)
})
