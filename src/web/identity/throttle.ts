import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'

/** Beyond the free failures the wait doubles, from two seconds to five minutes: no account is ever locked for good. */
const LONGEST_S = 300
/** A quarter of an hour without a failure and the count starts again. */
const FORGET_S = 900

/** Key of what is tried from where: it names neither in the base. */
export const keyOf = (secret: Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex')

/** Seconds still to wait before this may be tried again; 0 for at once. */
export async function wait(
  db: Db,
  { cle, libres, now }: { cle: string; libres: number; now: Date },
): Promise<number> {
  const { rows } = await sql<{ echecs: number; le: Date }>`
    select echecs, le from tentative where cle = ${cle}`.execute(db)
  const [row] = rows
  if (!row || row.echecs < libres) return 0
  const pause = Math.min(LONGEST_S, 2 ** (row.echecs - libres + 1))
  return Math.max(0, Math.ceil(pause - (now.getTime() - row.le.getTime()) / 1000))
}

/** Counts a failure. Counts of long ago are forgotten on the way. */
export async function noteFailure(db: Db, cle: string, now: Date): Promise<void> {
  const forgotten = new Date(now.getTime() - FORGET_S * 1000)
  await sql`delete from tentative where le < ${forgotten}`.execute(db)
  await sql`insert into tentative (cle, echecs, le) values (${cle}, 1, ${now})
    on conflict (cle) do update set echecs = tentative.echecs + 1, le = excluded.le`.execute(db)
}

export async function forgive(db: Db, cle: string): Promise<void> {
  await sql`delete from tentative where cle = ${cle}`.execute(db)
}
