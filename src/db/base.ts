import path from 'node:path'
import pg from 'pg'
import { openDb, ownerConfig, type Address, type Db } from '#src/db/connection.ts'
import { findEmbedded, startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'
import { projectFolder } from '#src/kit/project-folder.ts'

const DATABASE = 'passpro'

/** A migrated base, ready for use under the application's role. */
export interface Base {
  db: Db
  address: Address
  /** Migrations applied at this opening. */
  migrations: readonly string[]
  /** Ends the pool, then PostgreSQL when it is ours. */
  close(): Promise<void>
  /** Ends PostgreSQL when it is ours, whatever is under way on it. */
  interrupt(): Promise<void>
}

export interface BaseSettings {
  /** Folder of the data, when PostgreSQL is ours. */
  dataFolder: string
  databaseUrl: string | undefined
  /** File of the key that signs exports (PEM, ed25519), made at first use. */
  cleSignature: string
}

/** Where the base and its signing key are, from the environment: the same for the service and for the operator's commands. */
export function readBaseSettings(env: Readonly<Record<string, string | undefined>>): BaseSettings {
  const dataFolder = path.resolve(env['PASSPRO_DATA'] || path.join(projectFolder(), 'donnees'))
  return {
    dataFolder,
    databaseUrl: env['DATABASE_URL'] || undefined,
    cleSignature: env['PASSPRO_CLE_SIGNATURE'] || path.join(dataFolder, 'cle-de-signature.pem'),
  }
}

/**
 * Opens the base: the server of `databaseUrl`, else our own PostgreSQL on `dataFolder`. Migrations run as owner first.
 * Throws a French sentence when another instance holds the data.
 */
export async function openBase(
  settings: Pick<BaseSettings, 'dataFolder' | 'databaseUrl'> & { onNotice?: (line: string) => void },
): Promise<Base> {
  const { databaseUrl, dataFolder, onNotice } = settings
  if (databaseUrl !== undefined) return openMigrated({ url: databaseUrl }, async () => undefined)
  const server = await startEmbedded(clusterOf(dataFolder), onNotice ? { onNotice } : {})
  const address = { host: server.host, port: server.port, database: DATABASE }
  try {
    await createDatabase(address)
    return await openMigrated(address, () => server.stop())
  } catch (error) {
    await server.stop()
    throw error
  }
}

const clusterOf = (dataFolder: string): string => path.join(dataFolder, 'postgresql')

/** The same base for a command of the operator: joins the PostgreSQL of a service that runs on the same data. */
export async function joinBase(
  settings: Pick<BaseSettings, 'dataFolder' | 'databaseUrl'> & { onNotice?: (line: string) => void },
): Promise<Base> {
  const running =
    settings.databaseUrl === undefined ? findEmbedded(clusterOf(settings.dataFolder)) : undefined
  if (!running) return openBase(settings)
  return openMigrated({ ...running, database: DATABASE }, async () => undefined)
}

async function openMigrated(address: Address, stop: () => Promise<void>): Promise<Base> {
  const migrations = await asOwner(ownerConfig(address), migrate)
  const db = openDb(address)
  return {
    db,
    address,
    migrations,
    interrupt: stop,
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

/** Work on a connection of its own, under the owner of the base. */
export async function asOwner<T>(
  config: pg.ClientConfig,
  work: (owner: pg.Client) => Promise<T>,
): Promise<T> {
  const owner = new pg.Client(config)
  // A server that goes away rejects the query under way; without a listener it would end the process as well.
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}
