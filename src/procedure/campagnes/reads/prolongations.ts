import { loadCampagne } from '#src/procedure/campagnes/sql.ts'
import { listProlongations } from '#src/procedure/campagnes/sql/prolongations.ts'
import type { Calendrier, ProlongationDite } from '#src/procedure/campagnes/model.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const LIRE = 'prolongations.lire'

/** The deadlines given longer in a campaign, the latest first, beside those of its calendar. */
export async function readProlongations(
  tx: Tx,
  campagneId: number,
): Promise<{ calendrier: Calendrier; prolongations: ProlongationDite[] }> {
  demand(tx.acteur, LIRE, [{}])
  const { calendrier } = await loadCampagne(tx.trx, campagneId)
  return { calendrier, prolongations: await listProlongations(tx.trx, campagneId) }
}
