import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { listMigrations, listTables, type Table } from '#src/db/catalogue.ts'
import { copyIn, copyOut } from '#src/db/copy.ts'
import { readMembre, readTar, TarWriter, type Membre } from '#src/kit/tar.ts'

export interface TableSauvegardee {
  nom: string
  colonnes: string[]
  lignes: number
  /** Of the COPY text, before compression. */
  sha256: string
}

/** What an archive says of itself, in `manifeste.json`. */
export interface Manifeste {
  format: 'passpro-1'
  faiteLe: string
  postgresql: string
  migrations: { nom: string; empreinte: string }[]
  tables: TableSauvegardee[]
}

/** The archive cannot be restored, or not here. Its message is a French sentence. */
export class SauvegardeRefusee extends Error {
  override readonly name = 'SauvegardeRefusee'
}

const MANIFESTE = 'manifeste.json'
const membreOf = (nom: string): string => `${nom}.copy.gz`
const quoted = (name: string): string => pg.escapeIdentifier(name)

/**
 * Writes every row of the base, as it stands at one instant, into an archive: one COPY per table, in the order in which
 * they can be read back. Works on any PostgreSQL, of any version that the application runs on.
 */
export async function backup(owner: pg.Client, file: FileHandle): Promise<Manifeste> {
  await owner.query('begin isolation level repeatable read read only')
  try {
    const manifeste = await describe(owner)
    const tables = await listTables(owner)
    const academies = await owner.query<{ code: string }>('select code from academie order by code')
    // Under the application's role, académie by académie: an owner that is no superuser is held by row security too.
    await owner.query('set local role passpro_app')
    const tar = new TarWriter(file)
    for (const table of tables) {
      const codes = table.parAcademie ? academies.rows.map((row) => row.code) : [null]
      manifeste.tables.push(await writeTable({ owner, tar }, table, codes))
    }
    await tar.add(MANIFESTE, [Buffer.from(`${JSON.stringify(manifeste, null, 2)}\n`)])
    await tar.end()
    return manifeste
  } finally {
    await owner.query('rollback').catch(() => undefined)
  }
}

async function describe(owner: pg.Client): Promise<Manifeste> {
  const { rows } = await owner.query<{ le: Date; version: string }>(
    `select now() as le, current_setting('server_version') as version`,
  )
  return {
    format: 'passpro-1',
    faiteLe: rows[0]?.le.toISOString() ?? '',
    postgresql: rows[0]?.version ?? '',
    migrations: await listMigrations(owner),
    tables: [],
  }
}

async function writeTable(
  { owner, tar }: { owner: pg.Client; tar: TarWriter },
  { nom, colonnes, cle }: Table,
  codes: readonly (string | null)[],
): Promise<TableSauvegardee> {
  const hash = createHash('sha256')
  let lignes = 0
  const list = colonnes.map(quoted).join(', ')
  const order = cle.length > 0 ? `order by ${cle.map(quoted).join(', ')}` : ''
  async function* rows(): AsyncGenerator<Buffer> {
    for (const code of codes) {
      await owner.query(`select set_config('passpro.academie', $1, true)`, [code ?? ''])
      for await (const batch of copyOut(
        owner,
        `copy (select ${list} from ${quoted(nom)} ${order}) to stdout`,
      )) {
        hash.update(batch)
        lignes += lineFeeds(batch)
        yield batch
      }
    }
  }
  await pipeline(rows(), createGzip(), (zipped: AsyncIterable<Buffer>) => tar.add(membreOf(nom), zipped))
  return { nom, colonnes, lignes, sha256: hash.digest('hex') }
}

/** COPY writes one line feed per row: those of the values are escaped. */
function lineFeeds(batch: Buffer): number {
  let count = 0
  for (let at = batch.indexOf(10); at !== -1; at = batch.indexOf(10, at + 1)) count++
  return count
}

/** What the archive holds. Throws SauvegardeRefusee. */
async function openArchive(path: string): Promise<{ membres: Map<string, Membre>; manifeste: Manifeste }> {
  try {
    const membres = await readTar(path)
    const bytes = await readMembre(path, membres.get(MANIFESTE) ?? { debut: 0, taille: 0 })
    const manifeste: Manifeste = JSON.parse(bytes.toString())
    if (manifeste.format === 'passpro-1') return { membres, manifeste }
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error
  }
  throw new SauvegardeRefusee(`${path} n’est pas une sauvegarde de PASSPRO, ou elle est coupée.`)
}

/**
 * Fills an empty base of the same version with an archive, in one transaction: all of it or nothing. Throws
 * SauvegardeRefusee.
 */
export async function restore(owner: pg.Client, path: string): Promise<Manifeste> {
  const { membres, manifeste } = await openArchive(path)
  await owner.query('begin')
  try {
    await owner.query('select pg_advisory_xact_lock(727001)')
    demandSameVersion(manifeste, await listMigrations(owner))
    const tables = await listTables(owner)
    await demandEmpty(owner, tables)
    for (const table of tables) await fill(owner, table, sourceOf(table, { path, membres, manifeste }))
    for (const { nom, forcee } of tables)
      if (forcee) await owner.query(`alter table ${quoted(nom)} force row level security`)
    await owner.query('commit')
    return manifeste
  } catch (error) {
    await owner.query('rollback').catch(() => undefined)
    throw error
  }
}

function demandSameVersion(manifeste: Manifeste, here: Manifeste['migrations']): void {
  const text = (list: Manifeste['migrations']): string =>
    list.map((one) => `${one.nom} ${one.empreinte}`).join()
  if (text(manifeste.migrations) === text(here)) return
  const last = (list: Manifeste['migrations']): string => list.at(-1)?.nom ?? 'aucune'
  throw new SauvegardeRefusee(
    `Cette sauvegarde est d’une autre version de PASSPRO : sa dernière migration est ${last(manifeste.migrations)}, celle de cette base ${last(here)}. Restaurez-la avec la version qui l’a faite, puis mettez à niveau.`,
  )
}

/** Takes the tables for itself; lets the owner, if row security holds him, see and write them until the end. */
async function demandEmpty(owner: pg.Client, tables: readonly Table[]): Promise<void> {
  for (const { nom, forcee } of tables) {
    if (forcee) await owner.query(`alter table ${quoted(nom)} no force row level security`)
    const { rows } = await owner.query<{ pleine: boolean }>(
      `select exists (select from ${quoted(nom)}) as pleine`,
    )
    if (rows[0]?.pleine)
      throw new SauvegardeRefusee(
        `La base n’est pas vide (table ${nom}) : une sauvegarde ne se restaure que dans une base neuve.`,
      )
  }
}

interface Source {
  path: string
  membre: Membre
  dit: TableSauvegardee
}

function sourceOf(
  { nom, colonnes }: Table,
  archive: { path: string; membres: Map<string, Membre>; manifeste: Manifeste },
): Source {
  const membre = archive.membres.get(membreOf(nom))
  const dit = archive.manifeste.tables.find((table) => table.nom === nom)
  if (membre && dit && dit.colonnes.join() === colonnes.join()) return { path: archive.path, membre, dit }
  throw new SauvegardeRefusee(`La table ${nom} manque à la sauvegarde, ou n’a pas les mêmes colonnes.`)
}

async function fill(owner: pg.Client, { nom, colonnes, identite }: Table, source: Source): Promise<void> {
  const list = colonnes.map(quoted).join(', ')
  const { path, membre, dit } = source
  const { debut, taille } = membre
  try {
    await pipeline(
      createReadStream(path, { start: debut, end: debut + taille - 1 }),
      createGunzip(),
      (text: AsyncIterable<Buffer>) =>
        copyIn(owner, `copy ${quoted(nom)} (${list}) from stdin`, checked(text, dit)),
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new SauvegardeRefusee(`La table ${nom} de la sauvegarde est abîmée.`)
    throw error
  }
  if (identite === null) return
  await owner.query(
    `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${quoted(identite)}), 0) + 1, false) from ${quoted(nom)}`,
    [quoted(nom), identite],
  )
}

/** The same bytes; throws at their end when they are not what was saved. */
async function* checked(text: AsyncIterable<Buffer>, dit: TableSauvegardee): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let lignes = 0
  for await (const chunk of text) {
    hash.update(chunk)
    lignes += lineFeeds(chunk)
    yield chunk
  }
  if (hash.digest('hex') !== dit.sha256 || lignes !== dit.lignes)
    throw new SauvegardeRefusee(`La table ${dit.nom} de la sauvegarde n’est pas celle que dit son manifeste.`)
}
