import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import { Interdit, selectActeur, type Acteur } from '#src/procedure/comptes/api.ts'

/** Who asked for a work, with the rights that he holds now: a right lost meanwhile stops the work. */
export async function acteurOf(
  db: Db,
  { academie, compteId }: { academie: string; compteId: number },
): Promise<Acteur> {
  const nobody: Acteur = { academie, compteId: null, nom: '', pourLeCompteDe: null, habilitations: [] }
  const acteur = await inTransaction({ db, acteur: nobody, application: true }, (tx) =>
    selectActeur(tx.trx, { academie, compteId, jour: dayOf(tx.now, tx.zone) }),
  )
  if (!acteur) throw new Interdit('tache.executer')
  return acteur
}
