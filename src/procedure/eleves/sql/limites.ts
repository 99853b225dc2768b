import { sql, type RawBuilder, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import type { DB } from '#src/db/types.ts'

/** Whether the data of the pupil of this column are limited: not placed, not convoked, not written to, not recomputed. */
export const isLimite = (eleveId: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`exists (select from restriction limite where limite.eleve_id = ${eleveId} and limite.genre = 'limitation'
    and limite.levee_le is null)`

/**
 * Among these pupils, those whose data are kept and not used for now: schools write nothing more of them until the
 * limitation is lifted; the pupil and his family still speak for themselves. Source: GDPR, article 18.
 */
export async function selectElevesLimites(
  trx: Transaction<DB>,
  eleveIds: readonly number[],
): Promise<Set<number>> {
  if (eleveIds.length === 0) return new Set()
  const { rows } = await sql<{ id: number }>`
    ${RETENU}
    select eleve_id as id from restriction
    where eleve_id = any (${[...eleveIds]}::bigint[]) and genre = 'limitation' and levee_le is null`.execute(
    trx,
  )
  return new Set(rows.map(({ id }) => id))
}
