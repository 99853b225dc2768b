import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDb, ownerConfig, type Address, type Db } from '#src/db/connection.ts'
import { startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'
import { ifInterrupted } from '#src/kit/leftovers.ts'

/** A base for one play, gone when it ends. */
export interface TemporaryBase {
  db: Db
  close(): Promise<void>
}

/** A PostgreSQL of its own in the temporary folder, migrated and empty. */
export async function temporaryBase(): Promise<TemporaryBase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-jouer-'))
  // Crossable by the account that PostgreSQL drops to under root; the data folder itself stays closed.
  chmodSync(folder, 0o755)
  const server = await startEmbedded(path.join(folder, 'pg'), { throwAway: true })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const forget = ifInterrupted(stop)
  const address: Address = { host: server.host, port: server.port, database: 'postgres' }
  const owner = new pg.Client(ownerConfig(address))
  await owner.connect()
  await migrate(owner)
  await owner.end()
  const db = openDb(address, 4)
  return {
    db,
    close: async () => {
      await db.destroy()
      await stop()
      forget()
    },
  }
}
