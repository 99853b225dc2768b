import { appendJournal, CHAINE_ACADEMIE, type Entree } from '#src/db/journal.ts'
import { asApplication } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { RefusCompte, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { clearAssistance, updateAssistance } from '#src/procedure/comptes/sql/assistance.ts'
import { selectCompte } from '#src/procedure/comptes/sql/comptes.ts'
import { ROLES_SANS_ASSISTANCE } from '#src/procedure/comptes/rules/assistance.ts'

/** Readings through the screens of another, apart from the acts: they never make those wait. */
const LECTURES = 'lectures:assistance'

/**
 * From now on this session shows what that person sees, until it is ended or for half an hour. The reason goes to the
 * journal of the académie, and each screen that is seen after it (`noteEcranVu`).
 */
export async function openAssistance(
  tx: Tx,
  { compteId, motif, cle }: { compteId: number; motif: string; cle: string },
): Promise<Result<string, RefusCompte>> {
  demand(tx.acteur, 'assistance.ouvrir', [{}])
  const { academie, compteId: moi } = tx.acteur
  if (motif.trim().length < 10) return refuse('sans_motif')
  const compte = await selectCompte(tx.trx, { academie, compteId, jour: dayOf(tx.now, tx.zone) })
  if (!compte || moi === null || compteId === moi) return refuse('inconnu')
  if (compte.ferme) return refuse('ferme')
  if (compte.droits.some(({ role }) => ROLES_SANS_ASSISTANCE.includes(role))) return refuse('au_dessus')
  await updateAssistance(tx.trx, { academie, compteId: moi, cle, vu: compteId })
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: 'assistance.ouvrir',
      objet: 'compte',
      objetId: compteId,
      apres: { nom: compte.nom, motif: motif.trim() },
    },
  ])
  return ok(compte.nom)
}

/** Back to one's own account; nothing when one was there already. */
export async function endAssistance(tx: Tx, cle: string): Promise<void> {
  const { academie, compteId, assistance } = tx.acteur
  if (!assistance || compteId === null) return
  // The session is his who looks, and the transaction that of whom he sees.
  await asApplication(tx, () => clearAssistance(tx.trx, { academie, compteId: assistance.compteId, cle }))
  await appendJournal(tx, [
    { chaine: LECTURES, acte: 'assistance.finir', objet: 'compte', objetId: compteId },
  ])
}

/** One screen seen through the account of another, and the readings that it was, under both names; before it is shown. */
export async function noteEcranVu(
  tx: Tx,
  { chemin, lectures }: { chemin: string; lectures: readonly Entree[] },
): Promise<void> {
  const { compteId } = tx.acteur
  if (compteId === null) return
  await appendJournal(tx, [
    { chaine: LECTURES, acte: 'assistance.voir', objet: 'compte', objetId: compteId, apres: { chemin } },
    ...lectures,
  ])
}
