import { statSync } from 'node:fs'
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

/**
 * Throws a French sentence on a machine whose Node.js does not know French: names would be sorted and figures written
 * in another way there, without a word. Source: peers.md (d), « machine without full ICU ».
 */
export function refuseWithoutFrench(
  known: readonly string[] = Intl.Collator.supportedLocalesOf(['fr']),
): void {
  if (known.length === 0)
    throw new Error(
      'Ce Node.js ne connaît pas le français (installation réduite) : les noms seraient mal classés. Installez un Node.js complet.',
    )
}

/** Settings of PostgreSQL without which an act acknowledged may be lost with the power. */
const DURABLE = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_write', 'remote_apply'],
}

/** Throws a French sentence when the base may lose what it acknowledged. Source: reliability-security.md §2.3. */
export async function refuseForgetfulBase(db: Db): Promise<void> {
  for (const [name, values] of Object.entries(DURABLE)) {
    const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db)
    const value = rows[0]?.value ?? ''
    if (!values.includes(value))
      throw new Error(
        `PostgreSQL a ${name} = ${value} : un acte enregistré pourrait se perdre à une coupure. PASSPRO refuse de démarrer en production.`,
      )
  }
}

/** Throws a French sentence when a secret of the installation can be read by other accounts of the machine. */
export function refuseOpenSecrets(files: readonly string[]): void {
  for (const file of files) {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found && (found.mode & 0o077) !== 0)
      throw new Error(
        `Le fichier ${file} se lit depuis d’autres comptes de la machine : réservez-le (chmod 600) avant de démarrer en production.`,
      )
  }
}
