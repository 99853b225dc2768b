import { describe, expect, test } from 'vitest'
import {
  controleOuverture,
  derniereFiche,
  type FaitsOuverture,
} from '#src/procedure/campagnes/rules/ouverture.ts'

const complete: FaitsOuverture = {
  reglementApprouve: true,
  domaines: 2,
  domainesSansFormation: [],
  domainesSansReferent: [],
  formationsSansOffre: [],
  formationsSansFiche: [],
  ecolesSansReferent: [],
  referentsSansChef: [],
  referentsSansPlanificateur: [],
  fichesLe: '2027-05-03',
  finConfirmations: '2027-05-21',
  joursFermes: [],
  changementsADecider: 0,
}
const missing = (over: Partial<FaitsOuverture>): string[] =>
  controleOuverture({ ...complete, ...over }).flatMap(({ point, pret }) => (pret ? [] : [point]))

describe('the checklist of an opening', () => {
  test('is empty for a complete campaign', () => {
    expect(missing({})).toEqual([])
  })

  test.each([
    [{ reglementApprouve: false }, ['reglement']],
    [{ domaines: 0 }, ['domaines', 'formations', 'referents']],
    [{ domainesSansReferent: ['Bois'] }, ['referents']],
    [{ formationsSansOffre: ['CAP'] }, ['offres']],
    [{ formationsSansFiche: ['CAP'] }, ['fiches_formation']],
    [{ ecolesSansReferent: ['Collège'] }, ['secteurs']],
    [{ referentsSansChef: ['Lycée'] }, ['chefs']],
    [{ referentsSansPlanificateur: ['Lycée'] }, ['planificateurs']],
    [{ changementsADecider: 1 }, ['changements']],
  ] satisfies [Partial<FaitsOuverture>, string[]][])('names what is missing: %o', (over, points) => {
    expect(missing(over)).toEqual(points)
  })

  test('leaves families ten school days, public holidays and closed days aside', () => {
    // 2027: Ascension is Thursday 6 May, Whit Monday 17 May.
    expect(derniereFiche(complete)).toBe('2027-05-05')
    expect(missing({ fichesLe: '2027-05-05' })).toEqual([])
    expect(missing({ fichesLe: '2027-05-07' })).toEqual(['delai_des_familles'])
    expect(missing({ fichesLe: '2027-05-05', joursFermes: ['2027-05-18'] })).toEqual(['delai_des_familles'])
  })
})
