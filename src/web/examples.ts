import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import { inTransaction, type Tx as AnyTx } from '#src/db/transaction.ts'
import { createCompte, type Acteur, type Habilitation, type Role } from '#src/procedure/comptes/api.ts'

const ACADEMIE = { code: '90', nom: 'Académie des Érables (fictive)' }
const COLLEGE = { uai: '0905001E', nom: 'Collège des Bouleaux (fictif)', nature: 'COLLEGE' }
const LYCEE = { uai: '0905002F', nom: 'Lycée des Charmes (fictif)', nature: 'LP' }

const COMPTES: readonly { nom: string; role: Role; uai: string | null }[] = [
  { nom: 'Odile Fictive', role: 'adulte_referent', uai: COLLEGE.uai },
  { nom: 'Bastien Fictif', role: 'chef_origine', uai: COLLEGE.uai },
  { nom: 'Paule Fictive', role: 'planificateur', uai: LYCEE.uai },
  { nom: 'Régis Fictif', role: 'intervenant', uai: LYCEE.uai },
  { nom: 'Solange Fictive', role: 'chef_referent', uai: LYCEE.uai },
  { nom: 'Armand Fictif', role: 'academie', uai: null },
  { nom: 'Yvette Fictive', role: 'academie', uai: null },
]

/** A fictional académie with one account per role, in a base that has none yet. A base with an académie is left alone. */
export async function loadExamples(db: Db): Promise<void> {
  const added = await db
    .insertInto('academie')
    .values(ACADEMIE)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 0n) return
  await inTransaction({ db, acteur: FOUNDER }, fill)
}

const habilitation = (role: Role, uai: string | null): Habilitation => ({
  role,
  uai,
  eleveId: null,
  responsableId: null,
  debut: '2020-01-01',
  fin: null,
})

const FOUNDER: Acteur = {
  academie: ACADEMIE.code,
  compteId: null,
  nom: 'Mise en place de la démonstration',
  pourLeCompteDe: null,
  habilitations: [habilitation('academie', null)],
}

async function fill(tx: AnyTx<Acteur>): Promise<void> {
  for (const { uai, nom, nature } of [COLLEGE, LYCEE])
    await sql`insert into etablissement (academie, uai, nom, nature) values (${ACADEMIE.code}, ${uai}, ${nom}, ${nature})`.execute(
      tx.trx,
    )
  for (const { nom, role, uai } of COMPTES)
    await createCompte(tx, { nom, demonstration: true, habilitations: [habilitation(role, uai)] })
}
