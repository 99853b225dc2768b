import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf } from '#src/procedure/eleves/api.ts'
import { listSemainesChangees, type SemaineChangee } from '#src/procedure/entretiens/sql/semaines.ts'

export type { SemaineChangee }

const READ = 'semaines_changees.lire'

/** The pupils of a school (null: of all that the reader follows) whose held interview changed week. */
export async function readSemainesChangees(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<SemaineChangee[]> {
  demand(tx.acteur, READ, uai === null ? [] : [{ uai }])
  const perimetre = uai === null ? perimetreOf(tx.acteur, READ) : [{ uai }]
  return listSemainesChangees(tx.trx, { campagneId, perimetre, zone: tx.zone, now: tx.now })
}
