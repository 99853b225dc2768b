import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

test('every table with an académie is under row security', async () => {
  const { rows } = await sql<{ relname: string }>`
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'academie'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
  `.execute(base.db)
  expect(rows).toEqual([])
})

test('the application is neither superuser nor owner', async () => {
  const { rows } = await sql<{ rolsuper: boolean; rolbypassrls: boolean; tables: number }>`
    select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as tables
    from pg_roles r where rolname = current_user
  `.execute(base.db)
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, tables: 0 }])
})

test('no scope, no row', async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from compte`.execute(base.db)
  expect(rows).toEqual([{ n: 0 }])
})

/** Before it, no base held rows that a migration writes. */
const PREMIERE = '0151'

test('a migration that writes rows steps out of the row security that holds an owner who is no superuser', () => {
  const folder = path.join(import.meta.dirname, 'migrations')
  const written = fs
    .readdirSync(folder)
    .filter((name) => name >= PREMIERE)
    .flatMap((name) => {
      const text = fs.readFileSync(path.join(folder, name), 'utf8')
      return [...text.matchAll(/^(?:update|delete from|insert into) (\w+)/gm)].map(([, table]) => ({
        text,
        table,
      }))
    })
  expect(written.length).toBeGreaterThan(2)
  for (const { text, table } of written) {
    expect(text).toContain(`alter table ${table} no force row level security;`)
    expect(text).toContain(`alter table ${table} force row level security;`)
  }
})
