import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { chunks } from '#src/kit/group.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { avisFinalOf } from '#src/procedure/bonus/rules/croisement.ts'
import { listFaitsDesInscriptions, upsertAvisFinaux } from '#src/procedure/bonus/sql/avis-finaux.ts'

const CALCULER = { acte: 'avis_final.calculer', grants: { academie: 'academie' } } as const

/** Crosses both avis of every registration of the campaign. Computed again it changes only what has changed. */
export async function computeAvisFinaux(
  tx: Tx,
  campagneId: number,
): Promise<{ inscriptions: number; ecrits: number }> {
  demand(tx.acteur, CALCULER, [{}])
  const { reglement, reglementId, academie } = await loadCampagne(tx.trx, campagneId)
  const faits = await listFaitsDesInscriptions(tx.trx, campagneId)
  let ecrits = 0
  for (const part of chunks(faits, 10_000)) {
    const rows = part.map((one) => {
      const final = avisFinalOf(reglement, one)
      return {
        academie,
        campagne_id: campagneId,
        inscription_id: one.inscriptionId,
        reglement_id: reglementId,
        sens_origine: one.avisOrigine,
        sens_referent: one.avisReferent,
        ...final,
        calcule_le: tx.now,
      }
    })
    ecrits += await upsertAvisFinaux(tx.trx, rows)
  }
  const counts = { inscriptions: faits.length, ecrits }
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: CALCULER.acte, objet: 'campagne', objetId: campagneId, apres: counts },
  ])
  return counts
}
