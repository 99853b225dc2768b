import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { deleteReferent } from '#src/procedure/campagnes/sql/referents.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const ACTE = 'referents.enregistrer'

/** A lycée is no more referent of a domaine; refused while interviews are placed there. */
export async function retirerReferent(
  tx: Tx,
  referent: { campagneId: number; uai: string; domaine: string },
): Promise<Result<null, RefusCampagne>> {
  demand(tx.acteur, ACTE, [{}])
  if (!(await deleteReferent(tx.trx, referent))) return refuse('referent_occupe')
  const { campagneId, uai, domaine } = referent
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: 'referents.retirer',
      objet: 'campagne',
      objetId: campagneId,
      avant: { uai, domaine },
    },
  ])
  return ok(null)
}
