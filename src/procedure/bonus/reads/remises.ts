import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listDocumentsARemettre, type DocumentARemettre } from '#src/procedure/bonus/sql/remises.ts'

export type { DocumentARemettre } from '#src/procedure/bonus/sql/remises.ts'

/** Documents that the families of a school must be given, by class and name, with each time they were. */
export async function readRemises(
  tx: Tx,
  scope: { campagneId: number; uai: string },
): Promise<DocumentARemettre[]> {
  demand(tx.acteur, 'remises.lire', [{ uai: scope.uai }])
  return listDocumentsARemettre(tx.trx, scope)
}
