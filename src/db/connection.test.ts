import { sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RETENU } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import type { DB } from '#src/db/types.ts'

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

/** Names of the accounts that one sees, by a statement whose plan is kept. */
async function nomsVus(trx: Transaction<DB>): Promise<string[]> {
  const { rows } = await sql<{ nom: string }>`
    ${RETENU} select nom from compte where nom <> ${'personne'} order by nom`.execute(trx)
  return rows.map((row) => row.nom)
}

test('a plan that is kept still shows to each académie and to each account its own rows, whoever came before', async () => {
  for (const code of ['11', '12'])
    await base.db.transaction().execute(async (trx) => {
      await sql`select set_config('passpro.academie', ${code}, true)`.execute(trx)
      await sql`insert into academie (code, nom, fuseau) values (${code}, 'Fictive', 'Europe/Paris')`.execute(
        trx,
      )
      await sql`insert into compte (academie, nom) values (${code}, ${`A ${code}`}), (${code}, ${`B ${code}`})`.execute(
        trx,
      )
    })
  await base.db.connection().execute(async (one) => {
    const seen = (code: string, rights: string | null): Promise<string[]> =>
      one.transaction().execute(async (trx) => {
        const account = sql`(select id from compte where nom = ${`A ${code}`})`
        await sql`select set_config('passpro.academie', ${code}, true)`.execute(trx)
        await sql`select passpro_entrer(${rights}::jsonb, ${rights === null ? null : account})`.execute(trx)
        return nomsVus(trx)
      })
    for (let round = 0; round < 8; round++) {
      expect(await seen('11', null)).toEqual(['A 11', 'B 11'])
      expect(await seen('12', '[]')).toEqual(['A 12'])
      expect(await seen('12', null)).toEqual(['A 12', 'B 12'])
      expect(await seen('11', '[]')).toEqual(['A 11'])
    }
    const { rows } = await sql<{ kept: number }>`
      select count(*)::int as kept from pg_prepared_statements where statement like '%order by nom%'
        and not from_sql and generic_plans + custom_plans = 32`.execute(one)
    expect(rows).toEqual([{ kept: 1 }])
  })
})
