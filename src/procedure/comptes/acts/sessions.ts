import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Tx } from '#src/procedure/comptes/model.ts'
import { deleteSession, listSessions, type SessionOuverte } from '#src/procedure/comptes/sql/sessions.ts'

export type { SessionOuverte } from '#src/procedure/comptes/sql/sessions.ts'

/** Where the actor himself is signed in, the latest first. */
export function readMesSessions(tx: Tx): Promise<SessionOuverte[]> {
  const { academie, compteId } = tx.acteur
  return compteId === null ? Promise.resolve([]) : listSessions(tx.trx, { academie, compteId })
}

/** Ends one of the actor's own sessions, at once. */
export async function endMaSession(tx: Tx, cle: string): Promise<void> {
  const { academie, compteId } = tx.acteur
  if (compteId === null) return
  await deleteSession(tx.trx, { academie, compteId, cle })
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: 'session.terminer', objet: 'compte', objetId: compteId },
  ])
}
