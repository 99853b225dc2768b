import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { cell, readCases } from '#src/kit/testing.ts'
import { aCampagne, aReglement } from '#src/procedure/campagnes/examples.ts'
import { anAvisReferent, anEntretien } from '#src/procedure/entretiens/examples.ts'
import {
  dureeOf,
  judgeAvisReferent,
  judgeCompteRendu,
  judgePresence,
  visibleAvisOrigine,
} from '#src/procedure/entretiens/rules.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'

const zone = 'Europe/Paris'
const PRESENCES = ['present', 'absent', 'excuse', 'annule_par_lycee'] as const

describe('may the presence be recorded', () => {
  const judge = (at: string, over: { avisSigne?: boolean; entretien?: false } = {}) =>
    judgePresence(over.entretien === false ? undefined : anEntretien(), {
      avisSigne: over.avisSigne ?? false,
      now: instantOf(at, zone),
      zone,
    })

  test('from the first second of its day on, and as long as no avis rests on it', () => {
    expect(judge('2027-03-07T23:59:59')).toEqual({ ok: false, refus: { code: 'entretien_a_venir' } })
    expect(judge('2027-03-08T00:00:00').ok).toBe(true)
    expect(judge('2027-06-08').ok).toBe(true)
    expect(judge('2027-03-08', { avisSigne: true })).toEqual({
      ok: false,
      refus: { code: 'presence_apres_avis' },
    })
  })

  test('late within 15 minutes keeps the slot: nobody is absent before, and who comes is received', () => {
    const at = (time: string, etat: 'absent' | 'present') =>
      judgePresence(anEntretien(), {
        avisSigne: false,
        etat,
        now: instantOf(`2027-03-08T${time}`, zone),
        zone,
      })
    expect(at('09:14:59', 'absent')).toEqual({
      ok: false,
      refus: { code: 'retard_possible', details: { heure: '9 h 15' } },
    })
    expect([at('09:15:00', 'absent').ok, at('09:14:59', 'present').ok]).toEqual([true, true])
  })

  test('of an interview that is placed', () => {
    expect(judge('2027-03-08', { entretien: false })).toEqual({
      ok: false,
      refus: { code: 'entretien_absent' },
    })
  })
})

describe('may the compte rendu be written', () => {
  test('once the pupil was received, and only then', () => {
    expect(judgeCompteRendu(anEntretien(), 'Visiter l’atelier.').ok).toBe(true)
    for (const presence of ['absent', 'excuse', 'annule_par_lycee', null] as const)
      expect(judgeCompteRendu(anEntretien({ presence }), 'Conseil')).toMatchObject({
        refus: { code: 'eleve_non_recu' },
      })
  })

  test('it says something, of an interview', () => {
    expect(judgeCompteRendu(anEntretien(), ' \n ')).toMatchObject({ refus: { code: 'compte_rendu_vide' } })
    expect(judgeCompteRendu(undefined, 'Conseil')).toMatchObject({ refus: { code: 'entretien_absent' } })
  })
})

describe('may the referent avis be signed', () => {
  test.each(readCases(import.meta.dirname, 'avis-referent.csv'))('$cas', (cas) => {
    const entretien = anEntretien({
      presence: PRESENCES.find((one) => one === cas['presence']) ?? null,
      compteRendu: cas['compte_rendu'] === 'oui',
    })
    const avis = anAvisReferent({ avis: cell(cas, 'avis'), commentaire: cell(cas, 'commentaire') })
    const verdict = judgeAvisReferent(avis, {
      campagne: aCampagne(),
      inscrit: cas['inscrit'] === 'oui',
      entretien: cas['entretien'] === 'oui' ? entretien : undefined,
      now: instantOf(cell(cas, 'instant'), zone),
      zone,
    })
    expect(verdict.ok ? verdict.value : verdict.refus.code).toBe(cell(cas, 'attendu'))
    if (!verdict.ok) expect(sentenceEntretien(verdict.refus)).toMatch(/^[A-ZÀ-Ü«].*\.$/u)
  })

  test('with the levels of the reglement: Paris knows two', () => {
    const facts = {
      campagne: aCampagne({ reglement: aReglement('paris') }),
      inscrit: true,
      entretien: anEntretien(),
      now: instantOf('2027-03-08T10:00', zone),
      zone,
    }
    expect(judgeAvisReferent(anAvisReferent(), facts).ok).toBe(true)
    expect(judgeAvisReferent(anAvisReferent({ avis: 'assez favorable' }), facts)).toMatchObject({
      refus: { code: 'niveau_inconnu', details: { niveaux: 'reserve, favorable' } },
    })
  })
})

test('an interview lasts a third more for who needs it, rounded up to five minutes', () => {
  const longer = (minutes: number): number => dureeOf(minutes, ['ecrit', 'duree_majoree'])
  expect([15, 20, 25, 30, 45].map(longer)).toEqual([20, 30, 35, 40, 60])
  expect(dureeOf(20, ['acces_fauteuil'])).toBe(20)
})

describe('what an interviewer sees of the origin avis', () => {
  test.each([
    ['complet', 'complet', 'complet'],
    ['commentaire_seul', 'commentaire', 'commentaire'],
    ['scelle_jusqu_au_brouillon', 'scelle', 'complet'],
  ] as const)('%s: before his compte rendu, and once it is written', (visibilite, before, after) => {
    expect([false, true].map((compteRendu) => visibleAvisOrigine(visibilite, { compteRendu }))).toEqual([
      before,
      after,
    ])
  })
})

test('a compte rendu changes until an avis is signed, and no more', () => {
  expect(judgeCompteRendu(anEntretien(), 'Conseil', { avisSigne: false }).ok).toBe(true)
  expect(judgeCompteRendu(anEntretien(), 'Conseil', { avisSigne: true })).toEqual({
    ok: false,
    refus: { code: 'compte_rendu_signe' },
  })
})

test('who signs too late is told until when it was possible', () => {
  const facts = { campagne: aCampagne(), inscrit: true, entretien: anEntretien(), zone }
  expect(judgeAvisReferent(anAvisReferent(), { ...facts, now: instantOf('2027-05-01T00:00', zone) })).toEqual(
    { ok: false, refus: { code: 'avis_referent_tardif', details: { jusquAu: '2027-04-30' } } },
  )
})
