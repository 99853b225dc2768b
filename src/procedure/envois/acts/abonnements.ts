import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import {
  drawSecret,
  insertAbonnement,
  listAgendas,
  revokeAbonnement,
} from '#src/procedure/envois/sql/abonnements.ts'
import { agendasOf } from '#src/procedure/envois/rights.ts'
import { empreinteDe } from '#src/procedure/envois/rules/secret.ts'

const OUVRIR = 'abonnement.ouvrir'
const REVOQUER = 'abonnement.revoquer'

export interface QuelAgenda {
  campagneId: number
  uai: string
  /** null: that of the whole lycée. */
  intervenantId: number | null
}
export type RefusAgenda = Refus<'agenda_inconnu'>

/** Opens the secret address of an agenda and closes the one it had. The secret is given once and never again. */
export async function ouvrirAbonnement(tx: Tx, quel: QuelAgenda): Promise<Result<string, RefusAgenda>> {
  demand(tx.acteur, OUVRIR, [quel])
  if (!(await isSien(tx, quel))) return refuse('agenda_inconnu')
  await revokeAbonnement(tx.trx, { ...quel, le: tx.now })
  const secret = await drawSecret(tx.trx)
  const { academie, nom: auteur } = tx.acteur
  await insertAbonnement(tx.trx, {
    academie,
    campagne_id: quel.campagneId,
    uai: quel.uai,
    intervenant_id: quel.intervenantId,
    empreinte: empreinteDe(secret),
    auteur,
    cree_le: tx.now,
  })
  await appendJournal(tx, [entreeOf(OUVRIR, quel)])
  return ok(secret)
}

/** Closes the secret address of an agenda: those who follow it see nothing any more. */
export async function revoquerAbonnement(tx: Tx, quel: QuelAgenda): Promise<Result<null, RefusAgenda>> {
  demand(tx.acteur, REVOQUER, [quel])
  if (!(await isSien(tx, quel))) return refuse('agenda_inconnu')
  if (await revokeAbonnement(tx.trx, { ...quel, le: tx.now }))
    await appendJournal(tx, [entreeOf(REVOQUER, quel)])
  return ok(null)
}

/** An intervenant has his own agenda alone. */
async function isSien(tx: Tx, { campagneId, uai, intervenantId }: QuelAgenda): Promise<boolean> {
  const agendas = agendasOf(tx.acteur, uai, await listAgendas(tx.trx, { campagneId, uai }))
  return agendas.some((one) => one.intervenantId === intervenantId)
}

const entreeOf = (acte: string, { uai, intervenantId }: QuelAgenda) => ({
  chaine: uai,
  acte,
  objet: 'etablissement',
  objetId: uai,
  apres: { intervenant: intervenantId },
})
