import type pg from 'pg'

/** A table of the procedure, as the base describes it. */
export interface Table {
  nom: string
  colonnes: string[]
  cle: string[]
  /** Column whose values a sequence gives. */
  identite: string | null
  /** Whether its rows belong each to an académie. */
  parAcademie: boolean
  /** Whether row security holds its owner too. */
  forcee: boolean
}

/** Every table but the list of migrations, each after those that it points to. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { vers: string[] }>(`
    select c.relname as nom, c.relforcerowsecurity as forcee,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as colonnes,
      coalesce((select array_agg(a.attname::text order by array_position(i.indkey::int[], a.attnum::int))
        from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '{}') as cle,
      (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as identite,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'academie' and not a.attisdropped)
        as "parAcademie",
      coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid), '{}') as vers
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and c.relname <> 'schema_migration' order by c.relname`)
  return inOrder(rows)
}

function inOrder(tables: readonly (Table & { vers: string[] })[]): Table[] {
  const ordered: Table[] = []
  const done = new Set<string>()
  while (ordered.length < tables.length) {
    const ready = tables.filter(({ nom, vers }) => !done.has(nom) && vers.every((other) => done.has(other)))
    if (ready.length === 0) throw new Error('des tables se désignent en rond')
    for (const { vers: _, ...table } of ready) {
      ordered.push(table)
      done.add(table.nom)
    }
  }
  return ordered
}

/** Migrations applied to the base, with the hash of each. */
export async function listMigrations(client: pg.Client): Promise<{ nom: string; empreinte: string }[]> {
  const { rows } = await client.query<{ nom: string; empreinte: string }>(
    'select nom, empreinte from schema_migration order by nom',
  )
  return rows
}
