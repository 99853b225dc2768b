import { sql, type RawBuilder } from 'kysely'
import { groupBy } from '#src/kit/group.ts'
import { appendJournal, EFFACEMENT } from '#src/db/journal.ts'
import type { Tx } from '#src/db/transaction.ts'

/**
 * Takes away what these rows of the journal say of persons (author, object, before, after), and writes in each chain
 * which rows were emptied and why: an emptied row that no such act names breaks the chain. Rows older than commitments
 * stay as they are. Returns how many rows were emptied.
 */
export async function eraseJournal(
  tx: Tx,
  { where, motif }: { where: RawBuilder<unknown>; motif: string },
): Promise<number> {
  const { rows } = await sql<{ chaine: string; rang: number }>`
    update journal j set sel = null, auteur = '', pour_le_compte_de = null, objet_id = '', avant = null, apres = null
    where j.academie = ${tx.acteur.academie} and j.sel is not null and j.acte <> ${EFFACEMENT} and (${where})
    returning j.chaine, j.rang`.execute(tx.trx)
  const entrees = [...groupBy(rows, (row) => row.chaine)].map(([chaine, group]) => ({
    chaine,
    acte: EFFACEMENT,
    objet: 'journal',
    objetId: chaine,
    apres: { plages: rangesOf(group.map((row) => row.rang)), motif },
  }))
  await appendJournal(tx, entrees)
  return rows.length
}

/** Ranks as ranges, ends included. */
function rangesOf(rangs: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const rang of rangs.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last?.[1] === rang - 1) last[1] = rang
    else ranges.push([rang, rang])
  }
  return ranges
}
