import { inTransaction } from '#src/db/transaction.ts'
import type { Outils } from '#src/jobs/queue.ts'
import { listAcademies } from '#src/procedure/campagnes/api.ts'
import { deleteAnciennes } from '#src/procedure/editions/sql/editions.ts'

/** Long enough to print on Monday what was prepared on Friday; short, for these files hold what is said of pupils. */
export const JOURS_GARDES = 7

/** The application's own work: nobody in particular. */
const nobody = { academie: '', compteId: null, nom: '', pourLeCompteDe: null }

/** Throws away, académie after académie, the documents prepared more than a week ago. */
export async function purgeEditions({ db }: Pick<Outils, 'db'>): Promise<void> {
  const academies = await inTransaction({ db, acteur: nobody }, ({ trx }) => listAcademies(trx))
  for (const academie of academies)
    await inTransaction({ db, acteur: { ...nobody, academie } }, ({ trx }) =>
      deleteAnciennes(trx, JOURS_GARDES),
    )
}
