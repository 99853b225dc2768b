import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

/** The directory of the académie, by name. */
export async function listEcoles(
  trx: Transaction<DB>,
  academie: string,
): Promise<{ uai: string; nom: string; commune: string | null }[]> {
  const { rows } = await sql<{ uai: string; nom: string; commune: string | null }>`
    select uai, nom, commune from etablissement where academie = ${academie}
    order by nom collate "fr-x-icu", commune, uai`.execute(trx)
  return rows
}
