import { inTransaction } from '#src/db/transaction.ts'
import { acteurOf } from '#src/jobs/acteur.ts'
import { enqueue, type ChargeEmission, type Outils } from '#src/jobs/queue.ts'
import { computeAvisFinaux } from '#src/procedure/bonus/acts/avis-finaux.ts'
import { emitFiches } from '#src/procedure/bonus/acts/fiches.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'

/** Leaves the crossing of avis and the release of fiches to be done; one waits at a time per campaign. */
export async function enqueueEmission(tx: Tx, campagneId: number): Promise<void> {
  const { academie, compteId } = tx.acteur
  if (compteId === null) throw new Error('émission sans compte')
  await enqueue(tx.trx, {
    nom: 'emission',
    charge: { academie, campagneId, compteId },
    cle: String(campagneId),
  })
}

/** Crosses both avis of every registration, then issues the fiches that have changed. */
export async function emettreFiches(
  tx: Tx,
  campagneId: number,
): Promise<{ inscriptions: number; ecrits: number; fiches: number }> {
  const counts = await computeAvisFinaux(tx, campagneId)
  return { ...counts, fiches: await emitFiches(tx, campagneId) }
}

export async function runEmission({ db }: Outils, { campagneId, ...charge }: ChargeEmission): Promise<void> {
  const acteur = await acteurOf(db, charge)
  await inTransaction({ db, acteur, campagneId }, (tx) => emettreFiches(tx, campagneId))
}
