import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import type { DB } from '#src/db/types.ts'
import {
  refuseForgetfulBase,
  refuseOpenSecrets,
  refuseUnsafeBase,
  refuseWithoutFrench,
} from '#src/web/production-check.ts'
import { readSettings } from '#src/web/settings.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-production-'))
let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(async () => {
  await base.close()
  rmSync(folder, { recursive: true, force: true })
})

const production = { PASSPRO_MODE: 'production', PASSPRO_URL: 'https://passpro.exemple.fr' }

describe('A61: an unsafe production does not start, and says why', () => {
  test.each([
    [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'faux certificats'],
    [{ NODE_OPTIONS: '--inspect=0.0.0.0:9229' }, 'débogueur'],
    [{ DATABASE_URL: 'postgres://passpro@base.exemple.fr/passpro' }, 'sslmode=verify-full'],
    [{ DATABASE_URL: 'postgres://passpro@10.0.0.4/passpro?sslmode=require' }, 'sslmode=verify-full'],
    [{ PASSPRO_URL: '' }, 'PASSPRO_URL'],
  ])('%o', (env, sentence) => expect(() => readSettings({ ...production, ...env })).toThrow(sentence))

  test.each([
    {},
    { DATABASE_URL: 'postgres://passpro@localhost/passpro' },
    { DATABASE_URL: 'postgres://passpro@/passpro?host=/var/run/postgresql' },
    { DATABASE_URL: 'postgres://passpro@base.exemple.fr/passpro?sslmode=verify-full' },
  ])('a safe one does: %o', (env) => expect(readSettings({ ...production, ...env }).mode).toBe('production'))

  test('a demonstration is not held to it', () => {
    expect(readSettings({ DATABASE_URL: 'postgres://passpro@base.exemple.fr/passpro' }).mode).toBe(
      'demonstration',
    )
  })

  test('a base without fsync, as that of the tests', async () => {
    const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`.execute(base.db)
    expect(rows[0]?.fsync).toBe('off')
    await expect(refuseForgetfulBase(base.db)).rejects.toThrow('fsync = off')
  })

  test('an account of the base that row security does not hold', async () => {
    const dialect = new PostgresDialect({ pool: new pg.Pool(ownerConfig(base.address)) })
    const free = new Kysely<DB>({ dialect })
    await expect(refuseUnsafeBase(free)).rejects.toThrow('échappe à la sécurité des lignes')
    await free.destroy()
    await expect(refuseUnsafeBase(base.db)).resolves.toBeUndefined()
  })

  test('a secret that others can read', () => {
    const [open, closed] = [path.join(folder, 'ouvert'), path.join(folder, 'ferme')]
    writeFileSync(open, 'x', { mode: 0o644 })
    writeFileSync(closed, 'x', { mode: 0o600 })
    expect(() => refuseOpenSecrets([closed, path.join(folder, 'absent')])).not.toThrow()
    expect(() => refuseOpenSecrets([closed, open])).toThrow('chmod 600')
  })
})

test('a machine without full ICU is refused; this one knows French and sorts as it does', () => {
  expect(() => refuseWithoutFrench([])).toThrow('installation réduite')
  expect(() => refuseWithoutFrench()).not.toThrow()
  expect(['Zola', 'Éloi', 'Eden'].toSorted((a, b) => a.localeCompare(b, 'fr'))).toEqual([
    'Eden',
    'Éloi',
    'Zola',
  ])
})
