import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { ownerConfig } from '#src/db/connection.ts'
import { startEmbedded } from '#src/db/embedded.ts'
import { migrate } from '#src/db/migrate.ts'

/** One throw-away PostgreSQL for the whole run, with a migrated template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-essais-'))
  // Crossable by the account that PostgreSQL drops to when the tests run as root.
  chmodSync(folder, 0o755)
  const server = await startEmbedded(path.join(folder, 'pg'), { throwAway: true })
  const address = { host: server.host, port: server.port, database: 'postgres' }
  const admin = new pg.Client(ownerConfig(address))
  await admin.connect()
  await admin.query('create database passpro_modele')
  await admin.end()
  const owner = new pg.Client(ownerConfig({ ...address, database: 'passpro_modele' }))
  await owner.connect()
  await migrate(owner)
  await owner.end()
  project.provide('postgres', { host: server.host, port: server.port })
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
