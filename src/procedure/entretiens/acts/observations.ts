import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import type { Observations } from '#src/procedure/entretiens/model.ts'
import type { RefusCompteRendu } from '#src/procedure/entretiens/rules.ts'
import { selectEntretienDuLycee } from '#src/procedure/entretiens/sql/lycee.ts'
import { upsertObservations } from '#src/procedure/entretiens/sql/observations.ts'

const ACTE = 'compte_rendu.rediger'

/**
 * What was seen and spoken of, in words; changed until an avis rests on it. The journal says that it was written, not what.
 * Source: domain.md, « observes, in words, without score or total ».
 */
export async function noterObservations(
  tx: Tx,
  noted: { campagneId: number; entretienId: number; observations: Observations },
): Promise<Result<null, RefusCompteRendu>> {
  const { campagneId, entretienId, observations } = noted
  const entretien = await selectEntretienDuLycee(tx, { campagneId, entretienId })
  if (!entretien) return refuse('entretien_absent')
  demand(tx.acteur, ACTE, [entretien])
  if (entretien.presence !== 'present') return refuse('eleve_non_recu')
  if ((await selectElevesLimites(tx.trx, [entretien.eleveId])).size > 0) return refuse('dossier_limite')
  if (entretien.signees > 0) return refuse('compte_rendu_signe')
  const { academie, nom: auteur } = tx.acteur
  await upsertObservations(tx.trx, { ...observations, academie, campagneId, entretienId, auteur, le: tx.now })
  await appendJournal(tx, [
    {
      chaine: entretien.uai,
      acte: 'observation.noter',
      objet: 'entretien',
      objetId: entretienId,
      apres: { sujets: observations.sujets.length, abordes: observations.abordes.length },
    },
  ])
  return ok(null)
}
