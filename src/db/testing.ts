import pg from 'pg'
import { inject } from 'vitest'
import { openDb, ownerConfig, type Address, type Db } from '#src/db/connection.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; port: number }
  }
}

let serial = 0

/** A database of its own for a test file, cloned from the migrated template. Close it when the file ends. */
export async function testDb(): Promise<{ db: Db; address: Address; close: () => Promise<void> }> {
  const server = inject('postgres')
  const database = `essai_${process.pid}_${++serial}_${Math.floor(performance.timeOrigin % 1e9)}`
  await asOwner(server, `create database ${database} template passpro_modele`)
  const address = { ...server, database }
  const db = openDb(address, 10)
  return {
    db,
    address,
    close: async () => {
      await db.destroy()
      await asOwner(server, `drop database ${database} with (force)`)
    },
  }
}

async function asOwner(server: { host: string; port: number }, statement: string): Promise<void> {
  const client = new pg.Client(ownerConfig({ ...server, database: 'postgres' }))
  await client.connect()
  await client.query(statement)
  await client.end()
}
