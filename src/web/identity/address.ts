import { inTransaction } from '#src/db/transaction.ts'
import type { Result } from '#src/kit/result.ts'
import {
  accueilOf,
  readAdresse,
  verifyAdresse,
  type AdresseDuCompte,
  type RefusAdresse,
} from '#src/procedure/comptes/api.ts'
import { envoyerCodeAdresse } from '#src/procedure/envois/api.ts'
import { FREE_BY_ACCOUNT, guarded, type Compte, type Echec, type Guichet } from '#src/web/identity/sign-in.ts'
import { keyOf } from '#src/web/identity/throttle.ts'

/** The address of the account of somebody who signs in; undefined once the account is closed. */
export const addressOf = (
  { db }: Pick<Guichet, 'db'>,
  { academie, compteId }: Compte,
): Promise<AdresseDuCompte | undefined> =>
  inTransaction({ db, acteur: accueilOf(academie) }, (tx) => readAdresse(tx, compteId))

/** Sends a code to this address. Nothing tells whether one really leaves. */
export const sendCode = (
  { db }: Pick<Guichet, 'db'>,
  { academie, compteId, courriel }: Compte & { courriel: string },
): Promise<void> =>
  inTransaction({ db, acteur: accueilOf(academie) }, (tx) => envoyerCodeAdresse(tx, { compteId, courriel }))

/** Verifies the address of the account by the code that was sent to it; `prise`: another signs in with this address. */
export function byAddressCode(
  guichet: Guichet,
  { academie, compteId, code }: Compte & { code: string },
): Promise<{ sort: 'verifiee' | 'prise' } | Echec> {
  const keys = [
    { cle: keyOf(guichet.secret, 'adresse', academie, String(compteId)), libres: FREE_BY_ACCOUNT },
  ]
  return guarded(guichet, keys, async () => {
    const done: Result<null, RefusAdresse> = await inTransaction(
      { db: guichet.db, acteur: accueilOf(academie) },
      (tx) => verifyAdresse(tx, { compteId, code }),
    )
    if (done.ok) return { sort: 'verifiee' as const }
    return done.refus.code === 'adresse_prise' ? { sort: 'prise' as const } : undefined
  })
}
