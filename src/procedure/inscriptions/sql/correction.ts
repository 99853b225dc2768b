import type { Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

/**
 * Replaces an origin avis that is signed: by an exceptional act alone (rule 2), whose journal row keeps what stood
 * before.
 */
export async function correctAvisOrigine(
  trx: Transaction<DB>,
  { id, ...avis }: { id: number; sens: string; commentaire: string; signataire: string; signe_le: Date },
): Promise<void> {
  await trx.updateTable('avis_origine').set(avis).where('id', '=', id).execute()
}
