import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'

/** Throws a French sentence when the base is unfit for real data: the start is refused. */
export async function refuseUnsafeBase(db: Db): Promise<void> {
  const { rows } = await sql<{ libre: boolean }>`
    select rolsuper or rolbypassrls as libre from pg_roles where rolname = current_user`.execute(db)
  if (rows[0]?.libre !== false)
    throw new Error(
      'Le compte de base de données de l’application échappe à la sécurité des lignes : PASSPRO refuse de démarrer en production.',
    )
  const accounts = await demonstrationAccounts(db)
  if (accounts.length > 0)
    throw new Error(
      `Cette base contient ${accounts.length} comptes de démonstration : elle ne peut pas servir en production. Partez d’une base neuve.`,
    )
}
