import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import {
  selectDisponibilite,
  type DisponibiliteOccupee,
} from '#src/procedure/entretiens/sql/disponibilite.ts'

const READ = 'disponibilite.lire'

/** One availability of a lycée, and what stands in it. */
export async function readDisponibilite(
  tx: Tx,
  asked: { campagneId: number; disponibiliteId: number },
): Promise<DisponibiliteOccupee | undefined> {
  const found = await selectDisponibilite(tx.trx, asked)
  if (found) demand(tx.acteur, READ, [{ uai: found.uai }])
  return found
}
