import { inTransaction } from '#src/db/transaction.ts'
import type { Db } from '#src/db/connection.ts'
import { listComptesDemonstration } from '#src/procedure/comptes/api.ts'

export type CompteDemonstration = Awaited<ReturnType<typeof listComptesDemonstration>>[number] & {
  academie: string
  nomAcademie: string
}

/** The accounts that anyone may open in a demonstration, over all académies: only those marked so in the base. */
export async function demonstrationAccounts(db: Db): Promise<CompteDemonstration[]> {
  const academies = await db.selectFrom('academie').select(['code', 'nom']).orderBy('code').execute()
  const accounts: CompteDemonstration[] = []
  for (const { code, nom } of academies) {
    const nobody = { academie: code, compteId: null, nom: '', pourLeCompteDe: null }
    const list = await inTransaction({ db, acteur: nobody }, (tx) => listComptesDemonstration(tx.trx))
    accounts.push(...list.map((compte) => ({ ...compte, academie: code, nomAcademie: nom })))
  }
  return accounts
}
