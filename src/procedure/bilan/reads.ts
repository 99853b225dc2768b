import { groupBy } from '#src/kit/group.ts'
import { rapprochementOf } from '#src/procedure/bonus/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Bilan } from '#src/procedure/bilan/model.ts'
import { selectBilanDeLaCampagne } from '#src/procedure/bilan/sql.ts'

/** The indicators of a campaign, for the académie. */
export async function readBilan(tx: Tx, campagneId: number): Promise<Bilan> {
  demand(tx.acteur, 'bilan.lire', [{}])
  const { etats } = await rapprochementOf(tx, campagneId)
  const counts = [...groupBy(etats, (one) => one.etat)].map(([etat, group]) => [etat, group.length] as const)
  const rapprochement = Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...(await selectBilanDeLaCampagne(tx.trx, campagneId)), rapprochement }
}
