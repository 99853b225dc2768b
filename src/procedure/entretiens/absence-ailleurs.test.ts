import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
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
  recordPresences,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const LUNDI = '2027-03-08'
const MERCREDI = addDays(LUNDI, 2)
const JEUDI = addDays(LUNDI, 3)
const hours = (uai: string, jour: string, [de, a]: [string, string]) =>
  aDisponibilite({
    uai,
    intervenants: [`M. ${jour} (fictif)`],
    salle: jour,
    debut: instantOf(`${jour}T${de}`, ZONE),
    fin: instantOf(`${jour}T${a}`, ZONE),
  })
type Heures = Parameters<typeof hours>[2]

/**
 * One pupil convoked on Monday in the first lycée, who does not come. His planner, behind the wall of his lycée, looks for
 * another place; `ici` and `ailleurs` are the hours left in each lycée.
 */
async function missed(dispositif: string, { ici, ailleurs }: { ici?: Heures; ailleurs?: Heures }) {
  const campagne = await fictionalCampagne(base.db, {
    dispositif,
    disponibilites: ([first, second]) => [
      hours(first, LUNDI, ['09:00', '09:20']),
      ...(ici ? [hours(first, JEUDI, ici)] : []),
      ...(ailleurs ? [hours(second, MERCREDI, ailleurs)] : []),
    ],
  })
  const { campagneId, lycees } = campagne
  const eleve = { eleveId: eleveAt(campagne, 0).id, domaine: 'bois' }
  await at(campagne, '2027-02-20', async (tx) => {
    const items = [anInscription({ eleveId: eleve.eleveId, uaiSouhaite: lycees[0] })]
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
    await emitConvocations(tx, campagneId)
  })
  expect(await standing(campagne)).toEqual([{ uai: lycees[0], jour: LUNDI }])
  const acteur = await acteurWith(campagne, { role: 'planificateur', uai: lycees[0] })
  const planner = { db: base.db, acteur }
  const incidentId = await at(planner, `${LUNDI}T18:00`, async (tx) => {
    for (const done of await recordPresences(tx, { campagneId, items: [{ ...eleve, etat: 'absent' }] }))
      must(done)
    const incident = {
      uai: lycees[0],
      genre: 'absence' as const,
      intervenantId: null,
      salleId: null,
      eleve,
      debut: instantOf(`${LUNDI}T09:00`, ZONE),
      fin: instantOf(`${LUNDI}T09:20`, ZONE),
      motif: 'Malade (fictif)',
    }
    return must(await declareIncident(tx, { campagneId, incident }))
  })
  const read = () => at(planner, `${LUNDI}T18:00`, (tx) => readIncident(tx, { campagneId, incidentId }))
  const accept = () =>
    at(planner, `${LUNDI}T18:00`, async (tx) => {
      const empreinte = (await readIncident(tx, { campagneId, incidentId }))?.empreinte ?? ''
      return accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] })
    })
  return { campagne, acteur, incidentId, read, accept }
}

const standing = (campagne: CampagneFictive): Promise<{ uai: string; jour: string }[]> =>
  at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows } = await sql<{ uai: string; jour: string }>`
      select k.uai, (lower(n.plage) at time zone ${ZONE})::date::text as jour
      from entretien n join creneau k on k.id = n.creneau_id where n.campagne_id = ${campagne.campagneId}`.execute(
      trx,
    )
    return rows
  })

test('with a place in his lycée he stays there, even later than elsewhere', async () => {
  const { campagne, read, accept } = await missed('ICI', {
    ici: ['09:00', '10:00'],
    ailleurs: ['09:00', '10:00'],
  })
  expect((await read())?.lignes).toMatchObject([{ ailleurs: null }])
  must(await accept())
  expect(await standing(campagne)).toEqual([{ uai: campagne.lycees[0], jour: JEUDI }])
})

test('without one he is received in another lycée, said before, convoked there, and in the journal', async () => {
  const { campagne, acteur, incidentId, read, accept } = await missed('AILLEURS', {
    ailleurs: ['09:00', '10:00'],
  })
  const [first, second] = campagne.lycees
  expect((await read())?.lignes).toMatchObject([{ raison: 'place_perdue', ailleurs: 'Lycée fictif n° 2' }])
  const { app, cookieFor } = appOver(base.db)
  const shown = await (await get(app, `/incidents/${incidentId}`, await cookieFor(acteur))).text()
  expect(shown).toContain('Lycée fictif n° 2')
  expect(shown).toContain('votre lycée n’a pas d’autre place')
  expect(must(await accept())).toMatchObject({ deplaces: 1, retires: 0, convocations: 1 })
  expect(await standing(campagne)).toEqual([{ uai: second, jour: MERCREDI }])
  const { campagneId } = campagne
  const said = await at(campagne, '2027-06-01', async ({ trx }) => ({
    convocations: (
      await sql<{
        uai: string
        objet: string
      }>`select uai, objet from convocation where campagne_id = ${campagneId} order by version`.execute(trx)
    ).rows,
    presences: (await sql`select 1 from presence where campagne_id = ${campagneId}`.execute(trx)).rows,
    chaines: (
      await sql<{ chaine: string }>`select distinct chaine from journal where acte = 'entretien.reparer'
        and apres ->> 'incident' = ${String(incidentId)} order by chaine`.execute(trx)
    ).rows.map((one) => one.chaine),
  }))
  expect(said.convocations).toEqual([
    { uai: first, objet: 'premiere' },
    { uai: second, objet: 'apres_absence' },
  ])
  expect(said.presences).toEqual([])
  // Both lycées read of it.
  expect(said.chaines).toEqual([first, second].toSorted())
})

test('with none anywhere he stays absent', async () => {
  const { campagne, read, accept } = await missed('NULLE-PART', {})
  expect((await read())?.lignes).toMatchObject([{ apres: null, ailleurs: null }])
  expect(codeOf(await accept())).toBe('absence_sans_place')
  expect(await standing(campagne)).toEqual([{ uai: campagne.lycees[0], jour: LUNDI }])
})
