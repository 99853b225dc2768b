import { inTransaction } from '#src/db/transaction.ts'
import { instantOf } from '#src/kit/day.ts'
import { ZONE, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'

/** How many act at once: fewer than the connections of the pool, so that all are really open together. */
export const NOMBRE = 8

interface Course<T> {
  /** Local time of the campaign. */
  a: string
  acteur?: Acteur
  nombre?: number
  act: (tx: Tx, rank: number) => Promise<T>
}

/**
 * The same act by many, each on its own connection and in its own transaction. Nobody starts before every transaction
 * is open: without this gate the first would be committed before the last one begins.
 */
export async function together<T>(
  { db, acteur: academie }: Pick<CampagneFictive, 'db' | 'acteur'>,
  { a, act, acteur = academie, nombre = NOMBRE }: Course<T>,
): Promise<T[]> {
  let open: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  let ready = 0
  const one = (rank: number): Promise<T> =>
    inTransaction({ db, acteur }, async (tx) => {
      if (++ready >= nombre) open()
      await gate
      return act({ ...tx, now: instantOf(a, ZONE) }, rank)
    })
  return Promise.all(Array.from({ length: nombre }, (_, rank) => one(rank)))
}

/** What each got: the accepted ones, and how many times each refusal. */
export function tally(codes: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const code of codes) counts[code ?? 'ok'] = (counts[code ?? 'ok'] ?? 0) + 1
  return counts
}
