import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { dayOf, instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { demanderTransfert } from '#src/procedure/eleves/acts/transferts.ts'
import {
  emitConvocations,
  placeEntretiens,
  readConvocations,
  runAmelioration,
} from '#src/procedure/entretiens/api.ts'
import { readDeparts } from '#src/procedure/entretiens/reads/departs.ts'
import { loadInstance, requeteId } from '#src/procedure/entretiens/reads/instance.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

/**
 * A pupil who changes collège keeps the interview that stands, convoked or held: the one that costs a family the fewest
 * changes. From that instant he leaves with the new school, and the old one reads nothing of it; what is placed afterwards
 * starts from the new one. Source: issue of the planner, « fewest visible changes first »; abuse case 30.
 */
let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let depart: Acteur
let arrivee: Acteur
/** Convoked before he leaves, and held only. */
let convoque: number
let provisoire: number
let avant: Awaited<ReturnType<typeof slots>>

const slots = () =>
  at(campagne, '2027-02-27', async ({ trx }) => {
    const rows = await trx
      .selectFrom('entretien')
      .select(['id', 'eleve_id', 'domaine', 'creneau_id', 'plage'])
      .where('domaine', '=', 'bois')
      .orderBy('id')
      .execute()
    return rows.filter((one) => [convoque, provisoire].includes(one.eleve_id))
  })
const seenBy = async (acteur: Acteur, uai: string) => {
  const { campagneId } = campagne
  const jours = avant.map(({ plage }) => dayOf(new Date(/"([^"]+)"/.exec(plage)?.[1] ?? ''), ZONE))
  return inTransaction({ db: base.db, acteur, campagneId }, async (tx) => {
    const letters = await readConvocations(tx, { campagneId, origine: uai })
    const departs = []
    for (const jour of new Set(jours))
      departs.push(...(await readDeparts(tx, { campagneId, uai, jour })).departs)
    const shown = await tx.trx
      .selectFrom('entretien')
      .select('eleve_id')
      .where('domaine', '=', 'bois')
      .execute()
    return {
      convocation: letters.some(({ rangee }) => rangee.eleveId === convoque),
      depart: departs.some(({ eleveId }) => eleveId === convoque),
      entretien: shown.some((one) => one.eleve_id === convoque),
    }
  })
}

beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-27T10:00', ZONE),
    elevesParCollege: 3,
  })
  const { campagneId, colleges } = campagne
  ;[convoque, provisoire] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
  depart = await acteurWith(campagne, { role: 'chef_origine', uai: colleges[0] })
  arrivee = await acteurWith(campagne, { role: 'chef_origine', uai: colleges[1] })
  const register = (eleveId: number) =>
    at(campagne, '2027-02-20', async (tx) => {
      for (const result of await registerInscriptions(tx, {
        campagneId,
        items: [anInscription({ eleveId })],
      }))
        must(result)
      await placeEntretiens(tx, campagneId)
    })
  await register(convoque)
  await at(campagne, '2027-02-27', (tx) => emitConvocations(tx, campagneId))
  await register(provisoire)
  avant = await slots()
})
afterAll(() => base.close())

test('his slot stands, and is seen by the school that he leaves until he is taken, by the other from then on', async () => {
  const { campagneId, colleges } = campagne
  const [ancien, nouveau] = colleges
  const all = { convocation: true, depart: true, entretien: true }
  const nothing = { convocation: false, depart: false, entretien: false }
  expect(avant).toHaveLength(2)
  expect([await seenBy(depart, ancien), await seenBy(arrivee, nouveau)]).toEqual([all, nothing])

  for (const eleveId of [convoque, provisoire])
    await at(campagne, '2027-02-27', async (tx) =>
      must(
        await demanderTransfert(tx, {
          campagneId,
          eleveId,
          arrivee: nouveau,
          motif: 'Déménagement (fictif)',
        }),
      ),
    )
  expect(await slots()).toEqual(avant)
  expect([await seenBy(depart, ancien), await seenBy(arrivee, nouveau)]).toEqual([nothing, all])
})

test('the planner counts him from his new school, and moves nothing that was convoked', async () => {
  const { campagneId, colleges } = campagne
  const origins = await at(campagne, '2027-02-27', async (tx) => {
    const { instance } = await loadInstance(tx, await loadCampagne(tx.trx, campagneId))
    const of = (eleveId: number) =>
      instance.fixes.find(({ requete }) => requete.id === requeteId(eleveId, 'bois'))?.requete.origine
    return [of(convoque), of(provisoire)]
  })
  expect(origins).toEqual([colleges[1], colleges[1]])
  await runAmelioration({ db: base.db }, { academie: campagne.academie, campagneId })
  const [kept, held] = await slots()
  expect(kept).toEqual(avant[0])
  expect(held?.eleve_id).toBe(provisoire)
})
