import path from 'node:path'
import pg from 'pg'
import { openDb, ownerConfig, type Address, type Db } from '#src/db/connection.ts'
import { startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'

/** A migrated base, ready for use under the application's role. */
export interface Base {
  db: Db
  address: Address
  /** Ends the pool, then PostgreSQL when it is ours. */
  close(): Promise<void>
}

/**
 * Opens the base: the server of `databaseUrl`, else our own PostgreSQL on `dataFolder`. Migrations run as owner first.
 * Throws a French sentence when another instance holds the data.
 */
export async function openBase(settings: {
  dataFolder: string
  databaseUrl: string | undefined
  onNotice?: (line: string) => void
}): Promise<Base> {
  const { databaseUrl, dataFolder, onNotice } = settings
  if (databaseUrl !== undefined) return openMigrated({ url: databaseUrl }, async () => undefined)
  const server = await startEmbedded(path.join(dataFolder, 'postgresql'), onNotice ? { onNotice } : {})
  const address = { host: server.host, port: server.port, database: 'passpro' }
  try {
    await createDatabase(address)
    return await openMigrated(address, () => server.stop())
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function openMigrated(address: Address, stop: () => Promise<void>): Promise<Base> {
  await asOwner(ownerConfig(address), migrate)
  const db = openDb(address)
  return {
    db,
    address,
    close: async () => {
      await db.destroy()
      await stop()
    },
  }
}

async function createDatabase(address: { host: string; port: number; database: string }): Promise<void> {
  await asOwner(ownerConfig({ ...address, database: 'postgres' }), async (owner) => {
    const { rowCount } = await owner.query('select from pg_database where datname = $1', [address.database])
    if (rowCount === 0) await owner.query(`create database ${address.database}`)
  })
}

async function asOwner(config: pg.ClientConfig, work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client(config)
  await owner.connect()
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}
