import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf } from '#src/procedure/eleves/rights.ts'
import { selectEleves } from '#src/procedure/eleves/sql.ts'
import type { Eleve } from '#src/procedure/eleves/model.ts'
import {
  listTransfertsDe,
  listTransfertsEnAttente,
  type Transfert,
} from '#src/procedure/eleves/sql/transferts.ts'

export type { Transfert } from '#src/procedure/eleves/sql/transferts.ts'

/** Pupils whom another school sends to those of the actor; their file opens only once they are taken. */
export function readArrivees(tx: Tx, campagneId: number): Promise<Transfert[]> {
  demand(tx.acteur, 'transfert.prononcer', [])
  const perimetre = perimetreOf(tx.acteur, 'transfert.prononcer')
  const uais = perimetre === 'academie' ? null : perimetre.flatMap((one) => ('uai' in one ? [one.uai] : []))
  return listTransfertsEnAttente(tx.trx, { campagneId, uais })
}

/** A pupil whom the actor may send to another school, with his changes so far; undefined when he may not. */
export async function readDepart(
  tx: Tx,
  eleveId: number,
): Promise<{ eleve: Eleve; transferts: Transfert[] } | undefined> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  if (!eleve || !allows(tx.acteur, 'transfert.demander', { uai: eleve.uai })) return undefined
  return { eleve, transferts: await listTransfertsDe(tx.trx, eleveId) }
}
