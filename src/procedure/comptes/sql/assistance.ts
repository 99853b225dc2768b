import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** A session, by its account and its key (the beginning of its hash). */
interface Session {
  academie: string
  compteId: number
  cle: string
}

/** Sees through another account for half an hour of the wall clock, which rules sessions. */
export async function updateAssistance(
  trx: Trx,
  { academie, compteId, cle, vu }: Session & { vu: number },
): Promise<void> {
  await sql`update session set assistance_compte_id = ${vu}, assistance_fin = vue_le + interval '30 minutes'
    where academie = ${academie} and compte_id = ${compteId} and left(empreinte, 16) = ${cle}`.execute(trx)
}

export async function clearAssistance(trx: Trx, { academie, compteId, cle }: Session): Promise<void> {
  await sql`update session set assistance_compte_id = null, assistance_fin = null
    where academie = ${academie} and compte_id = ${compteId} and left(empreinte, 16) = ${cle}`.execute(trx)
}
