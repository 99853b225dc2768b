import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { DB } from '#src/db/types.ts'

export type Db = Kysely<DB>

// One place for the mapping of column types: whole numbers as numbers, days as `AAAA-MM-JJ` text (a Date loses a day).
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
// Arrays of bigint, whose identifier is missing from the list of the driver's types. Whole numbers are never quoted.
const INT8_ARRAY = 1016 as Parameters<typeof pg.types.setTypeParser>[0]
const int8OrNull = (text: string): number | null => (text === 'NULL' ? null : Number(text))
pg.types.setTypeParser(INT8_ARRAY, (text) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(int8OrNull),
)

/** How the base is reached: our own cluster (socket), or a server. */
export type Address = { host: string; port: number; database: string } | { url: string }

/** Configuration of the owner: migrations, backup, nothing else (the owner is not held by row security). */
export function ownerConfig(address: Address): pg.ClientConfig {
  const limits = { connectionTimeoutMillis: 10_000 }
  return 'url' in address
    ? { connectionString: address.url, ...limits }
    : { ...address, user: 'passpro_owner', ...limits }
}

function applicationConfig(address: Address): pg.PoolConfig {
  const options =
    '-c role=passpro_app -c statement_timeout=120000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000'
  return 'url' in address
    ? { connectionString: address.url, options }
    : { ...address, user: 'passpro_connexion', options }
}

/**
 * Begins a statement that is sent again and again, and that takes longer to plan than to run: each connection parses it
 * once and keeps its plan, as PostgreSQL sees fit. Under another role it is planned again, and when its tables have changed.
 * Its columns are named one by one: a plan kept while a migration adds one to `*` would fail.
 */
export const RETENU = sql`/* retenu */`

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 40)
  names.set(text, name)
  return name
}

/** Names what is to be kept, which is how PostgreSQL keeps it. */
function keepPlans(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (text: unknown, ...rest: unknown[]) => unknown
  const query = (text: unknown, ...rest: unknown[]): unknown =>
    typeof text === 'string' && text.trimStart().startsWith('/* retenu */')
      ? send({ name: nameOf(text), text }, ...rest)
      : send(text, ...rest)
  client.query = query as typeof client.query
}

/** The pool of the application, under the role that row security holds. A broken idle connection is replaced. */
export function openDb(address: Address, max = 20): Db {
  const pool = new pg.Pool({
    ...applicationConfig(address),
    max,
    connectionTimeoutMillis: 10_000,
    // Longer than the limit of the server: only a server that is frozen or cut off meets it.
    query_timeout: 140_000,
  })
  // Without a listener an idle connection that the server closes would end the process; the next query reconnects.
  pool.on('error', () => undefined)
  // The same for one in use: its query is rejected, which is enough to know.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pool.on('connect', keepPlans)
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
