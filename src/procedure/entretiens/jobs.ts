import { inTransaction } from '#src/db/transaction.ts'
import { enqueue, type ChargeCampagne, type Outils } from '#src/jobs/queue.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { emitConvocations } from '#src/procedure/entretiens/acts/entretiens.ts'
import { placeEntretiens } from '#src/procedure/entretiens/acts/planning.ts'
import { shareDemandes } from '#src/procedure/entretiens/sql/planning.ts'

/**
 * Leaves the placing of what was just registered, to be done once this transaction is committed; one waits at a time
 * per campaign. Source: domain.md, « placed and convoked as registrations come in ».
 */
export async function enqueuePlacement(tx: Tx, campagneId: number): Promise<void> {
  await shareDemandes(tx.trx, campagneId)
  const charge = { academie: tx.acteur.academie, campagneId }
  await enqueue(tx.trx, { nom: 'placement', charge, cle: String(campagneId) })
}

/** Nobody in particular: pupils are placed because they are registered, whoever registered them. */
const automate = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Placement automatique',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
  ],
})

/** Places every registration that has no interview yet, then convokes those placed. */
export async function runPlacement({ db }: Outils, { academie, campagneId }: ChargeCampagne): Promise<void> {
  await inTransaction({ db, acteur: automate(academie), campagneId }, async (tx) => {
    await placeEntretiens(tx, campagneId, { depuis: tx.now })
    await emitConvocations(tx, campagneId)
  })
}
