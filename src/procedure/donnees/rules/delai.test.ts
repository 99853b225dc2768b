import { describe, expect, test } from 'vitest'
import { echeanceDeReponse, etatDeLaDemande } from '#src/procedure/donnees/rules/delai.ts'

describe('one month to answer', () => {
  test.each([
    ['2027-03-10', '2027-04-10'],
    ['2027-01-31', '2027-02-28'],
    ['2028-01-31', '2028-02-29'],
    ['2027-12-15', '2028-01-15'],
    ['2027-10-31', '2027-11-30'],
    ['2027-11-30', '2027-12-30'],
  ])('%s: until %s', (recueLe, echeance) => expect(echeanceDeReponse(recueLe)).toBe(echeance))

  test.each([
    ['2027-04-04', 'en_cours'],
    ['2027-04-05', 'a_repondre'],
    ['2027-04-10', 'a_repondre'],
    ['2027-04-11', 'en_retard'],
  ])('on %s: %s', (jour, etat) => {
    expect(etatDeLaDemande({ recueLe: '2027-03-10', repondue: false, jour })).toBe(etat)
    expect(etatDeLaDemande({ recueLe: '2027-03-10', repondue: true, jour })).toBe('repondue')
  })
})
