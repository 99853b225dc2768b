import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { projectFolder } from '#src/kit/project-folder.ts'

const FOLDER = (): string => path.join(projectFolder(), 'src/db/migrations')

/**
 * Applies the missing migrations, in one transaction under a lock: several processes may start together.
 * Throws when an applied file was changed or has disappeared. Returns the names applied now.
 */
export async function migrate(owner: pg.Client): Promise<string[]> {
  await owner.query('begin')
  try {
    await owner.query('select pg_advisory_xact_lock(727001)')
    await owner.query(
      'create table if not exists schema_migration (nom text primary key, empreinte text not null, faite_le timestamptz not null default now())',
    )
    const applied = await applyMissing(owner)
    await owner.query('commit')
    return applied
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

async function applyMissing(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ nom: string; empreinte: string }>(
    'select nom, empreinte from schema_migration',
  )
  const done = new Map(rows.map((row) => [row.nom, row.empreinte]))
  const files = readdirSync(FOLDER())
    .filter((name) => /^\d+_.+\.sql$/.test(name))
    .sort()
  for (const nom of done.keys())
    if (!files.includes(nom)) throw new Error(`Migration appliquée mais absente du code : ${nom}`)
  const applied: string[] = []
  for (const nom of files) {
    const text = readFileSync(path.join(FOLDER(), nom), 'utf8')
    const empreinte = createHash('sha256').update(text).digest('hex')
    const before = done.get(nom)
    if (before && before !== empreinte)
      throw new Error(`Migration modifiée après avoir été appliquée : ${nom}`)
    if (before) continue
    await owner.query(text)
    await owner.query('insert into schema_migration (nom, empreinte) values ($1, $2)', [nom, empreinte])
    applied.push(nom)
  }
  return applied
}
