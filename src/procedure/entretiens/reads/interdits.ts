import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listInterditsDuLycee } from '#src/procedure/entretiens/sql/interdits.ts'

const READ = 'interdits.lire'

/** What the planners of a lycée have forbidden, with whom and why. */
export async function readInterdits(tx: Tx, asked: { campagneId: number; uai: string }) {
  demand(tx.acteur, READ, [asked])
  return listInterditsDuLycee(tx.trx, asked)
}
