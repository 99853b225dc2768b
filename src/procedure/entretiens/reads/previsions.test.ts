import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { prolongEcheance } from '#src/procedure/campagnes/acts/prolongations.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { placeEntretiens, prepareAmelioration, runAmelioration } from '#src/procedure/entretiens/api.ts'
import { fromMinute } from '#src/procedure/entretiens/reads/instance.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0
/** A first collège registers a pupil in each of two weeks, a second one in the last week only. Closes on 26 February. */
async function inTwoWeeks(): Promise<CampagneFictive> {
  const horloge = instantOf('2027-02-17T10:00', ZONE)
  const campagne = await fictionalCampagne(base.db, { dispositif: `PREVISIONS-${++serial}`, horloge })
  const { campagneId } = campagne
  const register = (day: string, indices: readonly number[]) =>
    at(campagne, day, async (tx) => {
      const items = indices.map((index) => anInscription({ eleveId: eleveAt(campagne, index).id }))
      for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
      await placeEntretiens(tx, campagneId)
    })
  await register('2027-02-08', [0])
  await register('2027-02-16', [1, 6])
  return campagne
}

const expected = (campagne: CampagneFictive, night = '2027-02-17T02:00') =>
  at(campagne, night, async (tx) => {
    const cadre = { prevoir: true, immobiles: new Set<string>() }
    const { instance } = await prepareAmelioration(tx, campagne.campagneId, cadre)
    return (instance.previsions ?? []).map(({ origine, auPlusTot }) => ({
      origine,
      auPlusTot: fromMinute(auPlusTot ?? 0, ZONE),
    }))
  })

test('those who may still register are expected of the collège that registers as it goes, until it may no more', async () => {
  const campagne = await inTwoWeeks()
  const { campagneId, colleges } = campagne
  const [goesOn] = colleges
  // Registered on Tuesday 23 February, convoked five school days ahead.
  const first = { origine: goesOn, auPlusTot: instantOf('2027-03-02', ZONE) }
  expect(await expected(campagne)).toEqual([first])
  await at(campagne, '2027-02-17', async (tx) => {
    const longer = { echeance: 'finInscriptions' as const, eleveId: null, jusquAu: '2027-03-05' }
    must(await prolongEcheance(tx, { campagneId, ...longer, uai: goesOn, motif: 'Panne (fictive)' }))
  })
  expect(await expected(campagne)).toEqual([
    first,
    { origine: goesOn, auPlusTot: instantOf('2027-03-09', ZONE) },
  ])
})

test('a night looks at the five school days that are over', async () => {
  const campagne = await inTwoWeeks()
  // Those of Tuesday 16 were registered five school days before the night of Wednesday 24 begins, and not since.
  expect((await expected(campagne, '2027-02-23T02:00')).length).toBe(1)
  expect((await expected(campagne, '2027-02-24T02:00')).length).toBe(0)
})

test('a pupil whose data may not be used for now tells nothing of who will come', async () => {
  const campagne = await inTwoWeeks()
  const { academie, campagneId } = campagne
  await at(campagne, '2027-02-17', ({ trx, now }) =>
    sql`insert into restriction (academie, campagne_id, eleve_id, genre, auteur, le)
      values (${academie}, ${campagneId}, ${eleveAt(campagne, 1).id}, 'limitation', 'DPD fictif', ${now})`.execute(
      trx,
    ),
  )
  expect(await expected(campagne)).toEqual([])
})

test('the night counts with them, says how many, and none of them becomes an interview', async () => {
  const campagne = await inTwoWeeks()
  const { academie, campagneId } = campagne
  await at(campagne, '2027-02-17', (tx) =>
    moveHorloge(tx, { campagneId, instant: instantOf('2027-02-17T20:00', ZONE) }),
  )
  await runAmelioration({ db: base.db }, { academie, campagneId })
  const [kept] = await at(campagne, '2027-02-17', async ({ trx }) => {
    const { rows } = await sql<{ previsions: unknown; entretiens: number }>`
      select (apres->>'previsions')::int as previsions,
        (select count(*)::int from entretien where campagne_id = ${campagneId}) as entretiens
      from journal where acte = 'entretiens.ameliorer' and objet = 'campagne' and objet_id = ${String(campagneId)}`.execute(
      trx,
    )
    return rows
  })
  expect(kept).toEqual({ previsions: 1, entretiens: 3 })
})
