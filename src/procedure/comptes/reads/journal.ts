import type { Tx } from '#src/procedure/comptes/model.ts'
import { allows, demand } from '#src/procedure/comptes/rights.ts'
import { selectProches } from '#src/procedure/comptes/sql/comptes.ts'
import { listHistoire, listJournal, type Trace } from '#src/procedure/comptes/sql/journal.ts'

export type { Trace } from '#src/procedure/comptes/sql/journal.ts'

interface Slice {
  limit: number
  offset: number
}

/** What was done on a pupil and who read his file; undefined when there is no such pupil, or not for this actor. */
export async function readHistoire(
  tx: Tx,
  { eleveId, ...slice }: { eleveId: number } & Slice,
): Promise<{ nom: string; total: number; traces: Trace[] } | undefined> {
  const proches = await selectProches(tx.trx, eleveId)
  if (!proches || !allows(tx.acteur, 'histoire.lire', { uai: proches.uai })) return undefined
  const { academie } = tx.acteur
  return {
    nom: `${proches.prenom} ${proches.nom}`,
    ...(await listHistoire(tx.trx, { academie, eleveId, ...slice })),
  }
}

/** The journal, by chain or whole: who did what on what, when; what was written stays in the files of the pupils. */
export function readJournal(
  tx: Tx,
  asked: { chaine: string | null } & Slice,
): Promise<{ total: number; traces: Trace[] }> {
  demand(tx.acteur, 'journal.lire', [{}])
  return listJournal(tx.trx, { academie: tx.acteur.academie, ...asked })
}
