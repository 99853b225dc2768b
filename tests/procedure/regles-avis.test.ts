import { describe, expect, test } from 'vitest'
import { computeAvisFinaux, rapprochementOf } from '#src/procedure/bonus/api.ts'
import { at, codeOf, eleveAt, must } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
  playParcours,
} from '#src/procedure/bonus/examples/parcours.ts'
import {
  approveReglement,
  openCampagne,
  createCampagne,
  writeReglement,
} from '#src/procedure/campagnes/api.ts'
import { aCalendrier, aReglement } from '#src/procedure/campagnes/examples.ts'
import { recordPresences, signAvisReferent } from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'
import { finaux, terrain } from './terrain.ts'

const { asOwner, campagneOf, db } = terrain()

describe('the reglement', () => {
  test('needs a second person before the campaign opens', async () => {
    const { acteur, approbateur } = await campagneOf({ elevesParCollege: 0 })
    const self = { db: db(), acteur }
    const id = await at(self, '2027-01-04', async (tx) =>
      must(await writeReglement(tx, { nom: 'quatre-yeux', contenu: aReglement() })),
    )
    const campagneId = await at(self, '2027-01-04', async (tx) =>
      must(
        await createCampagne(tx, {
          annee: '2026-2027',
          dispositif: 'QUATRE-YEUX',
          reglementId: id,
          calendrier: aCalendrier(),
          contraintes: {},
          graine: 1,
          horloge: null,
        }),
      ),
    )
    expect(codeOf(await at(self, '2027-01-05', (tx) => approveReglement(tx, id)))).toBe('meme_personne')
    expect(codeOf(await at(self, '2027-01-05', (tx) => openCampagne(tx, campagneId)))).toBe(
      'reglement_non_approuve',
    )
    must(await at({ db: db(), acteur: approbateur }, '2027-01-05', (tx) => approveReglement(tx, id)))
    must(await at(self, '2027-01-06', (tx) => openCampagne(tx, campagneId)))
  })

  test('A1, A12: is frozen by the base once the campaign is open, and a version never changes', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const other = await at(campagne, '2027-01-12', async (tx) =>
      must(await writeReglement(tx, { nom: 'autre', contenu: aReglement('paris') })),
    )
    await expect(
      at(campagne, '2027-01-12', ({ trx }) =>
        trx
          .updateTable('campagne')
          .set({ reglement_id: other })
          .where('id', '=', campagne.campagneId)
          .execute(),
      ),
    ).rejects.toThrow(/figé à l’ouverture|figé à l'ouverture/)
    await expect(
      asOwner('update campagne set reglement_id = $1 where id = $2', [other, campagne.campagneId]),
    ).rejects.toThrow(/figé/)
    await expect(asOwner(`update reglement set contenu = '{}' where id = $1`, [other])).rejects.toThrow(
      /ne se modifie pas/,
    )
    await expect(asOwner('delete from reglement where id = $1', [other])).rejects.toThrow(/ne se modifie pas/)
  })
})

describe('rule 1: one interview for (pupil, domaine)', () => {
  test('two formations of one domaine share it, and each has its avis', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { id: eleveId } = eleveAt(campagne, 0)
    const parcours = [
      aParcours({ eleveId }),
      aParcours({ eleveId, mef: '2472340221', referent: 'reserve', origine: 'reserve' }),
      aParcours({ eleveId, mef: '2473340321' }),
    ]
    await playInscriptions(campagne, parcours)
    await playAvisOrigine(campagne, parcours)
    await playEntretiens(campagne, parcours)
    await playFiches(campagne)
    const interviews = await asOwner<{ domaine: string }>(
      'select domaine from entretien where eleve_id = $1 order by domaine',
      [eleveId],
    )
    expect(interviews.map((row) => row.domaine)).toEqual(['bois', 'cuisine'])
    expect((await finaux(campagne)).map((one) => one.sens)).toEqual([
      'tres_favorable',
      'reserve',
      'tres_favorable',
    ])
  })

  test('the base refuses a second one, whoever writes it', async () => {
    const [one] = await asOwner<{ eleve_id: number }>('select eleve_id from entretien limit 1')
    await expect(
      asOwner(
        `insert into entretien (academie, campagne_id, eleve_id, domaine, creneau_id, place, plage, place_le)
         select academie, campagne_id, eleve_id, domaine, creneau_id, 99, tstzrange('2030-01-01', '2030-01-02'), now()
         from entretien where eleve_id = $1 limit 1`,
        [one?.eleve_id],
      ),
    ).rejects.toThrow(/un_entretien_par_eleve_et_domaine/)
  })
})

describe('rule 2: the origin avis comes before the interview, which freezes it', () => {
  test.each([
    [true, 'avis_origine_apres_entretien'],
    [false, undefined],
  ])('avisOrigineAvantEntretien %s', async (avisOrigineAvantEntretien, code) => {
    const campagne = await campagneOf({
      elevesParCollege: 1,
      reglement: aReglement('exemple-gradue', { avisOrigineAvantEntretien }),
    })
    const { id: eleveId } = eleveAt(campagne, 0)
    await playInscriptions(campagne, [aParcours({ eleveId })])
    const [result] = await at(campagne, '2027-03-18', (tx) =>
      signAvisOrigine(tx, { campagneId: campagne.campagneId, items: [anAvisOrigine({ eleveId })] }),
    )
    expect(codeOf(result)).toBe(code)
  })

  test('one result per item, in order: the good ones stand beside the refused', async () => {
    const campagne = await campagneOf()
    const [a, b] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
    await playInscriptions(campagne, [aParcours({ eleveId: a }), aParcours({ eleveId: b })])
    const results = await at(campagne, '2027-02-28', (tx) =>
      signAvisOrigine(tx, {
        campagneId: campagne.campagneId,
        items: [
          anAvisOrigine({ eleveId: a, avis: 'parfait' }),
          anAvisOrigine({ eleveId: b }),
          anAvisOrigine({ eleveId: b, avis: 'réservé' }),
          anAvisOrigine({ eleveId: a, mef: '2473340321' }),
          anAvisOrigine({ eleveId: a, commentaire: ' ' }),
        ],
      }),
    )
    expect(results.map((one) => codeOf(one) ?? 'ok')).toEqual([
      'niveau_inconnu',
      'ok',
      'avis_origine_existant',
      'inscription_absente',
      'commentaire_absent',
    ])
  })

  test('an avis per pupil covers formations registered later', async () => {
    const campagne = await campagneOf({ reglement: 'paris', elevesParCollege: 1 })
    const { campagneId } = campagne
    const { id: eleveId } = eleveAt(campagne, 0)
    const register = (mef: string, local: string) =>
      at(campagne, local, (tx) =>
        registerInscriptions(tx, { campagneId, items: [anInscription({ eleveId, mef })] }),
      )
    await register('2472340121', '2027-02-01')
    await at(campagne, '2027-02-02', (tx) =>
      signAvisOrigine(tx, { campagneId, items: [anAvisOrigine({ eleveId })] }),
    )
    await register('2473340321', '2027-02-03')
    await at(campagne, '2027-02-04', (tx) => computeAvisFinaux(tx, campagneId))
    const rows = await asOwner<{ sens_origine: string }>(
      'select sens_origine from avis_final where campagne_id = $1',
      [campagneId],
    )
    expect(rows.map((row) => row.sens_origine)).toEqual(['favorable', 'favorable'])
  })
})

describe('rule 3: what is missing is never « réservé »', () => {
  test('each state is itself, without level and without point', async () => {
    const campagne = await campagneOf()
    const ids = campagne.eleves.map((one) => one.id)
    const cases = [
      aParcours({ eleveId: ids[0] ?? 0, presence: 'absent' }),
      aParcours({ eleveId: ids[1] ?? 0, presence: 'excuse' }),
      aParcours({ eleveId: ids[2] ?? 0, presence: 'annule_par_lycee' }),
      aParcours({ eleveId: ids[3] ?? 0, presence: null }),
      aParcours({ eleveId: ids[4] ?? 0, origine: null }),
      aParcours({ eleveId: ids[5] ?? 0, referent: null }),
    ]
    await playParcours(campagne, cases)
    await at(campagne, '2027-02-02', (tx) =>
      registerInscriptions(tx, {
        campagneId: campagne.campagneId,
        items: [anInscription({ eleveId: ids[6] ?? 0 })],
      }),
    )
    await at(campagne, '2027-05-01', (tx) => computeAvisFinaux(tx, campagne.campagneId))
    const rows = await finaux(campagne)
    expect(rows.map((one) => one.etat)).toEqual([
      'absent',
      'excuse',
      'annule_par_lycee',
      'avis_referent_manquant',
      'avis_origine_manquant',
      'avis_referent_manquant',
      'non_place',
    ])
    for (const one of rows) expect(one).toMatchObject({ sens: null, points: 0 })
    const { etats } = await at(campagne, '2027-05-23', (tx) => rapprochementOf(tx, campagne.campagneId))
    expect(new Set(etats.map((one) => one.etat))).toEqual(new Set(['points_nuls']))
  })

  test('the base itself refuses points without a complete crossing', async () => {
    await expect(asOwner(`update avis_final set points = 10 where etat = 'absent'`)).rejects.toThrow(
      /points_seulement_si_complet/,
    )
  })

  test('an absent pupil gets no avis, and a presence is not changed once an avis rests on it', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { campagneId } = campagne
    const [a, b] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
    const parcours = [aParcours({ eleveId: a, presence: 'absent' }), aParcours({ eleveId: b })]
    await playInscriptions(campagne, parcours)
    await playEntretiens(campagne, parcours)
    const [refused] = await at(campagne, '2027-04-16', (tx) =>
      signAvisReferent(tx, { campagneId, items: [anAvisReferent({ eleveId: a })] }),
    )
    expect(codeOf(refused)).toBe('eleve_absent')
    const results = await at(campagne, '2027-04-16', (tx) =>
      recordPresences(tx, {
        campagneId,
        items: [a, b].map((eleveId) => ({ eleveId, domaine: 'bois', etat: 'excuse' })),
      }),
    )
    expect(results.map(codeOf)).toEqual([undefined, 'presence_apres_avis'])
  })
})
