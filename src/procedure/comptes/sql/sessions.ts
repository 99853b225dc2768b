import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** A session that is open; `cle` tells it from the others and opens nothing. */
export interface SessionOuverte {
  cle: string
  appareil: string | null
  ouverteLe: Date
  vueLe: Date
}

interface Qui {
  academie: string
  compteId: number
}

export async function listSessions(trx: Trx, { academie, compteId }: Qui): Promise<SessionOuverte[]> {
  const { rows } = await sql<SessionOuverte>`
    select left(empreinte, 16) as cle, appareil, ouverte_le as "ouverteLe", vue_le as "vueLe"
    from session where academie = ${academie} and compte_id = ${compteId} order by vue_le desc`.execute(trx)
  return rows
}

export async function deleteSession(
  trx: Trx,
  { academie, compteId, cle }: Qui & { cle: string },
): Promise<void> {
  await sql`delete from session where academie = ${academie} and compte_id = ${compteId} and left(empreinte, 16) = ${cle}`.execute(
    trx,
  )
}
