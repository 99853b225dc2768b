import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Result } from '#src/kit/result.ts'
import { createCampagne, type NouvelleCampagne } from '#src/procedure/campagnes/acts.ts'
import { loadCampagne } from '#src/procedure/campagnes/sql.ts'
import { copyCampagne } from '#src/procedure/campagnes/sql/reprise.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

/** A new campaign filled from another: nothing of its pupils, and every sheet to be signed again. */
export async function reprendreCampagne(
  tx: Tx,
  { depuis, ...campagne }: NouvelleCampagne & { depuis: number },
): Promise<Result<number, RefusCampagne>> {
  demand(tx.acteur, 'campagne.creer', [{}])
  await loadCampagne(tx.trx, depuis)
  const created = await createCampagne(tx, campagne)
  if (!created.ok) return created
  const { academie } = tx.acteur
  await copyCampagne(tx.trx, { academie, campagneId: created.value, depuis, le: tx.now })
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: 'campagne.reprendre',
      objet: 'campagne',
      objetId: created.value,
      apres: { depuis },
    },
  ])
  return created
}
