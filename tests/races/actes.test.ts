import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstBrokenLink } from '#src/db/journal.ts'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  cleDeRepetition,
  computeAvisFinaux,
  emitFiches,
  exportBonus,
  importVoeux,
} from '#src/procedure/bonus/api.ts'
import {
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aLigneVoeu } from '#src/procedure/bonus/examples/dossiers.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
  playParcours,
} from '#src/procedure/bonus/examples/parcours.ts'
import { approveReglement, writeReglement } from '#src/procedure/campagnes/api.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { importEleves } from '#src/procedure/eleves/api.ts'
import { aClasse, anEleveLu } from '#src/procedure/eleves/examples.ts'
import {
  emitConvocations,
  placeEntretiens,
  recordPresences,
  signAvisReferent,
  writeComptesRendus,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite, anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'
import { onceByKey } from '#src/web/act-key.ts'
import { NOMBRE, tally, together } from './together.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0
const campagneOf = (options: OptionsCampagne = {}): Promise<CampagneFictive> =>
  fictionalCampagne(base.db, { dispositif: `COURSE-${++serial}`, ...options })

/** Rows of a query under the académie of the campaign. */
const rowsOf = <T>(campagne: CampagneFictive, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(campagne, '2027-06-01', async (tx) => (await query.execute(tx.trx)).rows)

const FREEDOM = { timeout: 120_000 }

describe('one registration, one avis', () => {
  test('the same registration by many: one stands, the others are told, one journal row', async () => {
    const campagne = await campagneOf()
    const { id: eleveId, uai } = eleveAt(campagne, 0)
    const items = [anInscription({ eleveId })]
    const results = await together(campagne, {
      a: '2027-02-01',
      act: (tx) => registerInscriptions(tx, { campagneId: campagne.campagneId, items }),
    })
    expect(tally(results.map(([one]) => codeOf(one)))).toEqual({ ok: 1, inscription_existante: NOMBRE - 1 })
    const [count] = await rowsOf(
      campagne,
      sql<{ inscriptions: number; entrees: number }>`
        select (select count(*)::int from inscription where eleve_id = ${eleveId}) as inscriptions,
          (select count(*)::int from journal j join inscription i on j.objet = 'inscription'
            and j.objet_id = i.id::text where i.eleve_id = ${eleveId}) as entrees`,
    )
    expect(count).toEqual({ inscriptions: 1, entrees: 1 })
    expect(await at(campagne, '2027-06-01', (tx) => firstBrokenLink(tx, uai))).toBeUndefined()
  })

  test.each(['exemple-gradue', 'paris'])('origin avis of %s: the first signed stands', async (reglement) => {
    const campagne = await campagneOf({ reglement })
    const { campagneId } = campagne
    const parcours = aParcours({ eleveId: eleveAt(campagne, 0).id })
    await playInscriptions(campagne, [parcours])
    const levels = ['reserve', 'favorable']
    const results = await together(campagne, {
      a: '2027-02-28',
      act: (tx, rank) =>
        signAvisOrigine(tx, {
          campagneId,
          items: [anAvisOrigine({ ...parcours, avis: levels[rank % 2] ?? '' })],
        }),
    })
    expect(tally(results.map(([one]) => codeOf(one)))).toEqual({ ok: 1, avis_origine_existant: NOMBRE - 1 })
    const winner = results.find(([one]) => one?.ok)?.[0]
    const stored = await rowsOf(
      campagne,
      sql<{ sens: string }>`select sens from avis_origine where eleve_id = ${parcours.eleveId}`,
    )
    expect(stored).toEqual([{ sens: must(winner) }])
  })

  test('A7: referent avis: the first signed stands', async () => {
    const campagne = await campagneOf()
    const { campagneId } = campagne
    const parcours = aParcours({ eleveId: eleveAt(campagne, 0).id, referent: null })
    await playInscriptions(campagne, [parcours])
    await playEntretiens(campagne, [parcours])
    const levels = ['reserve', 'favorable']
    const results = await together(campagne, {
      a: '2027-04-16',
      act: (tx, rank) =>
        signAvisReferent(tx, {
          campagneId,
          items: [anAvisReferent({ ...parcours, avis: levels[rank % 2] ?? '' })],
        }),
    })
    expect(tally(results.map(([one]) => codeOf(one)))).toEqual({ ok: 1, avis_referent_existant: NOMBRE - 1 })
    const winner = results.find(([one]) => one?.ok)?.[0]
    const stored = await rowsOf(
      campagne,
      sql<{ sens: string }>`select sens from avis_referent where campagne_id = ${campagneId}`,
    )
    expect(stored).toEqual([{ sens: must(winner) }])
  })

  test('presences and comptes rendus at once: one row each', async () => {
    const campagne = await campagneOf()
    const { campagneId } = campagne
    const { id: eleveId } = eleveAt(campagne, 0)
    await playInscriptions(campagne, [aParcours({ eleveId })])
    const item = { eleveId, domaine: 'bois' }
    await together(campagne, {
      a: '2027-04-01',
      act: (tx) => recordPresences(tx, { campagneId, items: [{ ...item, etat: 'present' }] }),
    })
    await together(campagne, {
      a: '2027-04-01',
      act: (tx, rank) =>
        writeComptesRendus(tx, { campagneId, items: [{ ...item, texte: `Conseil ${rank}` }] }),
    })
    const [count] = await rowsOf(
      campagne,
      sql<{ presences: number; textes: number }>`
        select (select count(*)::int from presence where campagne_id = ${campagneId}) as presences,
          (select count(*)::int from compte_rendu where campagne_id = ${campagneId}) as textes`,
    )
    expect(count).toEqual({ presences: 1, textes: 1 })
  })
})

describe('placements', () => {
  /** Two pupils nowhere at once, no jury and no room twice, one interview per (pupil, domaine). */
  async function clashes(campagne: CampagneFictive): Promise<number> {
    const [row] = await rowsOf(
      campagne,
      sql<{ n: number }>`
        with e as (select n.*, k.salle_id, k.id as creneau from entretien n join creneau k on k.id = n.creneau_id
          where n.campagne_id = ${campagne.campagneId})
        select (select count(*) from e a join e b on a.id < b.id and a.plage && b.plage
            and (a.eleve_id = b.eleve_id or (a.salle_id = b.salle_id and a.creneau <> b.creneau)
              or (a.creneau = b.creneau and a.place = b.place)))::int
          + (select count(*) from (select from e group by eleve_id, domaine having count(*) > 1) d)::int
          + (select count(*) from creneau_intervenant a join creneau_intervenant b on a.creneau_id < b.creneau_id
            and a.intervenant_id = b.intervenant_id and a.plage && b.plage)::int as n`,
    )
    return row?.n ?? -1
  }

  test('everybody is placed once, whoever asks, however many ask', FREEDOM, async () => {
    const campagne = await campagneOf()
    const { campagneId } = campagne
    const items = campagne.eleves.flatMap(({ id: eleveId }) =>
      ['2472340121', '2472340221', '2473340321'].map((mef) => anInscription({ eleveId, mef })),
    )
    await at(campagne, '2027-02-01', (tx) => registerInscriptions(tx, { campagneId, items }))
    const bilans = await together(campagne, { a: '2027-02-27', act: (tx) => placeEntretiens(tx, campagneId) })
    const wanted = campagne.eleves.length * 2
    expect(bilans.map((one) => one.places).toSorted((a, b) => b - a)).toEqual([
      wanted,
      ...Array<number>(NOMBRE - 1).fill(0),
    ])
    expect(await clashes(campagne)).toBe(0)
  })

  test('two last places: two are placed, the others are told why', FREEDOM, async () => {
    const campagne = await campagneOf({
      disponibilites: ([uai]) => [
        aDisponibilite({ uai, fin: instantOf('2027-03-08T09:40', ZONE), domaines: ['bois'] }),
      ],
    })
    const { campagneId } = campagne
    // Each registers one more pupil and asks for his place at once, as registrations come in.
    await together(campagne, {
      a: '2027-02-01',
      act: async (tx, rank) => {
        await registerInscriptions(tx, {
          campagneId,
          items: [anInscription({ eleveId: eleveAt(campagne, rank).id })],
        })
        await placeEntretiens(tx, campagneId)
      },
    })
    await at(campagne, '2027-02-02', (tx) => placeEntretiens(tx, campagneId))
    const [count] = await rowsOf(
      campagne,
      sql<{ places: number; refus: number }>`
        select (select count(*)::int from entretien where campagne_id = ${campagneId}) as places,
          (select count(*)::int from non_placement where campagne_id = ${campagneId}) as refus`,
    )
    expect(count).toEqual({ places: 2, refus: NOMBRE - 2 })
    expect(await clashes(campagne)).toBe(0)
  })

  test('convocations sent at once: one per interview', async () => {
    const campagne = await campagneOf()
    const { campagneId } = campagne
    const items = campagne.eleves.map(({ id: eleveId }) => anInscription({ eleveId }))
    await at(campagne, '2027-02-01', (tx) => registerInscriptions(tx, { campagneId, items }))
    await at(campagne, '2027-02-27', (tx) => placeEntretiens(tx, campagneId))
    const sent = await together(campagne, { a: '2027-02-27', act: (tx) => emitConvocations(tx, campagneId) })
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(items.length)
  })
})

describe('fiches, wishes and exports', () => {
  const everybody = (campagne: CampagneFictive) =>
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId }))

  test('fiches issued at once: one version each', async () => {
    const campagne = await campagneOf()
    await playInscriptions(campagne, everybody(campagne))
    await playAvisOrigine(campagne, everybody(campagne))
    await playEntretiens(campagne, everybody(campagne))
    const issued = await together(campagne, {
      a: '2027-05-01',
      act: async (tx) => {
        await computeAvisFinaux(tx, campagne.campagneId)
        return emitFiches(tx, campagne.campagneId)
      },
    })
    expect(issued.reduce((sum, n) => sum + n, 0)).toBe(campagne.eleves.length)
    await playFiches(campagne)
    const versions = await rowsOf(
      campagne,
      sql<{ version: number }>`select distinct version from fiche where campagne_id = ${campagne.campagneId}`,
    )
    expect(versions).toEqual([{ version: 1 }])
  })

  test('the wishes imported at once are those of the file, once', async () => {
    const campagne = await campagneOf()
    const { campagneId } = campagne
    const lignes = ['990000001AA', '990000002AA'].map((ine) => aLigneVoeu({ ine }))
    await together(campagne, { a: '2027-05-22', act: (tx) => importVoeux(tx, { campagneId, lignes }) })
    const stored = await rowsOf(
      campagne,
      sql<{ ine: string }>`select ine from voeu where campagne_id = ${campagneId} order by ine`,
    )
    expect(stored.map((row) => row.ine)).toEqual(['990000001AA', '990000002AA'])
  })

  test('exports at once: one lot, the others find nothing left; no (pupil, offer) in two live lots', async () => {
    const campagne = await campagneOf()
    const { campagneId, approbateur } = campagne
    await playParcours(campagne, everybody(campagne))
    const act = (tx: Tx) =>
      exportBonus(tx, { campagneId, approbateurId: approbateur.compteId ?? 0, cle: cleDeRepetition(1) })
    const results = await together(campagne, { a: '2027-05-23', act })
    expect(tally(results.map(codeOf))).toEqual({ ok: 1, rien_a_exporter: NOMBRE - 1 })
    const [count] = await rowsOf(
      campagne,
      sql<{ lots: number; vivantes: number; paires: number }>`
        select (select count(*)::int from lot where campagne_id = ${campagneId}) as lots,
          count(*)::int as vivantes, count(distinct (eleve_id, academie_offre, code_offre))::int as paires
        from lot_ligne where campagne_id = ${campagneId} and vivante`,
    )
    expect(count).toEqual({ lots: 1, vivantes: 8, paires: 8 })
  })
})

describe('imports', () => {
  test('of one school by many: its pupils once', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { campagneId } = campagne
    const classe = aClasse({ nombre: 30, premier: 100 })
    const bilans = await together(campagne, {
      a: '2027-01-15',
      act: (tx) => importEleves(tx, { campagneId, uai: campagne.colleges[0], ...classe }),
    })
    expect(bilans.reduce((sum, one) => sum + one.crees, 0)).toBe(30)
    expect(bilans.reduce((sum, one) => sum + one.inchanges, 0)).toBe(30 * (NOMBRE - 1))
    expect(bilans.flatMap((one) => one.refus)).toEqual([])
    const [count] = await rowsOf(
      campagne,
      sql<{
        liens: number
      }>`select count(*)::int as liens from eleve_responsable l join eleve e on e.id = l.eleve_id
        where e.campagne_id = ${campagneId} and e.cle_siecle::int >= 100`,
    )
    expect(count?.liens).toBe(classe.liens.length)
  })

  test('one INE in two schools at once: one has it, the other is a doubt for a human', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { campagneId, colleges } = campagne
    const bilans = await together(campagne, {
      a: '2027-01-15',
      nombre: 2,
      act: (tx, rank) =>
        importEleves(tx, {
          campagneId,
          uai: colleges[rank] ?? '',
          eleves: [anEleveLu({ eleveId: '500', ine: '990000500AA' })],
          responsables: [],
          liens: [],
        }),
    })
    expect(bilans.map((one) => one.crees).toSorted((a, b) => a - b)).toEqual([0, 1])
    expect(bilans.flatMap((one) => one.refus)).toHaveLength(1)
  })
})

describe('the same key, the same person', () => {
  test('an act sent again while it runs is done once, and answered alike', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const { id: eleveId } = eleveAt(campagne, 0)
    const form = new FormData()
    form.set('cle', randomUUID())
    let done = 0
    const replies = await together(campagne, {
      a: '2027-02-01',
      act: (tx) =>
        onceByKey({ tx, path: '/inscriptions', form }, async () => {
          done += 1
          const { campagneId } = campagne
          await registerInscriptions(tx, { campagneId, items: [anInscription({ eleveId })] })
          return { kind: 'redirect', path: `/inscriptions?fait=${done}`, message: 'Inscription enregistrée.' }
        }),
    })
    expect(done).toBe(1)
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
  })

  test('a reglement approved at once is approved once; its versions never share a number', async () => {
    const campagne = await campagneOf({ elevesParCollege: 1 })
    const nom = `concurrent-${serial}`
    const ids = await together(campagne, {
      a: '2027-01-05',
      act: async (tx) => must(await writeReglement(tx, { nom, contenu: aReglement() })),
    })
    expect(new Set(ids).size).toBe(NOMBRE)
    const results = await together(campagne, {
      a: '2027-01-06',
      acteur: campagne.approbateur,
      act: (tx) => approveReglement(tx, ids[0] ?? 0),
    })
    expect(tally(results.map(codeOf))).toEqual({ ok: NOMBRE })
  })
})
