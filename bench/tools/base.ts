import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { openDb, ownerConfig, type Address, type Db } from '#src/db/connection.ts'
import { startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'

/** A PostgreSQL that keeps what it acknowledges, as in production. */
export interface BenchServer {
  /** A migrated, empty database of its own. */
  newBase(): Promise<BenchBase>
}

export interface BenchBase {
  db: Db
  /** Not held by row security: fills and measures. */
  owner: pg.Client
  close(): Promise<void>
}

/** Runs `work` on a server started for it, in a folder that goes with it. */
export async function withServer(work: (server: BenchServer) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const server = await startEmbedded(path.join(folder, 'pg'))
    let serial = 0
    try {
      await work({ newBase: () => newBase({ ...server, database: `mesure_${++serial}` }) })
    } finally {
      await server.stop()
    }
  })
}

/** A temporary folder that the account of PostgreSQL can cross. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-mesures-'))
  chmodSync(folder, 0o755)
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function newBase({ host, port, database }: Exclude<Address, { url: string }>): Promise<BenchBase> {
  await asOwner({ host, port, database: 'postgres' }, `create database ${database}`)
  const owner = new pg.Client(ownerConfig({ host, port, database }))
  // When the server stops under a failed measure, it is the failure that must be told.
  owner.on('error', () => undefined)
  await owner.connect()
  await migrate(owner)
  const db = openDb({ host, port, database }, 4)
  return {
    db,
    owner,
    close: async () => {
      await db.destroy()
      await owner.end()
      await asOwner({ host, port, database: 'postgres' }, `drop database ${database} with (force)`)
    },
  }
}

async function asOwner(address: Address, statement: string): Promise<void> {
  const client = new pg.Client(ownerConfig(address))
  await client.connect()
  await client.query(statement)
  await client.end()
}
