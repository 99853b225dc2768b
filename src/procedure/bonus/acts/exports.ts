import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { exportBonus, type Export } from '#src/procedure/bonus/acts/lots.ts'
import type { DemandeExport } from '#src/procedure/bonus/model.ts'
import { cleDeRepetition, type Cle } from '#src/procedure/bonus/rules/sceau.ts'
import {
  closeDemandeExport,
  insertDemandeExport,
  selectDemandeExport,
} from '#src/procedure/bonus/sql/exports.ts'
import type { RefusLot } from '#src/procedure/bonus/texts.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const DEMANDER = 'export.demander'
const APPROUVER = 'export.approuver'
const ABANDONNER = 'export.abandonner'

/** The first of four eyes asks for an export. One request at a time waits per campaign. */
export async function demanderExport(tx: Tx, campagneId: number): Promise<Result<number, RefusLot>> {
  demand(tx.acteur, DEMANDER, [{}])
  const { academie, compteId } = tx.acteur
  if (compteId === null) throw new Error('demande d’export sans compte')
  const id = await insertDemandeExport(tx.trx, {
    academie,
    campagne_id: campagneId,
    demandeur_id: compteId,
    demandee_le: tx.now,
  })
  if (id === undefined) return refuse('demande_en_cours')
  await note(tx, DEMANDER, { id })
  return ok(id)
}

interface Reponse {
  campagneId: number
  demandeId: number
}

/**
 * The second of four eyes approves, which is what runs the export. `cle`: the key of the académie, null when none is
 * installed; a rehearsal signs with its own, worth nothing elsewhere.
 */
export async function approuverExport(
  tx: Tx,
  { cle, ...reponse }: Reponse & { cle: Cle | null },
): Promise<Result<Export, RefusLot>> {
  demand(tx.acteur, APPROUVER, [{}])
  const demande = await pending(tx, reponse)
  if (!demande) return refuse('demande_absente')
  const { repetition, graine } = await loadCampagne(tx.trx, reponse.campagneId)
  const own = repetition ? cleDeRepetition(graine) : cle
  if (own === null) return refuse('cle_absente')
  if (tx.acteur.compteId === null) return refuse('meme_personne')
  const lot = await exportBonus(tx, {
    campagneId: reponse.campagneId,
    demandeurId: demande.demandeurId,
    approbateurId: tx.acteur.compteId,
    cle: own,
  })
  if (!lot.ok) return lot
  await closeDemandeExport(tx.trx, demande.id, { lotId: lot.value.lotId })
  await note(tx, APPROUVER, { id: demande.id, lot: lot.value.lotId })
  return lot
}

/** Anyone of the académie may withdraw a request that waits. */
export async function abandonnerExport(tx: Tx, reponse: Reponse): Promise<Result<null, RefusLot>> {
  demand(tx.acteur, ABANDONNER, [{}])
  const demande = await pending(tx, reponse)
  if (!demande) return refuse('demande_absente')
  await closeDemandeExport(tx.trx, demande.id, { abandonLe: tx.now })
  await note(tx, ABANDONNER, { id: demande.id })
  return ok(null)
}

/** The request meant, if it is the one that waits; two people who answer at once come one after the other. */
async function pending(tx: Tx, { campagneId, demandeId }: Reponse): Promise<DemandeExport | undefined> {
  const demande = await selectDemandeExport(tx.trx, { campagneId, pour: 'repondre' })
  return demande?.id === demandeId ? demande : undefined
}

const note = (tx: Tx, acte: string, { id, ...apres }: { id: number; lot?: number }): Promise<void> =>
  appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, acte, objet: 'demande_export', objetId: id, apres }])
