import type { Tx } from '#src/procedure/comptes/model.ts'
import { allows, demand } from '#src/procedure/comptes/rights.ts'
import { ecolesNommees } from '#src/procedure/comptes/reads/etablissements.ts'
import { chaineOf } from '#src/procedure/comptes/rights/words.ts'
import { selectProches } from '#src/procedure/comptes/sql/comptes.ts'
import { listHistoire, listJournal, type Trace } from '#src/procedure/comptes/sql/journal.ts'

export { LIGNES_COMPTEES, type Trace } from '#src/procedure/comptes/sql/journal.ts'

/** What was done on a pupil and who read his file; undefined when there is no such pupil, or not for this actor. */
export async function readHistoire(
  tx: Tx,
  { eleveId, ...asked }: Omit<Parameters<typeof listHistoire>[1], 'academie'>,
): Promise<{ nom: string; uai: string; total: number; traces: Trace[] } | undefined> {
  const proches = await selectProches(tx.trx, eleveId)
  if (!proches || !allows(tx.acteur, 'histoire.lire', { uai: proches.uai })) return undefined
  const { academie } = tx.acteur
  return {
    nom: `${proches.prenom} ${proches.nom}`,
    uai: proches.uai,
    ...(await listHistoire(tx.trx, { academie, eleveId, ...asked })),
  }
}

/**
 * The journal: who did what on what, when; what was written stays in the files of the pupils. `ou`: a school by its
 * name, its town or its number, or « académie ». Rows are counted up to `LIGNES_COMPTEES` and one.
 */
export async function readJournal(
  tx: Tx,
  { ou, ...asked }: { ou: string } & Omit<Parameters<typeof listJournal>[1], 'academie' | 'chaines'>,
): Promise<{ total: number; traces: Trace[] }> {
  demand(tx.acteur, 'journal.lire', [{}])
  const { academie } = tx.acteur
  return listJournal(tx.trx, { academie, chaines: await chainesOf(tx, ou), ...asked })
}

async function chainesOf(tx: Tx, ou: string): Promise<string[] | null> {
  if (ou.trim() === '') return null
  const chaine = chaineOf(ou)
  return chaine === null ? (await ecolesNommees(tx, ou)).map(({ uai }) => uai) : [chaine]
}
