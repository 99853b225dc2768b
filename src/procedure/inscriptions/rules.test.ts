import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { cell, readCases } from '#src/kit/testing.ts'
import { aCampagne, aReglement } from '#src/procedure/campagnes/examples.ts'
import type { Campagne } from '#src/procedure/campagnes/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'
import { isAmenagement, type NouvelleInscription } from '#src/procedure/inscriptions/model.ts'
import { judgeAvisOrigine, judgeInscription } from '#src/procedure/inscriptions/rules.ts'
import { sentenceInscription } from '#src/procedure/inscriptions/texts.ts'

const zone = 'Europe/Paris'
const formation = { mef: '2472340121', libelle: 'Menuiserie (fictive)', domaine: 'bois' }

describe('may a pupil be registered', () => {
  const judge = (
    over: {
      item?: Partial<NouvelleInscription>
      campagne?: Partial<Campagne>
      at?: string
      connue?: boolean
    } = {},
  ) =>
    judgeInscription(anInscription({ eleveId: 1, ...over.item }), {
      campagne: aCampagne(over.campagne),
      formation: over.connue === false ? undefined : formation,
      uai: '0759901P',
      now: instantOf(over.at ?? '2027-02-01T10:00', zone),
      zone,
    })

  test('for a formation of the campaign, with needs that are known', () => {
    const amenagements = ['acces_fauteuil', 'interprete:portugais']
    expect(judge({ item: { amenagements } })).toEqual({ ok: true, value: formation })
  })

  test('until the last second of the deadline', () => {
    expect(judge({ at: '2027-02-26T23:59:59' }).ok).toBe(true)
    const late = judge({ at: '2027-02-27T00:00:00' })
    expect(late).toEqual({
      ok: false,
      refus: { code: 'inscription_tardive', details: { jusquAu: '2027-02-26' } },
    })
    if (!late.ok)
      expect(sentenceInscription(late.refus)).toMatch(/jusqu’au vendredi 26 février 2027 à 23 h 59/)
  })

  test.each([
    [{ code: 'campagne_fermee' }, { campagne: { ouverte: false } }],
    [{ code: 'formation_inconnue', details: { mef: formation.mef } }, { connue: false }],
    [
      { code: 'amenagement_inconnu', details: { amenagement: 'dyslexie' } },
      { item: { amenagements: ['acces_fauteuil', 'dyslexie'] } },
    ],
  ])('else %o', (refus, over) => expect(judge(over)).toEqual({ ok: false, refus }))

  test('later, when the académie put it off for the pupil or for his school', () => {
    const until = (whose: { eleveId: number | null; uai: string | null }) =>
      judge({
        at: '2027-03-02T10:00',
        campagne: { prolongations: [{ echeance: 'finInscriptions', jusquAu: '2027-03-02', ...whose }] },
      }).ok
    expect([until({ eleveId: 1, uai: null }), until({ eleveId: null, uai: '0759901P' })]).toEqual([
      true,
      true,
    ])
    expect([until({ eleveId: 2, uai: null }), until({ eleveId: null, uai: '0759902R' })]).toEqual([
      false,
      false,
    ])
  })

  test('a functional need is one of the list, never a diagnosis', () => {
    const needs = ['acces_fauteuil', 'duree_majoree', 'accompagnant', 'ecrit', 'interprete:langue des signes']
    expect(needs.every(isAmenagement)).toBe(true)
    expect(['dyspraxie', 'interprete:', 'interprete:42', 'interprete', ''].some(isAmenagement)).toBe(false)
  })
})

describe('may the origin avis be signed', () => {
  test.each(readCases(import.meta.dirname, 'avis-origine.csv'))('$cas', (cas) => {
    const debut = cell(cas, 'entretien')
    const verdict = judgeAvisOrigine(
      anAvisOrigine({
        eleveId: 1,
        mef: cas['mef_donnee'] === 'oui' ? formation.mef : null,
        avis: cell(cas, 'avis'),
        commentaire: cell(cas, 'commentaire'),
      }),
      {
        campagne: aCampagne({
          reglement: aReglement('exemple-gradue', {
            avisOrigine: cas['reglement'] === 'par_eleve' ? 'par_eleve' : 'par_formation',
            avisOrigineAvantEntretien: cas['avant_entretien'] === 'oui',
          }),
        }),
        uai: '0759901P',
        inscription: cas['inscrit'] === 'oui' ? { id: 1 } : undefined,
        debutEntretien: debut === 'aucun' ? null : instantOf(debut, zone),
        now: instantOf(cell(cas, 'instant'), zone),
        zone,
      },
    )
    expect(verdict.ok ? verdict.value : verdict.refus.code).toBe(cell(cas, 'attendu'))
    if (!verdict.ok) expect(sentenceInscription(verdict.refus)).toMatch(/^[A-ZÀ-Ü«].*\.$/u)
  })

  const judge = (over: { avis?: string; at: string; campagne?: Partial<Campagne> }) =>
    judgeAvisOrigine(anAvisOrigine({ eleveId: 1, mef: formation.mef, avis: over.avis ?? 'favorable' }), {
      campagne: aCampagne(over.campagne),
      uai: '0759901P',
      inscription: { id: 1 },
      debutEntretien: null,
      now: instantOf(over.at, zone),
      zone,
    })

  test('else it is told which levels there are, or until when it was possible', () => {
    expect(judge({ avis: 'excellent', at: '2027-03-01' })).toEqual({
      ok: false,
      refus: {
        code: 'niveau_inconnu',
        details: { avis: 'excellent', niveaux: 'reserve, assez_favorable, favorable' },
      },
    })
    expect(judge({ at: '2027-03-20' })).toEqual({
      ok: false,
      refus: { code: 'avis_origine_tardif', details: { jusquAu: '2027-03-19' } },
    })
  })

  test('later, when the académie put it off for the pupil or for his school', () => {
    const until = (whose: { eleveId: number | null; uai: string | null }) =>
      judge({
        at: '2027-03-22T10:00',
        campagne: { prolongations: [{ echeance: 'finAvisOrigine', jusquAu: '2027-03-22', ...whose }] },
      }).ok
    expect([until({ eleveId: 1, uai: null }), until({ eleveId: null, uai: '0759901P' })]).toEqual([
      true,
      true,
    ])
    expect([until({ eleveId: 2, uai: null }), until({ eleveId: null, uai: '0759902R' })]).toEqual([
      false,
      false,
    ])
  })
})
