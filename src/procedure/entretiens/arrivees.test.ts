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
import { runAmelioration, runPlacement } from '#src/procedure/entretiens/api.ts'
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
