import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Rebond } from '#src/exchange/rebond.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Reglage } from '#src/procedure/envois/model.ts'
import { isJetonDe, readAdresseDeRetour } from '#src/procedure/envois/rules/adresse.ts'
import { mayRenvoyer } from '#src/procedure/envois/rules/pertinence.ts'
import {
  closeEnvoi,
  deleteRejet,
  insertRejet,
  reopenEnvoi,
  selectEnvoi,
  selectReglage,
  upsertReglage,
} from '#src/procedure/envois/sql/envois.ts'
import { isAdresseDe } from '#src/procedure/envois/sql/papier.ts'

const TRANCHER = 'envoi.trancher'
const REGLER = 'envois.regler'
const REBONDS = 'rebonds.enregistrer'
const RETABLIR = 'adresse.retablir'

export type RefusEnvoi = Refus<'envoi_inconnu' | 'envoi_pas_incertain' | 'adresse_inconnue'>

/** A person decides of a message whose fate nothing tells: it leaves again under the same identifier, or is closed. */
export async function decideEnvoi(
  tx: Tx,
  { id, decision }: { id: number; decision: 'renvoyer' | 'clore' },
): Promise<Result<null, RefusEnvoi>> {
  demand(tx.acteur, TRANCHER, [{}])
  const envoi = await selectEnvoi(tx.trx, id)
  if (!envoi) return refuse('envoi_inconnu')
  if (!mayRenvoyer(envoi.etat)) return refuse('envoi_pas_incertain')
  await (decision === 'renvoyer'
    ? reopenEnvoi(tx.trx, id)
    : closeEnvoi(tx.trx, { id, etat: 'abandonne', motif: 'clos_a_la_main' }))
  const entree = { chaine: CHAINE_ACADEMIE, acte: TRANCHER, objet: 'envoi', objetId: id }
  await appendJournal(tx, [{ ...entree, apres: { decision } }])
  return ok(null)
}

/** Whether a campaign writes to people, and how many days before an interview it reminds them. */
export async function reglerEnvois(tx: Tx, reglage: Reglage & { campagneId: number }): Promise<void> {
  demand(tx.acteur, REGLER, [{}])
  const { campagneId, actif, joursRappel } = reglage
  const avant = await selectReglage(tx.trx, campagneId)
  await upsertReglage(tx.trx, { academie: tx.acteur.academie, ...reglage })
  const entree = { chaine: CHAINE_ACADEMIE, acte: REGLER, objet: 'campagne', objetId: campagneId }
  await appendJournal(tx, [{ ...entree, avant, apres: { actif, joursRappel } }])
}

/**
 * Marks the addresses that notices of servers of mail say refused. A notice counts only if it comes back to the address
 * of return of one message, with its token. Returns how many addresses were marked.
 */
export async function recordRebonds(tx: Tx, rebonds: readonly Rebond[]): Promise<number> {
  demand(tx.acteur, REBONDS, [{}])
  let marked = 0
  for (const rebond of rebonds) if (rebond.sort === 'echec' && (await markRebond(tx, rebond))) marked += 1
  if (marked > 0) {
    const entree = { chaine: CHAINE_ACADEMIE, acte: REBONDS, objet: 'academie' }
    await appendJournal(tx, [{ ...entree, objetId: tx.acteur.academie, apres: { nombre: marked } }])
  }
  return marked
}

async function markRebond(tx: Tx, { destinataires, code }: Rebond): Promise<boolean> {
  for (const destinataire of destinataires) {
    const retour = readAdresseDeRetour(destinataire)
    const envoi = retour && (await selectEnvoi(tx.trx, retour.id))
    if (!retour || !envoi || !isJetonDe(retour.jeton, envoi.jeton)) continue
    const { id, adresse } = envoi
    await insertRejet(tx.trx, { academie: tx.acteur.academie, adresse, code, envoiId: id, le: tx.now })
    await closeEnvoi(tx.trx, { id, etat: 'refuse', motif: 'adresse_rejetee' })
    return true
  }
  return false
}

/** A school says that an address refused is right after all: it is written to again. The journal does not hold it. */
export async function retablirAdresse(
  tx: Tx,
  { uai, adresse }: { uai: string; adresse: string },
): Promise<Result<null, RefusEnvoi>> {
  demand(tx.acteur, RETABLIR, [{ uai }])
  if (!(await isAdresseDe(tx.trx, { uai, adresse }))) return refuse('adresse_inconnue')
  await deleteRejet(tx.trx, adresse)
  const entree = { chaine: uai, acte: RETABLIR, objet: 'etablissement', objetId: uai }
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [entree])
  return ok(null)
}
