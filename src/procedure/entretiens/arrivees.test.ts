import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { isWaiting } from '#src/jobs/queue.ts'
import { plan } from '#src/planning/plan.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { placeArrivees, runAmelioration, runPlacement } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { loadEnAttente } from '#src/procedure/entretiens/reads/en-attente.ts'
import { loadInstance } from '#src/procedure/entretiens/reads/instance.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const register = (campagne: CampagneFictive, { index, day }: { index: number; day: string }): Promise<void> =>
  at(campagne, day, async (tx) => {
    const items = [anInscription({ eleveId: eleveAt(campagne, index).id })]
    for (const result of await registerInscriptions(tx, { campagneId: campagne.campagneId, items }))
      must(result)
  })

const placed = ({ campagneId, ...campagne }: CampagneFictive): Promise<number[]> =>
  at(campagne, '2027-06-01', async (tx) => {
    const { rows } = await sql<{ eleve: number }>`
      select eleve_id as eleve from entretien where campagne_id = ${campagneId} order by eleve_id`.execute(
      tx.trx,
    )
    return rows.map((row) => row.eleve)
  })

test('an arrival is placed by itself, those of before are left to the night', async () => {
  const horloge = instantOf('2027-02-20T10:00', ZONE)
  const campagne = await fictionalCampagne(base.db, { dispositif: 'ARRIVEES', horloge })
  const { academie, campagneId } = campagne
  const [before, now] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
  await register(campagne, { index: 0, day: '2027-02-10' })
  await register(campagne, { index: 1, day: '2027-02-20' })
  const depuis = instantOf('2027-02-20T00:00', ZONE).toISOString()
  await runPlacement({ db: base.db }, { academie, campagneId, depuis })
  expect(await placed(campagne)).toEqual([now])
  await runAmelioration({ db: base.db }, { academie, campagneId })
  expect(await placed(campagne)).toEqual([before, now].toSorted((a, b) => a - b))
})

describe('an arrival placed in the transaction of its registration', () => {
  /** What the page of a registration does, one transaction each; then what `more` does in it. */
  const arrives = (
    campagne: CampagneFictive,
    {
      index,
      mefs,
      more,
      acteur = campagne.acteur,
    }: { index: number; mefs?: readonly string[]; more?: (tx: Tx) => Promise<void>; acteur?: Acteur },
  ): Promise<void> =>
    at({ ...campagne, acteur }, '2027-02-20', async (tx) => {
      const { campagneId } = campagne
      const eleveId = eleveAt(campagne, index).id
      const items = (mefs ?? ['2472340121']).map((mef) => anInscription({ eleveId, mef }))
      for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
      await placeArrivees(tx, { campagneId, eleves: [eleveId] })
      await more?.(tx)
    })
  const waits = ({ campagneId, ...campagne }: CampagneFictive): Promise<boolean> =>
    at(campagne, '2027-02-20', ({ trx }) =>
      isWaiting(trx, { nom: 'placement', cles: [`${campagneId} arrivées`] }),
    )
  const runJob = ({ academie, campagneId }: CampagneFictive): Promise<void> =>
    runPlacement(
      { db: base.db },
      { academie, campagneId, depuis: instantOf('2027-02-20T00:00', ZONE).toISOString() },
    )
  let serial = 0
  const newCampagne = (): Promise<CampagneFictive> =>
    fictionalCampagne(base.db, {
      dispositif: `A-LA-SUITE-${++serial}`,
      horloge: instantOf('2027-02-20T10:00', ZONE),
    })
  async function asOwner(statement: string): Promise<void> {
    const owner = new pg.Client(ownerConfig(base.address))
    await owner.connect()
    await owner.query(statement)
    await owner.end()
  }

  test('stands with it, and leaves nothing to a job', async () => {
    const campagne = await newCampagne()
    await arrives(campagne, { index: 0 })
    expect(await placed(campagne)).toEqual([eleveAt(campagne, 0).id])
    expect(await waits(campagne)).toBe(false)
  })

  test('by heads who see their own pupils only, takes nobody else’s hour', async () => {
    const campagne = await newCampagne()
    for (const [rank, uai] of campagne.colleges.entries()) {
      const acteur = await acteurWith(campagne, { role: 'chef_origine', uai })
      const index = campagne.eleves.findIndex((eleve) => eleve.uai === uai)
      await arrives(campagne, {
        index,
        acteur,
        more: async ({ trx }) => {
          const seen = await sql<{
            id: number
          }>`select eleve_id as id from entretien where campagne_id = ${campagne.campagneId}`.execute(trx)
          expect(seen.rows).toEqual([{ id: eleveAt(campagne, index).id }])
        },
      })
      expect(await placed(campagne)).toHaveLength(rank + 1)
    }
    expect(await waits(campagne)).toBe(false)
  })

  test('is undone with it', async () => {
    const campagne = await newCampagne()
    const cut = arrives(campagne, { index: 0, more: () => Promise.reject(new Error('coupé')) })
    await expect(cut).rejects.toThrow('coupé')
    expect(await placed(campagne)).toEqual([])
    expect(await waits(campagne)).toBe(false)
  })

  test('is left to a job while somebody plans, and behind those who wait already', async () => {
    const campagne = await newCampagne()
    await at(campagne, '2027-02-20', async (tx) => {
      await sql`select pg_advisory_xact_lock(727002, ${campagne.campagneId}::int)`.execute(tx.trx)
      await arrives(campagne, { index: 1 })
    })
    await arrives(campagne, { index: 0 })
    expect(await placed(campagne)).toEqual([])
    expect(await waits(campagne)).toBe(true)
    await runJob(campagne)
    expect(await placed(campagne)).toEqual([0, 1].map((index) => eleveAt(campagne, index).id))
  })

  test('that fails leaves the registration, and the job to do it again', async () => {
    const campagne = await newCampagne()
    await asOwner(`create function panne() returns trigger language plpgsql as $$ begin raise 'panne'; end $$;
      create trigger panne before insert on entretien for each row execute function panne()`)
    await arrives(campagne, { index: 0 })
    expect(await placed(campagne)).toEqual([])
    expect(await waits(campagne)).toBe(true)
    await expect(runJob(campagne)).rejects.toThrow('panne')
    await asOwner('drop function panne cascade')
    await runJob(campagne)
    expect(await placed(campagne)).toEqual([eleveAt(campagne, 0).id])
  })

  test('is decided from what is near as from the whole campaign', async () => {
    const campagne = await fictionalCampagne(base.db, {
      dispositif: 'PRES-ET-LOIN',
      horloge: instantOf('2027-02-20T10:00', ZONE),
      // One teacher and one room serve several domaines at the same hours.
      disponibilites: (lycees) =>
        lycees.flatMap((uai) =>
          [['bois'], ['cuisine'], ['bois', 'cuisine']].map((domaines, i) =>
            aDisponibilite({
              uai,
              domaines,
              intervenants: [i === 2 ? 'Mme Seule-Fictive' : 'Mme Dupont-Fictive'],
              salle: i === 0 ? null : 'Salle partagée',
              fin: instantOf('2027-03-08T10:00', ZONE),
            }),
          ),
        ),
    })
    const { campagneId, eleves } = campagne
    const loaded: number[] = []
    for (const [index] of eleves.entries())
      await arrives(campagne, {
        index,
        mefs: index % 3 === 0 ? ['2472340121', '2473340321'] : ['2472340121'],
        more: async (tx) => {
          const eleveId = eleveAt(campagne, index).id
          await sql`delete from entretien where eleve_id = ${eleveId}`.execute(tx.trx)
          const lue = await loadCampagne(tx.trx, campagneId)
          const near = await loadEnAttente(tx, { campagne: lue, eleves: [eleveId] })
          const whole = (await loadInstance(tx, lue)).instance
          const ids = new Set(near?.instance.requetes.map((one) => one.id))
          const asked = { ...whole, requetes: whole.requetes.filter((one) => ids.has(one.id)) }
          expect(near && plan(near.instance)).toEqual(plan(asked))
          loaded.push(near?.instance.fixes.length ?? 0)
          await placeArrivees(tx, { campagneId, eleves: [eleveId] })
        },
      })
    expect(Math.max(...loaded)).toBeGreaterThan(4)
  })
})
