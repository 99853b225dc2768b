import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/**
 * One planning at a time per campaign; released with the transaction, which stays idle for as long as the planner thinks:
 * more than the minute that any other transaction is given.
 */
export async function lockPlanning(trx: Trx, campagneId: number): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = '30min'`.execute(trx)
  await sql`select pg_advisory_xact_lock(727002, ${campagneId}::int)`.execute(trx)
}

/**
 * The same for whoever cannot wait for long: a placing of one pupil takes some hundredths of a second, and the job that
 * would do it instead waits a second. Throws when a planning is still under way by then.
 */
export async function lockPlanningSoon(trx: Trx, campagneId: number): Promise<void> {
  await sql`select passpro_tour_de_planning(${campagneId}::int)`.execute(trx)
}

/**
 * Makes a placing that starts now wait for the registrations of this transaction, so that a job already waiting does not
 * run without seeing them. While a placing is under way nobody waits: the next job will see them.
 */
export async function shareDemandes(trx: Trx, campagneId: number): Promise<void> {
  await sql`select pg_try_advisory_xact_lock_shared(727002, ${campagneId}::int)`.execute(trx)
}
