import { sql } from 'kysely'
import { eraseJournal } from '#src/db/journal-erasure.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { journalDe, type Quels } from '#src/procedure/donnees/sql/dossiers.ts'

/** Empties what the journal of the académie says of persons up to an instant. Returns rows emptied. */
export const eraseJournalAvant = (
  tx: Tx,
  { limite, motif }: { limite: Date; motif: string },
): Promise<number> => eraseJournal(tx, { where: sql`j.le <= ${limite}`, motif })

/** Empties what it says of one pupil and of his family. */
export const eraseJournalDe = async (
  tx: Tx,
  { motif, ...quels }: Quels & { eleveId: number; motif: string },
): Promise<number> => eraseJournal(tx, { where: await journalDe(tx.trx, quels), motif })
