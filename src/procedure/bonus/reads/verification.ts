import { createHash } from 'node:crypto'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { isSealed } from '#src/procedure/bonus/rules/sceau.ts'
import { listLotsAVerifier, type LotVerifiable } from '#src/procedure/bonus/sql/lots.ts'

const VERIFIER = 'lots.verifier'

export interface LotVerifie {
  numero: number
  /** What no longer holds; empty = the batch is as it was signed. */
  fautes: ('sceau' | 'empreinte' | 'fichier' | 'lignes')[]
}

/** Checks every batch of the campaign: its cover as signed, its file and its lines as the cover says. */
export async function verifyLots(tx: Tx, campagneId: number): Promise<LotVerifie[]> {
  demand(tx.acteur, VERIFIER, [{}])
  const lots = await listLotsAVerifier(tx.trx, campagneId)
  return lots.map((lot) => ({ numero: lot.numero, fautes: fautesOf(lot) }))
}

function fautesOf({ sha256, bordereau, fichier, operations }: LotVerifiable): LotVerifie['fautes'] {
  const { signature, cle, ...document } = bordereau
  const fautes: LotVerifie['fautes'] = []
  if (!isSealed(document, { signature, cle })) fautes.push('sceau')
  if (bordereau.sha256 !== sha256) fautes.push('empreinte')
  if (fichier && createHash('sha256').update(fichier).digest('hex') !== bordereau.sha256)
    fautes.push('fichier')
  if (JSON.stringify(bordereau.operations) !== JSON.stringify(operations)) fautes.push('lignes')
  return fautes
}
