import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import {
  cleDeRepetition,
  computeAvisFinaux,
  emitFiches,
  exportBonus,
  importVoeux,
  isSealed,
  rapprochementOf,
  readFiches,
  recordConfirmations,
} from '#src/procedure/bonus/api.ts'
import {
  at,
  codeOf,
  eleveAt,
  eleveByCle,
  fictionalCampagne,
  legauxOf,
  must,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aLigneVoeu } from '#src/procedure/bonus/examples/dossiers.ts'
import {
  aParcours,
  parolesOf,
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
import { importEleves, listEleves } from '#src/procedure/eleves/api.ts'
import { anEleveLu } from '#src/procedure/eleves/examples.ts'
import { recordPresences, signAvisReferent } from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { aLigneEtablissement } from '#src/procedure/etablissements/examples.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0
const campagneOf = (options: OptionsCampagne = {}): Promise<CampagneFictive> =>
  fictionalCampagne(base.db, { dispositif: `REGLE-${++serial}`, ...options })

async function asOwner<T extends object>(statement: string, values: unknown[] = []): Promise<T[]> {
  const owner = new pg.Client(ownerConfig(base.address))
  await owner.connect()
  try {
    return (await owner.query<T>(statement, values)).rows
  } finally {
    await owner.end()
  }
}

const exporter = (campagne: CampagneFictive, local = '2027-05-23') =>
  at(campagne, local, (tx) =>
    exportBonus(tx, {
      campagneId: campagne.campagneId,
      approbateurId: campagne.approbateur.compteId ?? 0,
      cle: cleDeRepetition(1),
    }),
  )

const finaux = (campagne: CampagneFictive) =>
  at(campagne, '2027-06-01', ({ trx }) =>
    trx
      .selectFrom('avis_final')
      .select(['etat', 'sens', 'points'])
      .where('campagne_id', '=', campagne.campagneId)
      .orderBy('inscription_id')
      .execute(),
  )

describe('the reglement', () => {
  test('needs a second person before the campaign opens', async () => {
    const { acteur, approbateur } = await campagneOf({ elevesParCollege: 0 })
    const self = { db: base.db, acteur }
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
    must(await at({ db: base.db, acteur: approbateur }, '2027-01-05', (tx) => approveReglement(tx, id)))
    must(await at(self, '2027-01-06', (tx) => openCampagne(tx, campagneId)))
  })

  test('is frozen by the base once the campaign is open, and a version never changes', async () => {
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

describe('rule 4: a second computation before each export', () => {
  test.each([
    ['a level', `sens = 'favorable', points = 1750`],
    ['points alone', 'points = 2499'],
    ['a state', `etat = 'absent', sens = null, points = 0`],
  ])('%s altered by hand refuses the export, and the registration is named', async (_what, change) => {
    const campagne = await campagneOf()
    await playParcours(
      campagne,
      campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
    )
    const [altered] = await asOwner<{ inscription_id: number }>(
      `update avis_final set ${change} where inscription_id =
        (select max(inscription_id) from avis_final where campagne_id = $1) returning inscription_id`,
      [campagne.campagneId],
    )
    expect(await exporter(campagne)).toEqual({
      ok: false,
      refus: {
        code: 'jumeau_different',
        details: { nombre: 1, inscription: altered?.inscription_id },
      },
    })
    await at(campagne, '2027-05-23', (tx) => computeAvisFinaux(tx, campagne.campagneId))
    expect((await exporter(campagne)).ok).toBe(true)
  })

  test('so does an avis final that was never computed', async () => {
    const campagne = await campagneOf()
    const parcours = campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId }))
    await playInscriptions(campagne, parcours)
    expect(codeOf(await exporter(campagne))).toBe('jumeau_different')
  })
})

describe('rule 5: points only if confirmed by all those who must, and wished', () => {
  test('each profile: guardians, age, missing INE', async () => {
    const campagne = await campagneOf()
    const of = (cle: number) => eleveByCle(campagne, cle).id
    await playParcours(campagne, [
      aParcours({ eleveId: of(1) }),
      aParcours({ eleveId: of(2), paroles: 'eleve' }),
      // Of age: he confirms alone, his guardians say nothing.
      aParcours({ eleveId: of(3), paroles: 'eleve' }),
      // No guardian known: he waits for one to be entered.
      aParcours({ eleveId: of(4) }),
      // No INE: confirmed but kept out of the file.
      aParcours({ eleveId: of(5) }),
      aParcours({ eleveId: of(6), paroles: 'refus' }),
      aParcours({ eleveId: of(7), offre: null }),
      aParcours({ eleveId: of(8), paroles: 'personne' }),
    ])
    const { etats } = await at(campagne, '2027-05-23', (tx) => rapprochementOf(tx, campagne.campagneId))
    const etatOf = new Map(etats.map((one) => [one.dossier.eleveId, one.etat]))
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((cle) => etatOf.get(of(cle)))).toEqual([
      'exporte',
      'non_confirme',
      'exporte',
      'non_confirme',
      'sans_voeu',
      'refuse',
      'sans_voeu',
      'non_confirme',
    ])
    expect(must(await exporter(campagne)).bordereau.lignes).toBe(2)
  })

  test('the last word of each person counts, and somebody else has none', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { campagneId } = campagne
    const one = aParcours({ eleveId: eleveAt(campagne, 0).id })
    await playParcours(campagne, [one])
    const words = parolesOf(campagne, one)
    const [first] = legauxOf(campagne, one.eleveId)
    const aunt = campagne.responsables.find((person) => person.niveau === 2)
    const etat = async (): Promise<string | undefined> => {
      const found = await at(campagne, '2027-05-23', (tx) => rapprochementOf(tx, campagneId))
      return found.etats[0]?.etat
    }
    const say = (local: string, responsableId: number | undefined, decision: 'oui' | 'non') =>
      at(campagne, local, (tx) =>
        recordConfirmations(tx, {
          campagneId,
          items: words.slice(0, 1).map((word) => ({ ...word, responsableId: responsableId ?? 0, decision })),
        }),
      )
    expect(await etat()).toBe('exporte')
    must((await say('2027-05-12', first?.id, 'non'))[0])
    expect(await etat()).toBe('refuse')
    must((await say('2027-05-13', first?.id, 'oui'))[0])
    expect(await etat()).toBe('exporte')
    expect(codeOf((await say('2027-05-14', aunt?.id, 'non'))[0])).toBe('personne_etrangere')
    expect(codeOf((await say('2027-05-22', first?.id, 'non'))[0])).toBe('confirmation_tardive')
    expect(await etat()).toBe('exporte')
  })
})

describe('rule 6: a (pupil, offer) is in at most one live lot, and a re-export is a diff', () => {
  test('added, changed, withdrawn, nothing', async () => {
    const campagne = await campagneOf()
    const { campagneId } = campagne
    const of = (cle: number) => eleveByCle(campagne, cle).id
    await playParcours(
      campagne,
      [1, 2, 3].map((cle) => aParcours({ eleveId: of(cle) })),
    )
    const first = must(await exporter(campagne))
    expect(first.bordereau).toMatchObject({
      numero: 1,
      lignes: 3,
      points: 7500,
      operations: { ajout: 3, modification: 0, retrait: 0 },
    })
    expect(codeOf(await exporter(campagne))).toBe('rien_a_exporter')
    const wish = (cle: number, codeOffre: string, mef = '2472340121') =>
      aLigneVoeu({ ine: eleveByCle(campagne, cle).ine ?? '', codeOffre, codeMef: `${mef}0` })
    // The first withdraws his wish, the second wishes one more offer, the third has another local variant of the MEF.
    const lignes = [
      wish(2, 'AA000001'),
      wish(2, 'AA000009'),
      { ...wish(3, 'AA000001'), codeMef: '24723401215' },
    ]
    await at(campagne, '2027-05-24', (tx) => importVoeux(tx, { campagneId, lignes }))
    const second = must(await exporter(campagne, '2027-05-25'))
    expect(second.bordereau).toMatchObject({
      numero: 2,
      lignes: 2,
      operations: { ajout: 1, modification: 1, retrait: 1 },
    })
    const live = await asOwner<{ eleve_id: number; n: number; lot: number }>(
      `select eleve_id, count(*)::int as n from lot_ligne where campagne_id = $1 and vivante
       group by eleve_id order by eleve_id`,
      [campagneId],
    )
    expect(live).toEqual([
      { eleve_id: of(2), n: 2 },
      { eleve_id: of(3), n: 1 },
    ])
    expect(codeOf(await exporter(campagne, '2027-05-26'))).toBe('rien_a_exporter')
  })

  test('the base refuses a second live line', async () => {
    await expect(asOwner('update lot_ligne set vivante = true')).rejects.toThrow(
      /une_ligne_vivante_par_eleve_et_offre/,
    )
  })

  test('needs two people, and its cover is sealed as it was', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    await playParcours(campagne, [aParcours({ eleveId: eleveAt(campagne, 0).id })])
    const alone = await at(campagne, '2027-05-23', (tx) =>
      exportBonus(tx, {
        campagneId: campagne.campagneId,
        approbateurId: campagne.acteur.compteId ?? 0,
        cle: cleDeRepetition(1),
      }),
    )
    expect(codeOf(alone)).toBe('meme_personne')
    await expect(asOwner('update lot set approuve_par = etabli_par')).rejects.toThrow(/lot_a_quatre_yeux/)
    const { bordereau } = must(await exporter(campagne))
    const { signature, cle, ...document } = bordereau
    expect(isSealed(document, { signature, cle })).toBe(true)
    expect(isSealed({ ...document, points: 1 }, { signature, cle })).toBe(false)
  })
})

describe('rule 7: a fiche is never changed in place', () => {
  test('new facts make a new version and keep the old one; no news, no version', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { campagneId } = campagne
    const { id: eleveId } = eleveAt(campagne, 0)
    const parcours = [aParcours({ eleveId, referent: null })]
    await playInscriptions(campagne, parcours)
    await playAvisOrigine(campagne, parcours)
    await playEntretiens(campagne, parcours)
    await playFiches(campagne)
    const versions = () =>
      asOwner<{ version: number; empreinte: string }>(
        'select version, empreinte from fiche where eleve_id = $1 order by version',
        [eleveId],
      )
    const [old] = await versions()
    await playFiches(campagne)
    expect(await versions()).toHaveLength(1)
    await at(campagne, '2027-04-20', (tx) =>
      signAvisReferent(tx, { campagneId, items: [anAvisReferent({ eleveId })] }),
    )
    await at(campagne, '2027-05-02', async (tx) => {
      await computeAvisFinaux(tx, campagneId)
      expect(await emitFiches(tx, campagneId)).toBe(1)
    })
    const both = await versions()
    expect(both[0]).toEqual(old)
    expect(both.map((one) => one.version)).toEqual([1, 2])
    const [fiche] = await at(campagne, '2027-05-02', (tx) => readFiches(tx, { campagneId, eleveId }))
    expect(fiche?.version).toBe(2)
    expect(fiche?.formations[0]?.avisFinal).toBe('très favorable')
  })
})

describe('rule 10: twins, shared and missing INE', () => {
  const twins = [
    anEleveLu({ eleveId: '901', ine: '990000901AA', prenom: 'Ana', nom: 'JUMEAUX' }),
    anEleveLu({ eleveId: '902', ine: '990000902AA', prenom: 'Ana', nom: 'JUMEAUX' }),
    anEleveLu({ eleveId: '903', ine: null, prenom: 'Ana', nom: 'JUMEAUX' }),
  ]
  const imported = (campagne: CampagneFictive, eleves: typeof twins, uai = campagne.colleges[0]) =>
    at(campagne, '2027-01-13', (tx) =>
      importEleves(tx, { campagneId: campagne.campagneId, uai, eleves, responsables: [], liens: [] }),
    )

  test('same name, same birth date: each is himself', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    expect(await imported(campagne, twins)).toMatchObject({ crees: 3, refus: [] })
    expect(await imported(campagne, twins)).toEqual({ crees: 0, modifies: 0, inchanges: 3, refus: [] })
  })

  test('an INE that another pupil holds goes to a human, and is told with where and whether the birth date agrees', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    await imported(campagne, twins)
    const [first] = twins
    if (!first) throw new Error('jumelle absente')
    const moved = { ...first, eleveId: '77' }
    const stranger = { ...first, eleveId: '78', dateNaissance: '2011-01-01' }
    const other = await imported(campagne, [moved, stranger], campagne.colleges[1])
    expect(other).toMatchObject({ crees: 0, modifies: 0 })
    expect(
      other.refus.map(({ eleve, autreUai, memeNaissance }) => [eleve.eleveId, autreUai, memeNaissance]),
    ).toEqual([
      ['77', campagne.colleges[0], true],
      ['78', campagne.colleges[0], false],
    ])
    const eleves = await at(campagne, '2027-01-14', (tx) => listEleves(tx.trx, campagne.campagneId))
    expect(eleves).toHaveLength(3)
  })

  test('two pupils of one file under one INE: the second is the doubt, the first stands', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const same = twins.map((one) => ({ ...one, ine: '990000999AA' }))
    expect(await imported(campagne, same)).toMatchObject({ crees: 1, refus: [{}, {}] })
  })

  test('a file without the INE does not take away the one that is known', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    await imported(campagne, twins)
    await imported(
      campagne,
      twins.map((one) => ({ ...one, ine: null })),
    )
    const eleves = await at(campagne, '2027-01-14', (tx) => listEleves(tx.trx, campagne.campagneId))
    expect(new Set(eleves.map((one) => one.ine))).toEqual(new Set(['990000901AA', '990000902AA', null]))
  })
})

describe('an import repeated changes nothing', () => {
  test('schools, pupils with their guardians, wishes', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const { campagneId, colleges } = campagne
    const schools = colleges.map((uai) =>
      aLigneEtablissement({ uai, commune: 'Fictiville', codeDepartement: '75' }),
    )
    const voeux = [aLigneVoeu({ ine: '990000901AA' }), aLigneVoeu({ ine: '990000901AA', rang: 2 })]
    const state = () =>
      asOwner<{ t: string }>(
        `select json_build_object('e', (select json_agg(e order by uai) from etablissement e),
          'v', (select json_agg(json_build_array(ine, rang, code_offre) order by ine, rang) from voeu
            where campagne_id = $1))::text as t`,
        [campagneId],
      )
    const all = () =>
      at(campagne, '2027-01-13', async (tx) => ({
        etablissements: await importEtablissements(tx, schools),
        voeux: await importVoeux(tx, { campagneId, lignes: voeux }),
      }))
    await all()
    const before = await state()
    const again = await all()
    expect(again.etablissements).toEqual({ crees: 0, modifies: 0, inchanges: 2 })
    expect(again.voeux).toMatchObject({ ajoutes: 0, supprimes: 0, inchanges: 2 })
    expect(await state()).toEqual(before)
  })

  test('a new département of a school is a change', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const [uai] = campagne.colleges
    const school = (codeDepartement: string) => aLigneEtablissement({ uai, codeDepartement })
    const imported = (code: string) =>
      at(campagne, '2027-01-13', (tx) => importEtablissements(tx, [school(code)]))
    await imported('75')
    expect(await imported('93')).toMatchObject({ modifies: 1 })
    expect(await imported('93')).toMatchObject({ inchanges: 1 })
  })
})

describe('two campaigns of one académie', () => {
  test('a pupil of one cannot be registered, nor confirm, under the dates of the other', async () => {
    const [mine, other] = [
      await campagneOf({ elevesParCollege: 1 }),
      await campagneOf({ elevesParCollege: 1 }),
    ]
    const { id: eleveId } = eleveAt(mine, 0)
    await expect(
      at(mine, '2027-02-01', (tx) =>
        registerInscriptions(tx, { campagneId: other.campagneId, items: [anInscription({ eleveId })] }),
      ),
    ).rejects.toThrow(/inscription_d_un_eleve_de_la_campagne/)
    await playInscriptions(mine, [aParcours({ eleveId })])
    await expect(
      at(mine, '2027-05-10', (tx) =>
        recordConfirmations(tx, {
          campagneId: other.campagneId,
          items: parolesOf(mine, aParcours({ eleveId, paroles: 'eleve' })),
        }),
      ),
    ).rejects.toThrow(/confirmation_d_une_inscription_de_la_campagne/)
  })
})
