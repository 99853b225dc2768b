import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { enqueuePlacement } from '#src/procedure/entretiens/jobs.ts'
import { deleteInterdit, insertInterdit } from '#src/procedure/entretiens/sql/deplacements.ts'
import { deleteEntretiens } from '#src/procedure/entretiens/sql/incidents.ts'
import { selectInterdit } from '#src/procedure/entretiens/sql/interdits.ts'
import { selectEntretienDuLycee } from '#src/procedure/entretiens/sql/lycee.ts'
import { replaceNonPlacements } from '#src/procedure/entretiens/sql/planning.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { RefusDeplacement } from '#src/procedure/entretiens/texts.ts'
import { annoncerAnnulations } from '#src/procedure/envois/api.ts'

const INTERDIRE = 'lycee.interdire'
const LEVER = 'interdit.lever'

/**
 * This pupil is no longer to be received in the lycée where his interview stands, whatever it opens later: the interview is
 * taken back, a family that was convoked is told, and he waits for a place elsewhere.
 */
export async function interdireLycee(
  tx: Tx,
  asked: { campagneId: number; entretienId: number; motif: string },
): Promise<Result<null, RefusDeplacement>> {
  const { campagneId, entretienId } = asked
  const motif = asked.motif.trim()
  await lockPlanning(tx.trx, campagneId)
  const entretien = await selectEntretienDuLycee(tx, { campagneId, entretienId })
  if (!entretien) return refuse('place_inconnue')
  const { uai, eleveId, domaine } = entretien
  demand(tx.acteur, INTERDIRE, [{ uai }])
  if (motif === '') return refuse('motif_absent')
  if (entretien.presence !== null || entretien.debut <= tx.now) return refuse('entretien_commence')
  const scope = { academie: tx.acteur.academie, campagne_id: campagneId, le: tx.now }
  const who = { eleve_id: eleveId, domaine }
  await insertInterdit(tx.trx, { ...scope, ...who, uai, motif, auteur: tx.acteur.nom })
  // Before it is deleted: what the family was told would be lost with it.
  await annoncerAnnulations(tx, { campagneId, entretienIds: [entretienId], retrait: false })
  await deleteEntretiens(tx.trx, [entretienId])
  const explication = `Le lycée où il avait une place ne le reçoit plus (${motif}) : il sera placé ailleurs si c’est possible.`
  await replaceNonPlacements(
    tx.trx,
    [{ eleveId, domaine }],
    [{ ...scope, ...who, raison: 'interdit', explication }],
  )
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    {
      chaine: uai,
      acte: INTERDIRE,
      objet: 'entretien',
      objetId: entretienId,
      avant: { debut: entretien.debut },
      apres: { eleve: eleveId, domaine, motif },
    },
  ])
  await enqueuePlacement(tx, campagneId)
  return ok(null)
}

/** Lifts a prohibition of a lycée, of one of its places or of all of it; the pupil is tried again. */
export async function leverInterditDuLycee(
  tx: Tx,
  asked: { campagneId: number; interditId: number },
): Promise<Result<null, RefusDeplacement>> {
  const interdit = await selectInterdit(tx.trx, asked)
  if (!interdit) return refuse('place_inconnue')
  const { id, uai, eleveId, domaine } = interdit
  demand(tx.acteur, LEVER, [{ uai }])
  if (!(await deleteInterdit(tx.trx, { id, uai }))) return refuse('place_inconnue')
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    { chaine: uai, acte: LEVER, objet: 'interdit', objetId: id, avant: { eleve: eleveId, domaine } },
  ])
  await enqueuePlacement(tx, asked.campagneId)
  return ok(null)
}
