import { sql, type Transaction } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import type { Auteur, Entree } from '#src/db/auteur.ts'
import type { DB } from '#src/db/types.ts'

/** An open transaction: who acts, and the one instant at which everything in it is judged (rule 9). */
export interface Tx<A extends Auteur = Auteur> {
  trx: Transaction<DB>
  acteur: A
  now: Date
  /** Time zone of the académie. */
  zone: string
  /** Nothing is written in this transaction: what it has to say to the journal waits here for the next. */
  lectures?: Entree[]
}

export interface Scope<A extends Auteur> {
  db: Db
  acteur: A
  /** Its clock rules in a rehearsal or a demonstration; without it the clock of the database. */
  campagneId?: number
  /** The work is the application's own on behalf of the actor (an import looks at every INE): the académie, not his schools. */
  application?: boolean
  /** A dry run: everything happens inside this transaction, which its owner undoes. */
  dans?: Transaction<DB>
}

/**
 * Runs `work` in one transaction, scoped to the académie of the actor (row security) and dated once from the database.
 * Deadlocks and lost connections are tried again, twice: `work` may run more than once. So is a row that somebody else
 * wrote at the same moment (a unique or exclusion constraint): run again, the rule sees it and says so.
 */
export async function inTransaction<A extends Auteur, T>(
  scope: Scope<A>,
  work: (tx: Tx<A>) => Promise<T>,
): Promise<T> {
  if (scope.dans) return work(await open(scope, scope.dans))
  for (let attempt = 1; ; attempt++) {
    try {
      return await scope.db.transaction().execute(async (trx) => work(await open(scope, trx)))
    } catch (error) {
      if (attempt >= 3 || !isRetryable(error)) throw error
    }
  }
}

const APPLICATION = 'passpro_app'
type Role = typeof APPLICATION | 'passpro_usager'
/** Under which role each open transaction is, as its last change of role left it. */
const roles = new WeakMap<Transaction<DB>, Role>()
const roleOf = (trx: Transaction<DB>): Role => roles.get(trx) ?? 'passpro_usager'

/**
 * Does a part of an open transaction as the application's own work: it sees the académie, not the schools of the actor.
 * When it fails, the transaction is to be undone, or the savepoint around it.
 */
export async function asApplication<T>({ trx }: Pick<Tx, 'trx'>, work: () => Promise<T>): Promise<T> {
  const before = roleOf(trx)
  if (before === APPLICATION) return work()
  await setRole(trx, APPLICATION)
  try {
    const value = await work()
    await setRole(trx, before)
    return value
  } finally {
    roles.set(trx, before)
  }
}

/**
 * The same for a part that may fail without the rest: a failure undoes this part alone and is given back. Throws when the
 * transaction itself is lost.
 */
export async function attemptAsApplication<T>(
  { trx }: Pick<Tx, 'trx'>,
  work: () => Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; error: unknown }> {
  const before = roleOf(trx)
  await sql`savepoint essai; set local role ${sql.id(APPLICATION)}`.execute(trx)
  roles.set(trx, APPLICATION)
  try {
    const value = await work()
    await sql`set local role ${sql.id(before)}; release savepoint essai`.execute(trx)
    return { ok: true, value }
  } catch (error) {
    await sql`rollback to savepoint essai`.execute(trx)
    return { ok: false, error }
  } finally {
    roles.set(trx, before)
  }
}

async function setRole(trx: Transaction<DB>, role: Role): Promise<void> {
  await sql`select set_config('role', ${role}, true)`.execute(trx)
  roles.set(trx, role)
}

async function open<A extends Auteur>(scope: Scope<A>, trx: Transaction<DB>): Promise<Tx<A>> {
  const { academie, compteId, habilitations } = scope.acteur
  const rights = habilitations === undefined || scope.application ? null : JSON.stringify(habilitations)
  const { rows } = await sql<{ maintenant: Date; zone: string | null; sous: Role }>`
    select maintenant, zone, sous
    from passpro_ouvrir(${academie}, ${rights}::jsonb, ${compteId}, ${scope.campagneId ?? null})`.execute(trx)
  const row = rows[0]
  if (!row) throw new Error('la base ne donne pas l’heure')
  roles.set(trx, row.sous)
  return { trx, acteur: scope.acteur, now: row.maintenant, zone: row.zone ?? 'Europe/Paris' }
}

const RETRYABLE = /^(40001|40P01|23505|23P01|08...|57P0.|25006)$/

function isRetryable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return RETRYABLE.test(code) || /^(ECONNRESET|ECONNREFUSED|EPIPE)$/.test(code)
}
