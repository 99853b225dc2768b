import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { cell, readCases, type Cas } from '#src/kit/testing.ts'
import { aCampagne, aReglement } from '#src/procedure/campagnes/examples.ts'
import type { Decision, Dossier } from '#src/procedure/bonus/model.ts'
import { CONFIRMATION_RESPONSABLES } from '#src/procedure/campagnes/model.ts'
import { isConfirme, isRefuse, judgeConfirmation } from '#src/procedure/bonus/rules/confirmation.ts'

const CAS = readCases(import.meta.dirname, 'confirmation.csv')

type Faits = Pick<Dossier, 'majeur' | 'responsables' | 'injoignables' | 'decisions'>

function faitsOf(cas: Cas): Faits {
  const guardians = [
    { id: 11, said: cell(cas, 'responsable_1') },
    { id: 12, said: cell(cas, 'responsable_2') },
  ].filter((one) => one.said !== 'aucun')
  const words = [{ id: null, said: cell(cas, 'eleve') }, ...guardians]
  return {
    majeur: cell(cas, 'age') === 'majeur',
    responsables: guardians.map((one) => one.id),
    injoignables: guardians.filter((one) => one.said === 'injoignable').map((one) => one.id),
    decisions: words.flatMap(({ id, said }): Decision[] =>
      said === 'oui' || said === 'non' ? [{ responsableId: id, decision: said }] : [],
    ),
  }
}

function verdict(reglage: string, faits: Faits): string {
  const confirmationResponsables = CONFIRMATION_RESPONSABLES.find((one) => one === reglage)
  if (!confirmationResponsables) throw new Error(`réglage inconnu : ${reglage}`)
  if (isRefuse(faits)) return 'refuse'
  const reglement = aReglement('paris', { confirmationResponsables })
  return isConfirme(reglement, faits) ? 'confirme' : 'non_confirme'
}

describe('who must confirm', () => {
  test('A15: the table is complete: three settings, two ages, every word of the pupil and of up to two guardians', () => {
    const keys = new Set(CAS.map((cas) => Object.values(cas).slice(0, 5).join('/')))
    expect(keys.size).toBe(3 * 2 * 3 * (1 + 4 + 4 * 4))
    expect(CAS).toHaveLength(keys.size)
  })

  test.each(CAS)(
    '$reglage, $age, élève $eleve, responsables $responsable_1 et $responsable_2: $attendu',
    (cas) => expect(verdict(cell(cas, 'reglage'), faitsOf(cas))).toBe(cell(cas, 'attendu')),
  )

  test('a « non » is never overridden, not even of a guardian recorded out of reach before he spoke', () => {
    const decisions: Decision[] = [
      { responsableId: null, decision: 'oui' },
      { responsableId: 11, decision: 'non' },
    ]
    const faits = { majeur: false, responsables: [11], injoignables: [11], decisions }
    for (const reglage of CONFIRMATION_RESPONSABLES) {
      expect(verdict(reglage, faits)).toBe('refuse')
      const reglement = aReglement('paris', { confirmationResponsables: reglage })
      expect(isConfirme(reglement, faits)).toBe(false)
    }
  })

  test('A27: the « oui » of somebody who is no legal guardian is worth nothing', () => {
    const decisions: Decision[] = [null, 99].map((responsableId) => ({ responsableId, decision: 'oui' }))
    expect(verdict('un', { majeur: false, responsables: [11], injoignables: [], decisions })).toBe(
      'non_confirme',
    )
  })
})

describe('when', () => {
  const zone = 'Europe/Paris'
  const judge = (local: string, over: { inscrit?: boolean; legitime?: boolean } = {}) =>
    judgeConfirmation({
      campagne: aCampagne(),
      eleveId: 1,
      uai: '0759901P',
      inscrit: true,
      legitime: true,
      now: instantOf(local, zone),
      zone,
      ...over,
    })

  test('until the last second of the day', () => {
    expect(judge('2027-05-21T23:59:59').ok).toBe(true)
    expect(judge('2027-05-22T00:00:00')).toEqual({
      ok: false,
      refus: { code: 'confirmation_tardive', details: { jusquAu: '2027-05-21' } },
    })
  })

  test('only on a registration, and only by those who may', () => {
    expect(judge('2027-05-10', { inscrit: false })).toMatchObject({ refus: { code: 'inscription_absente' } })
    expect(judge('2027-05-10', { legitime: false })).toMatchObject({ refus: { code: 'personne_etrangere' } })
  })
})
