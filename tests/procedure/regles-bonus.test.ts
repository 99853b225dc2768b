import { describe, expect, test } from 'vitest'
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
import { at, codeOf, eleveAt, eleveByCle, legauxOf, must } from '#src/procedure/bonus/examples/campagne.ts'
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
import { signAvisReferent } from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { exporter, terrain } from './terrain.ts'

const { asOwner, campagneOf } = terrain()

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

  test('A17: the base refuses a second live line', async () => {
    await expect(asOwner('update lot_ligne set vivante = true')).rejects.toThrow(
      /une_ligne_vivante_par_eleve_et_offre/,
    )
  })

  test('A13: needs two people, and its cover is sealed as it was', async () => {
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
