import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { avisFinalOf } from '#src/procedure/bonus/rules/croisement.ts'
import { listFaitsDesInscriptions, upsertAvisFinaux } from '#src/procedure/bonus/sql/avis-finaux.ts'

const CALCULER = 'avis_final.calculer'

/** Crosses both avis of every registration of the campaign. Computed again it changes only what has changed. */
export async function computeAvisFinaux(
  tx: Tx,
  campagneId: number,
): Promise<{ inscriptions: number; ecrits: number }> {
  demand(tx.acteur, CALCULER, [{}])
  const { reglement, reglementId, academie } = await loadCampagne(tx.trx, campagneId)
  const groupes = await listFaitsDesInscriptions(tx.trx, campagneId)
  const ecrits = await upsertAvisFinaux(
    tx.trx,
    { academie, campagneId, reglementId, now: tx.now },
    groupes.map(({ inscriptionIds, ...faits }) => ({
      ...avisFinalOf(reglement, faits),
      sens_origine: faits.avisOrigine,
      sens_referent: faits.avisReferent,
      ids: inscriptionIds,
    })),
  )
  const inscriptions = groupes.reduce((sum, { inscriptionIds }) => sum + inscriptionIds.length, 0)
  const counts = { inscriptions, ecrits }
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: CALCULER, objet: 'campagne', objetId: campagneId, apres: counts },
  ])
  return counts
}
