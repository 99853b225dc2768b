import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { instantOf } from '#src/kit/day.ts'
import { improve } from '#src/planning/improve.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import {
  accepterReparation,
  declareIncident,
  declareIndisponibilites,
  emitConvocations,
  epinglerEntretien,
  placeEntretiens,
  prepareAmelioration,
  readIncident,
  runAmelioration,
  storeAmelioration,
} from '#src/procedure/entretiens/api.ts'
import { readReglages } from '#src/procedure/entretiens/reads/reglages.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0
/** Twelve pupils of two collèges who registered in turn: placed as they came, both collèges go out on both days. */
async function inTurn(): Promise<CampagneFictive> {
  const horloge = instantOf('2027-02-20T10:00', ZONE)
  const campagne = await fictionalCampagne(base.db, { dispositif: `NUIT-${++serial}`, horloge })
  const { campagneId, lycees } = campagne
  const items = [0, 1, 2, 3, 4, 5].flatMap((rank) =>
    [rank, rank + 6].map((index) =>
      anInscription({ eleveId: eleveAt(campagne, index).id, uaiSouhaite: lycees[0] }),
    ),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  return campagne
}

interface Ligne {
  id: number
  eleve: number
  college: string
  lycee: string
  jour: string
  plage: string
  semaine: string
}

const planOf = ({ campagneId, ...campagne }: CampagneFictive): Promise<Ligne[]> =>
  at(campagne, '2027-06-01', async (tx) => {
    const { rows } = await sql<Ligne>`
      select n.id, n.eleve_id as eleve, e.uai as college, k.uai as lycee, n.plage::text as plage,
        (lower(n.plage) at time zone ${ZONE})::date as jour,
        date_trunc('week', lower(n.plage) at time zone ${ZONE})::date as semaine
      from entretien n join creneau k on k.id = n.creneau_id join eleve e on e.id = n.eleve_id
      where n.campagne_id = ${campagneId} order by n.id`.execute(tx.trx)
    return rows
  })
const tripsOf = (plan: readonly Ligne[]): number =>
  new Set(plan.map((one) => `${one.college}/${one.jour}`)).size
const night = ({ academie, campagneId }: CampagneFictive) =>
  runAmelioration({ db: base.db }, { academie, campagneId })
const told = (plan: readonly Ligne[]) => plan.map(({ eleve, lycee, semaine }) => ({ eleve, lycee, semaine }))

test('the night groups trips, in the lycée and the week already told; done again it changes nothing', async () => {
  const campagne = await inTurn()
  const before = await planOf(campagne)
  expect(tripsOf(before)).toBe(4)
  await night(campagne)
  const after = await planOf(campagne)
  expect(tripsOf(after)).toBe(2)
  expect(told(after)).toEqual(told(before))
  await night(campagne)
  expect(tripsOf(await planOf(campagne))).toBe(2)
})

test('what is convoked or pinned does not move, nor a wave that is due', async () => {
  const campagne = await inTurn()
  const { campagneId } = campagne
  const before = await planOf(campagne)
  for (const { id: entretienId } of before)
    await at(campagne, '2027-02-20', async (tx) =>
      must(await epinglerEntretien(tx, { campagneId, entretienId, sens: 'epingler' })),
    )
  await night(campagne)
  expect(await planOf(campagne)).toEqual(before)

  const convoked = await inTurn()
  const sent = await planOf(convoked)
  await at(convoked, '2027-02-20', (tx) => emitConvocations(tx, convoked.campagneId))
  await night(convoked)
  expect(await planOf(convoked)).toEqual(sent)

  const due = await inTurn()
  const seen = await planOf(due)
  const instant = instantOf('2027-03-01T02:00', ZONE)
  await at(due, '2027-03-01', (tx) => moveHorloge(tx, { campagneId: due.campagneId, instant }))
  await night(due)
  expect(await planOf(due)).toEqual(seen)
})

/** Takes back the interview of a pupil who no longer wants it. */
async function withdraw(campagne: CampagneFictive, { eleve, lycee }: Ligne): Promise<void> {
  const { campagneId } = campagne
  await at(campagne, '2027-02-20', async (tx) => {
    const incident = {
      uai: lycee,
      genre: 'retrait' as const,
      intervenantId: null,
      salleId: null,
      eleve: { eleveId: eleve, domaine: 'bois' },
      debut: instantOf('2027-03-08', ZONE),
      fin: instantOf('2027-03-09', ZONE),
      motif: 'Ne veut plus (fictif)',
    }
    const incidentId = must(await declareIncident(tx, { campagneId, incident }))
    const lu = await readIncident(tx, { campagneId, incidentId })
    const empreinte = lu?.empreinte ?? ''
    must(await accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] }))
  })
}

test('who withdrew, or whose data may not be used for now, is not placed again by the night', async () => {
  const campagne = await inTurn()
  const { academie, campagneId } = campagne
  const [gone, limited, ...others] = await planOf(campagne)
  if (!gone || !limited) throw new Error('entretiens attendus')
  await withdraw(campagne, gone)
  await withdraw(campagne, limited)
  await at(campagne, '2027-02-20', async (tx) => {
    // Registered again since, so that the limitation alone keeps him out.
    await sql`update inscription set inscrit_le = ${instantOf('2027-02-21', ZONE)} where eleve_id = ${limited.eleve}`.execute(
      tx.trx,
    )
    await sql`insert into restriction (academie, campagne_id, eleve_id, genre, auteur, le)
      values (${academie}, ${campagneId}, ${limited.eleve}, 'limitation', 'DPD fictif', ${tx.now})`.execute(
      tx.trx,
    )
  })
  await night(campagne)
  expect((await planOf(campagne)).map((one) => one.eleve)).toEqual(others.map((one) => one.eleve))
  const { actuel } = await at(campagne, '2027-02-20', (tx) => readReglages(tx, campagneId))
  expect(actuel).toMatchObject({ places: others.length, nonPlaces: 0 })
})

test('who can be nowhere any more stays where he is for a planner to mend, and nobody takes his place', async () => {
  const campagne = await inTurn()
  const { campagneId } = campagne
  const before = await planOf(campagne)
  const [stuck] = before
  await at(campagne, '2027-02-20', async (tx) => {
    const [debut, fin] = [instantOf('2027-03-01', ZONE), instantOf('2027-06-01', ZONE)]
    const items = [{ eleveId: stuck?.eleve ?? 0, debut, fin, motif: 'Loin (fictif)' }]
    for (const result of await declareIndisponibilites(tx, { campagneId, items })) must(result)
  })
  await night(campagne)
  const after = await planOf(campagne)
  expect(after.find((one) => one.id === stuck?.id)).toEqual(stuck)
  expect(told(after)).toEqual(told(before))
  expect(after.filter((one, i) => one.plage !== before[i]?.plage).length).toBeGreaterThan(0)
})

test('a plan thought about while something changed is thrown away', async () => {
  const campagne = await inTurn()
  const { campagneId } = campagne
  const depart = await at(campagne, '2027-02-20', (tx) =>
    prepareAmelioration(tx, campagneId, { prevoir: false, immobiles: new Set() }),
  )
  const plan = await improve(depart.instance, { graine: 1, iterations: 2_000 })
  const [first] = await planOf(campagne)
  await at(campagne, '2027-02-20', (tx) =>
    epinglerEntretien(tx, { campagneId, entretienId: first?.id ?? 0, sens: 'epingler' }),
  )
  const before = await planOf(campagne)
  expect(await at(campagne, '2027-02-20', (tx) => storeAmelioration(tx, { depart, plan }))).toBe(false)
  expect(await planOf(campagne)).toEqual(before)
})

test('a crash while the plan is written leaves everything as it was, and the work runs again', async () => {
  const campagne = await inTurn()
  const { db, acteur, campagneId } = campagne
  const before = await planOf(campagne)
  const depart = await at(campagne, '2027-02-20', (tx) =>
    prepareAmelioration(tx, campagneId, { prevoir: false, immobiles: new Set() }),
  )
  const plan = await improve(depart.instance, { graine: 1, iterations: 2_000 })
  const dying = inTransaction({ db, acteur, campagneId }, async (tx) => {
    expect(await storeAmelioration({ ...tx, now: instantOf('2027-02-20', ZONE) }, { depart, plan })).toBe(
      true,
    )
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.trx)
    const owner = new pg.Client(ownerConfig(base.address))
    await owner.connect()
    await owner.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await owner.end()
    await sql`select 1`.execute(tx.trx)
  })
  await expect(dying).rejects.toThrow(Error)
  expect(await planOf(campagne)).toEqual(before)
  await night(campagne)
  expect(tripsOf(await planOf(campagne))).toBe(2)
})
