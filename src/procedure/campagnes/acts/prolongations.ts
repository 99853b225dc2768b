import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { Prolongation } from '#src/procedure/campagnes/model.ts'
import { echeanceOf } from '#src/procedure/campagnes/rules/calendrier.ts'
import { loadCampagne } from '#src/procedure/campagnes/sql.ts'
import { insertProlongation, selectEcoleVisee } from '#src/procedure/campagnes/sql/prolongations.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const PROLONGER = 'echeance.prolonger'

/**
 * Puts off one deadline for all, for a school or for a pupil, with the reason. Nothing is ever brought forward: a day
 * that gives no more than what holds already is refused. Returns the number of the row.
 * Source: domain.md, « extends a deadline, for all or for one pupil or school (reason, end date), in one journalled act ».
 */
export async function prolongEcheance(
  tx: Tx,
  { campagneId, motif, ...asked }: Prolongation & { campagneId: number; motif: string },
): Promise<Result<number, RefusCampagne>> {
  demand(tx.acteur, PROLONGER, [{}])
  if (motif.trim() === '') return refuse('motif_absent')
  const { uai, eleveId, echeance, jusquAu } = asked
  const ecole = await selectEcoleVisee(tx.trx, { campagneId, uai, eleveId })
  if (ecole === undefined && eleveId !== null) return refuse('eleve_inconnu')
  if (ecole === undefined && uai !== null) return refuse('etablissement_inconnu', { uai })
  const campagne = await loadCampagne(tx.trx, campagneId)
  const holds = echeanceOf(campagne, {
    echeance,
    ...(eleveId === null ? {} : { eleveId }),
    ...(ecole === undefined ? {} : { uai: ecole }),
  })
  if (jusquAu <= holds) return refuse('prolongation_sans_effet', { jusquAu: holds })
  const { academie, nom: auteur } = tx.acteur
  const row = { ...asked, academie, campagneId, motif: motif.trim(), auteur, le: tx.now }
  const id = await insertProlongation(tx.trx, row)
  const entree = { acte: PROLONGER, objet: 'prolongation', objetId: id }
  const apres = { ...asked, motif: motif.trim() }
  await appendJournal(tx, [{ chaine: ecole ?? CHAINE_ACADEMIE, ...entree, avant: { jusquAu: holds }, apres }])
  return ok(id)
}
