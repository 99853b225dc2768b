import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { isAdresseCommune } from '#src/procedure/comptes/rules/adresse.ts'
import {
  deletePreuves,
  insertIdentite,
  isCourrielTaken,
  takeCode,
  takePas,
  updateCourriel,
  upsertMotDePasse,
  upsertSecondFacteur,
} from '#src/procedure/comptes/sql/acces.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'

const OUVERTURE = 'compte.ouvrir_acces'

/**
 * Who acts while somebody signs in: nobody has a right yet, and the code or the provider stands for him. The journal
 * keeps the account that was opened as the object of the act.
 */
export const accueilOf = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Connexion',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
  ],
})

/**
 * `code_perdu`: another used the code first, or it has expired; `adresse_prise`: the address opens another account;
 * `identite_prise`: the person whom the provider brings has an account already; `adresse_commune`: it is a school's.
 */
export type RefusOuverture = Refus<'code_perdu' | 'adresse_prise' | 'identite_prise' | 'adresse_commune'>

/** Uses a code to open a local account: its address, its password and, for an agent, its second factor. */
export async function openAccesLocal(
  tx: Tx,
  acces: {
    empreinte: string
    compteId: number
    courriel: string
    condense: string
    secondFacteur: { secret: string; pas: number } | undefined
  },
): Promise<Result<number, RefusOuverture>> {
  demand(tx.acteur, OUVERTURE, [{}])
  const { academie } = tx.acteur
  const { compteId, courriel, condense, secondFacteur } = acces
  if (isAdresseCommune(courriel)) return refuse('adresse_commune')
  if (await isCourrielTaken(tx.trx, { courriel, compteId })) return refuse('adresse_prise')
  if ((await takeCode(tx.trx, acces.empreinte)) !== compteId) return refuse('code_perdu')
  await deletePreuves(tx.trx, compteId)
  await updateCourriel(tx.trx, { compteId, courriel })
  await upsertMotDePasse(tx.trx, { academie, compteId, condense })
  if (secondFacteur) await upsertSecondFacteur(tx.trx, { academie, compteId, ...secondFacteur })
  await note(tx, compteId, { par: 'code', secondFacteur: secondFacteur !== undefined })
  return ok(compteId)
}

/** Uses a code to tie the person whom a provider knows to the account that waits for him. A refusal must undo the transaction. */
export async function attachIdentite(
  tx: Tx,
  { empreinte, fournisseur, sujet }: { empreinte: string; fournisseur: string; sujet: string },
): Promise<Result<number, RefusOuverture>> {
  demand(tx.acteur, OUVERTURE, [{}])
  const compteId = await takeCode(tx.trx, empreinte)
  if (compteId === undefined) return refuse('code_perdu')
  const { academie } = tx.acteur
  if (!(await insertIdentite(tx.trx, { academie, fournisseur, sujet, compteId })))
    return refuse('identite_prise')
  await note(tx, compteId, { par: 'code', fournisseur })
  return ok(compteId)
}

/** Takes a step of the second factor; false when the same code was used meanwhile. */
export async function useSecondFacteur(
  tx: Tx,
  { compteId, pas }: { compteId: number; pas: number },
): Promise<boolean> {
  demand(tx.acteur, OUVERTURE, [{}])
  return takePas(tx.trx, { compteId, pas })
}

const note = (tx: Tx, compteId: number, apres: object): Promise<void> =>
  appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, acte: OUVERTURE, objet: 'compte', objetId: compteId, apres }])
