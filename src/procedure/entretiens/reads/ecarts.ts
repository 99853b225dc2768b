import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listEcarts, type Ecart, type RechercheEcarts } from '#src/procedure/entretiens/sql/ecarts.ts'

export type { Ecart }
export { TRIS_ECARTS } from '#src/procedure/entretiens/sql/ecarts.ts'

/** Avis of a lycée that its head signed otherwise than they were proposed; both stay. */
export async function readEcarts(
  tx: Tx,
  asked: RechercheEcarts,
): Promise<{ rows: Ecart[]; total: number; signes: number }> {
  demand(tx.acteur, 'propositions.lire', [asked])
  return listEcarts(tx.trx, asked)
}
