import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import {
  chooseLiberation,
  deplacerEntretien,
  liberateAutomatiques,
  liberateVague,
  placeArrivees,
  placeEntretiens,
  runPlacement,
} from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { NOMBRE, tally, together } from './together.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0
/** A campaign whose pupils are all placed in the week of 8 March 2027, in the first lycée. */
async function placed(options: OptionsCampagne = {}): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(base.db, { dispositif: `VAGUE-${++serial}`, ...options })
  const { campagneId, lycees } = campagne
  const items = campagne.eleves.map(({ id }) => anInscription({ eleveId: id, uaiSouhaite: lycees[0] }))
  await at(campagne, '2027-02-01', async (tx) => {
    await registerInscriptions(tx, { campagneId, items })
    await placeEntretiens(tx, campagneId)
  })
  return campagne
}

const rowsOf = <T>(campagne: CampagneFictive, query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(campagne, '2027-06-01', async (tx) => (await query.execute(tx.trx)).rows)
const convocations = async (campagne: CampagneFictive): Promise<{ n: number; entretiens: number }[]> =>
  rowsOf(
    campagne,
    sql`select count(*)::int as n, count(distinct entretien_id)::int as entretiens
      from convocation where campagne_id = ${campagne.campagneId}`,
  )

/** Ends a connection from outside, as a crash of its process does. */
async function cut(pid: number | undefined): Promise<void> {
  const owner = new pg.Client(ownerConfig(base.address))
  await owner.connect()
  await owner.query('select pg_terminate_backend($1)', [pid])
  await owner.end()
}

describe('a wave', () => {
  test('released by many at once: one convocation each, the others are told', async () => {
    const campagne = await placed()
    const { campagneId, lycees } = campagne
    const results = await together(campagne, {
      a: '2027-03-01T10:00',
      act: (tx) => liberateVague(tx, { campagneId, uai: lycees[0], semaine: '2027-03-08' }),
    })
    expect(tally(results.map(codeOf))).toEqual({ ok: 1, vague_vide: NOMBRE - 1 })
    const nombre = campagne.eleves.length
    expect(await convocations(campagne)).toEqual([{ n: nombre, entretiens: nombre }])
  })

  test('whose release is cut off in the middle leaves nothing; it then runs whole', async () => {
    const campagne = await placed()
    const { db, acteur, campagneId, lycees } = campagne
    await at(campagne, '2027-02-20', (tx) =>
      chooseLiberation(tx, { campagneId, uai: lycees[0], mode: 'automatique' }),
    )
    const night = (work: (tx: Tx) => Promise<void>) =>
      inTransaction({ db, acteur }, async (tx) => {
        await liberateAutomatiques({ ...tx, now: new Date('2027-03-01T02:00:00Z') }, campagneId)
        await work(tx)
      })
    // The connection dies after the convocations are written and before they are kept.
    const dying = night(async ({ trx }) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await cut(rows[0]?.pid)
      await sql`select 1`.execute(trx)
    })
    await expect(dying).rejects.toThrow(Error)
    expect(await convocations(campagne)).toEqual([{ n: 0, entretiens: 0 }])
    await night(() => Promise.resolve())
    const nombre = campagne.eleves.length
    expect(await convocations(campagne)).toEqual([{ n: nombre, entretiens: nombre }])
  })
})

test('a pupil placed by a planner while another places him too has one interview', async () => {
  const campagne = await fictionalCampagne(base.db, { dispositif: `VAGUE-${++serial}` })
  const { campagneId, lycees } = campagne
  const items = [anInscription({ eleveId: eleveAt(campagne, 0).id })]
  await at(campagne, '2027-02-01', (tx) => registerInscriptions(tx, { campagneId, items }))
  const bilans = await together(campagne, {
    a: '2027-02-02',
    act: (tx, rank) => placeEntretiens(tx, campagneId, rank % 2 === 0 ? {} : { uai: lycees[0] }),
  })
  expect(bilans.reduce((sum, one) => sum + one.places, 0)).toBe(1)
})

test('pupils registered at once, each placed in his own registration, never share an hour', async () => {
  const campagne = await fictionalCampagne(base.db, { dispositif: `VAGUE-${++serial}` })
  const { db, academie, campagneId, lycees } = campagne
  await together(campagne, {
    a: '2027-02-02',
    act: async (tx, rank) => {
      const eleveId = eleveAt(campagne, rank).id
      const items = [anInscription({ eleveId, uaiSouhaite: lycees[0] })]
      await registerInscriptions(tx, { campagneId, items })
      await placeArrivees(tx, { campagneId, eleves: [eleveId] })
    },
  })
  const hours = () =>
    rowsOf(
      campagne,
      sql<{
        h: string
      }>`select k.uai || ' ' || n.plage::text as h from entretien n join creneau k on k.id = n.creneau_id
      where n.campagne_id = ${campagneId}`,
    )
  // The first one never waits for long: at least he is placed by himself.
  expect((await hours()).length).toBeGreaterThanOrEqual(1)
  await runPlacement({ db }, { academie, campagneId, depuis: instantOf('2027-02-02', ZONE).toISOString() })
  const all = (await hours()).map((one) => one.h)
  expect([all.length, new Set(all).size]).toEqual([NOMBRE, NOMBRE])
})

describe('two planners move the same pupil at once', () => {
  const placesOf = (campagne: CampagneFictive) =>
    rowsOf(
      campagne,
      sql<{ id: number; version: number; disponibilite: number; debut: string }>`
        select n.id, n.version, k.disponibilite_id as disponibilite,
          to_char(lower(n.plage) at time zone 'Europe/Paris', 'YYYY-MM-DD"T"HH24:MI') as debut
        from entretien n join creneau k on k.id = n.creneau_id where n.campagne_id = ${campagne.campagneId}
        order by lower(n.plage), n.id`,
    )
  const minute = (local: string): number => Date.parse(`${local}:00Z`) / 60_000

  test('one wins, the others are told', async () => {
    const campagne = await placed({ elevesParCollege: 2 })
    const { campagneId } = campagne
    const [first] = await placesOf(campagne)
    if (!first) throw new Error('entretien attendu')
    const results = await together(campagne, {
      a: '2027-02-20',
      act: (tx, rank) =>
        deplacerEntretien(tx, {
          campagneId,
          entretienId: first.id,
          version: first.version,
          vers: {
            disponibiliteId: first.disponibilite,
            debut: minute(`2027-03-08T11:${rank % 2 === 0 ? '20' : '40'}`),
          },
        }),
    })
    expect(tally(results.map(codeOf))).toEqual({ ok: 1, entretien_modifie: NOMBRE - 1 })
  })

  test('to the same place: one of two pupils gets it', async () => {
    const campagne = await placed({ elevesParCollege: 2 })
    const { campagneId } = campagne
    const [first, second] = await placesOf(campagne)
    if (!first || !second) throw new Error('entretiens attendus')
    const results = await together(campagne, {
      a: '2027-02-20',
      nombre: 2,
      act: (tx, rank) => {
        const { id: entretienId, version } = rank === 0 ? first : second
        const vers = { disponibiliteId: first.disponibilite, debut: minute('2027-03-08T11:40') }
        return deplacerEntretien(tx, { campagneId, entretienId, version, vers })
      },
    })
    expect(tally(results.map(codeOf))).toEqual({ ok: 1, place_refusee: 1 })
  })
})
