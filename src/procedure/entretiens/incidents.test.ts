import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import {
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  accepterReparation,
  declareIncident,
  emitConvocations,
  placeEntretiens,
  readIncident,
  readIncidents,
  recordPresences,
  type NouvelIncident,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const heure = (local: string): Date => instantOf(local, ZONE)
const receives = (nom: string, jour: string, [de, a]: [string, string]) => ({
  intervenants: [nom],
  salle: nom,
  debut: heure(`${jour}T${de}`),
  fin: heure(`${jour}T${a}`),
})

/** The first pupils of a collège convoked in one lycée, in these hours and under these rules. */
async function convoked(
  dispositif: string,
  {
    eleves,
    heures,
    ...rest
  }: Pick<Parameters<typeof fictionalCampagne>[1] & object, 'contraintes'> & {
    eleves: number
    heures: ReturnType<typeof receives>[]
  },
): Promise<CampagneFictive> {
  const disponibilites = ([uai]: readonly [string, string]) =>
    heures.map((one) => aDisponibilite({ uai, ...one }))
  const campagne = await fictionalCampagne(base.db, { dispositif, disponibilites, ...rest })
  const { campagneId } = campagne
  const items = Array.from({ length: eleves }, (_, rank) =>
    anInscription({ eleveId: eleveAt(campagne, rank).id }),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: eleves, nonPlaces: 0 })
    await emitConvocations(tx, campagneId)
  })
  return campagne
}

/** Declares an incident and accepts what is proposed. */
async function accept(
  campagne: CampagneFictive,
  le: string,
  incident: Pick<NouvelIncident, 'genre' | 'debut' | 'fin'> & Partial<NouvelIncident>,
) {
  const { campagneId, lycees } = campagne
  return at(campagne, le, async (tx) => {
    const nobody = { intervenantId: null, salleId: null, eleve: null }
    const whole = { uai: lycees[0], motif: 'Fictif', ...nobody, ...incident }
    const incidentId = must(await declareIncident(tx, { campagneId, incident: whole }))
    const empreinte = (await readIncident(tx, { campagneId, incidentId }))?.empreinte ?? ''
    return accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] })
  })
}

const rows = <T>(campagne: CampagneFictive, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(campagne, '2027-06-01', async (tx) => (await query.execute(tx.trx)).rows)

const LUNDI = '2027-03-08'

test('a no-show for whom there is no other place stays absent, and nothing is cancelled', async () => {
  const campagne = await convoked('NON-VENU', {
    eleves: 1,
    heures: [receives('Mme Fictive', LUNDI, ['09:00', '09:20'])],
  })
  const { campagneId } = campagne
  const eleve = { eleveId: eleveAt(campagne, 0).id, domaine: 'bois' }
  await at(campagne, `${LUNDI}T18:00`, async (tx) => {
    for (const done of await recordPresences(tx, { campagneId, items: [{ ...eleve, etat: 'absent' }] }))
      must(done)
  })
  const missed = { debut: heure(`${LUNDI}T09:00`), fin: heure(`${LUNDI}T09:20`), eleve }
  const done = await accept(campagne, `${LUNDI}T18:00`, { genre: 'absence', ...missed })
  expect(codeOf(done)).toBe('absence_sans_place')
  const etats = await rows(
    campagne,
    sql<{ etat: string }>`select p.etat from presence p where p.campagne_id = ${campagneId}`,
  )
  expect(etats).toEqual([{ etat: 'absent' }])
  const cancelled = sql`select 1 from convocation where campagne_id = ${campagneId} and objet = 'annulation'`
  expect(await rows(campagne, cancelled)).toEqual([])
})

test('a repair counts what a teacher has done already this week', async () => {
  const [mercredi, jeudi] = [addDays(LUNDI, 2), addDays(LUNDI, 3)]
  const campagne = await convoked('SEMAINE-ENTAMEE', {
    eleves: 4,
    contraintes: { parIntervenantSemaine: 3 },
    heures: [
      receives('M. Fictif', LUNDI, ['09:00', '09:40']),
      receives('Mme Absente (fictive)', mercredi, ['09:00', '09:40']),
      receives('M. Fictif', jeudi, ['09:00', '12:00']),
    ],
  })
  const { campagneId, lycees } = campagne
  const { intervenants } = await at(campagne, LUNDI, (tx) =>
    readIncidents(tx, { campagneId, uai: lycees[0] }),
  )
  const away = {
    intervenantId: intervenants.find((one) => one.nom === 'Mme Absente (fictive)')?.id ?? 0,
    debut: heure(`${mercredi}T00:00`),
    fin: heure(`${mercredi}T23:59`),
  }
  // Two on Monday are over: of the two of Wednesday he may receive one on Thursday.
  const done = await accept(campagne, `${addDays(LUNDI, 1)}T10:00`, { genre: 'intervenant_absent', ...away })
  expect(done).toMatchObject({ ok: true, value: { deplaces: 1, retires: 1 } })
  const plan = sql<{
    jour: string
  }>`select (lower(plage) at time zone ${ZONE})::date::text as jour from entretien
    where campagne_id = ${campagneId} order by 1`
  expect((await rows(campagne, plan)).map((one) => one.jour)).toEqual([LUNDI, LUNDI, jeudi])
})
