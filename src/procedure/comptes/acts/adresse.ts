import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { hashOfCode, newCode } from '#src/kit/access-code.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { isAdresseCommune } from '#src/procedure/comptes/rules/adresse.ts'
import { isCourrielTaken } from '#src/procedure/comptes/sql/acces.ts'
import {
  askCode,
  selectAdresse,
  setCode,
  takeCodeAdresse,
  updateVerifie,
  type AdresseDuCompte,
} from '#src/procedure/comptes/sql/adresses.ts'
import type { Tx as AnyTx } from '#src/db/transaction.ts'

export type { AdresseDuCompte } from '#src/procedure/comptes/sql/adresses.ts'

/** `code_perdu`: wrong, used or more than ten minutes old. */
export type RefusAdresse = Refus<'code_perdu' | 'adresse_prise'>

const OUVERTURE = 'compte.ouvrir_acces'

/** The address of the account that somebody has proven to be his: as one signs in, or from his session. */
export const readAdresse = (tx: Tx, compteId: number): Promise<AdresseDuCompte | undefined> => {
  demand(tx.acteur, OUVERTURE, [{}])
  return selectAdresse(tx.trx, compteId)
}

/**
 * Asks for a code at this address. Whether somebody else signs in with it is not said here: only who reads its messages
 * will know. False when nothing leaves: a code was asked for within the minute, or the address is a school's.
 */
export async function askCodeAdresse(
  tx: Tx,
  { compteId, adresse }: { compteId: number; adresse: string },
): Promise<boolean> {
  demand(tx.acteur, OUVERTURE, [{}])
  if (isAdresseCommune(adresse)) return false
  return askCode(tx.trx, { academie: tx.acteur.academie, compteId, adresse })
}

/** The code of the message that is about to leave: kept by its hash alone. Undefined when nobody waits for it any more. */
export async function drawCodeAdresse(tx: AnyTx, compteId: number): Promise<string | undefined> {
  const code = newCode()
  const empreinte = hashOfCode(code) ?? ''
  return (await setCode(tx.trx, { compteId, empreinte })) ? code : undefined
}

/** Takes the code that was read at the address: from now on the address is that of the account. */
export async function verifyAdresse(
  tx: Tx,
  { compteId, code }: { compteId: number; code: string },
): Promise<Result<null, RefusAdresse>> {
  demand(tx.acteur, OUVERTURE, [{}])
  const empreinte = hashOfCode(code)
  const adresse = empreinte === undefined ? undefined : await takeCodeAdresse(tx.trx, { compteId, empreinte })
  if (adresse === undefined) return refuse('code_perdu')
  if (await isCourrielTaken(tx.trx, { courriel: adresse, compteId })) return refuse('adresse_prise')
  await updateVerifie(tx.trx, { compteId, courriel: adresse })
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: 'adresse.verifier', objet: 'compte', objetId: compteId },
  ])
  return ok(null)
}
