import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

test('whole numbers come as numbers, in arrays too, and what is missing as null', async () => {
  const { rows } = await sql`
    select 9007199254740991::bigint as un, '{}'::bigint[] as aucun, '{1,null,-3}'::bigint[] as plusieurs,
      date '2027-03-28' as jour`.execute(base.db)
  expect(rows).toEqual([{ un: 9007199254740991, aucun: [], plusieurs: [1, null, -3], jour: '2027-03-28' }])
})
