import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

interface Named {
  id: number
  uai: string
  nom: string
}

/** People or rooms of lycées by name, created when new. Key: `uai/nom`. */
export async function ensureNamed(
  trx: Trx,
  table: 'intervenant' | 'salle',
  scope: { academie: string; campagneId: number; named: readonly { uai: string; nom: string }[] },
): Promise<Map<string, number>> {
  const unique = new Map(scope.named.map((one) => [`${one.uai}/${one.nom}`, one]))
  const rows = [...unique.values()].map((one) => ({
    academie: scope.academie,
    campagne_id: scope.campagneId,
    uai: one.uai,
    nom: one.nom,
  }))
  await insertRows(trx, table, rows, { onConflict: 'nothing' })
  return selectNamed(trx, table, scope.campagneId)
}

export async function selectNamed(
  trx: Trx,
  table: 'intervenant' | 'salle',
  campagneId: number,
): Promise<Map<string, number>> {
  const { rows } = await sql<Named>`
    select id, uai, nom from ${sql.table(table)} where campagne_id = ${campagneId}`.execute(trx)
  return new Map(rows.map((row) => [`${row.uai}/${row.nom}`, row.id]))
}

/** Ids in the order of the rows: an identity grows with the order of insertion. */
export async function insertDisponibilites(trx: Trx, rows: readonly Row[]): Promise<number[]> {
  const written = await insertRows<{ id: number }>(trx, 'disponibilite', rows, { returning: ['id'] })
  return written.map((row) => row.id).sort((a, b) => a - b)
}

export async function insertJurys(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'disponibilite_intervenant', rows, { onConflict: 'nothing' })
}

export async function insertIndisponibilites(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'indisponibilite', rows)
}
