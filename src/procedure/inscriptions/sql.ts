import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Inscription } from '#src/procedure/inscriptions/model.ts'

type Trx = Transaction<DB>

/** Registrations of these pupils; with the school of each, for rights and journal. */
export async function selectInscriptions(trx: Trx, eleveIds: readonly number[]): Promise<Inscription[]> {
  const { rows } = await sql<Inscription>`
    select id, eleve_id as "eleveId", mef, domaine, inscrit_le as "inscritLe" from inscription
    where eleve_id = any (${eleveIds}::bigint[]) order by id`.execute(trx)
  return rows
}

export async function insertInscriptions(trx: Trx, rows: readonly Row[]): Promise<Inscription[]> {
  const written = await insertRows<{
    id: number
    eleve_id: number
    mef: string
    domaine: string
    inscrit_le: Date
  }>(trx, 'inscription', rows, {
    onConflict: 'nothing',
    returning: ['id', 'eleve_id', 'mef', 'domaine', 'inscrit_le'],
  })
  return written.map(({ eleve_id, inscrit_le, ...row }) => ({
    ...row,
    eleveId: eleve_id,
    inscritLe: inscrit_le,
  }))
}

/** Start of each placed interview of these pupils, by domaine. Reads the room of interviews. */
export async function selectDebutsEntretiens(
  trx: Trx,
  eleveIds: readonly number[],
): Promise<{ eleveId: number; domaine: string; debut: Date }[]> {
  const { rows } = await sql<{ eleveId: number; domaine: string; debut: Date }>`
    select eleve_id as "eleveId", domaine, lower(plage) as debut from entretien
    where eleve_id = any (${eleveIds}::bigint[])`.execute(trx)
  return rows
}

/** Ids of the pupils or registrations whose avis went in; the others had one already. */
export async function insertAvisOrigine(
  trx: Trx,
  rows: readonly Row[],
): Promise<{ id: number; eleve_id: number; inscription_id: number | null }[]> {
  return insertRows(trx, 'avis_origine', rows, {
    onConflict: 'nothing',
    returning: ['id', 'eleve_id', 'inscription_id'],
  })
}
