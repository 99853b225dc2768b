import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Cell = string | number | boolean | null | Date | readonly unknown[] | object | undefined
export type Row = Readonly<Record<string, Cell>>

/**
 * Rows of a table as one parameter: JSON read by PostgreSQL with the table's own column types. One statement whatever
 * the number of rows, and no list of types to keep in step with the schema.
 */
export function recordset(table: keyof DB, rows: readonly Row[]): RawBuilder<unknown> {
  return sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json)`
}

/**
 * Inserts rows that all have the columns of the first. `onConflict: 'nothing'` leaves existing ones alone;
 * the result tells which rows went in (their `returning` columns).
 */
export async function insertRows<T = never>(
  trx: Transaction<DB>,
  table: keyof DB,
  rows: readonly Row[],
  options: { onConflict?: 'nothing'; returning?: readonly string[] } = {},
): Promise<T[]> {
  const first = rows[0]
  if (!first) return []
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)))
  const conflict = options.onConflict ? sql`on conflict do nothing` : sql``
  const returning = options.returning
    ? sql`returning ${sql.join(options.returning.map((name) => sql.ref(name)))}`
    : sql``
  const result = await sql<T>`
    insert into ${sql.table(table)} (${columns}) select ${columns} from ${recordset(table, rows)} ${conflict} ${returning}
  `.execute(trx)
  return result.rows
}
