import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { dayOf, endOfDay } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { readBilan } from '#src/procedure/bilan/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { RefusDestruction } from '#src/procedure/donnees/model.ts'
import { isDu, jourDe } from '#src/procedure/donnees/rules/conservation.ts'
import {
  closeDestruction,
  insertDestruction,
  listCampagnesConservees,
} from '#src/procedure/donnees/sql/campagnes.ts'
import { deleteDossiers, deleteReste } from '#src/procedure/donnees/sql/dossiers.ts'
import { eraseJournalAvant } from '#src/procedure/donnees/sql/journal.ts'

const VISER = 'destruction.viser'
const DETRUIRE = 'dossiers.detruire'

/**
 * Records the visa of the archives without which no dossier is destroyed. The hourly work destroys them once the day
 * has come. Source: code du patrimoine L212-2, reliability-security.md §0.4.
 */
export async function viserDestruction(
  tx: Tx,
  { campagneId, visa }: { campagneId: number; visa: string },
): Promise<Result<null, RefusDestruction>> {
  demand(tx.acteur, VISER, [{}])
  const campagne = (await listCampagnesConservees(tx.trx)).find((one) => one.id === campagneId)
  if (!campagne) return refuse('campagne_inconnue')
  const jour = dayOf(tx.now, tx.zone)
  if (!isDu('dossiers', { ...campagne, jour }))
    return refuse('destruction_prematuree', { le: jourDe('dossiers', campagne.finConfirmations) })
  const { academie, nom: auteur } = tx.acteur
  if (!(await insertDestruction(tx.trx, { academie, campagneId, visa: visa.trim(), auteur, le: tx.now })))
    return refuse('deja_visee')
  await journal(tx, { acte: VISER, campagneId, apres: { visa: visa.trim() } })
  return ok(null)
}

/**
 * Destroys the dossiers of a campaign whose visa is there: rows by table and figures of the bilan are kept, and the
 * journal forgets the persons while its chains go on holding.
 */
export async function detruireDossiers(tx: Tx, campagneId: number): Promise<void> {
  demand(tx.acteur, DETRUIRE, [{}])
  const campagne = (await listCampagnesConservees(tx.trx)).find((one) => one.id === campagneId)
  if (!campagne?.visa || campagne.detruiteLe) return
  const bilan = await readBilan(tx, campagneId)
  const tables = {
    ...(await deleteDossiers(tx.trx, { campagneId })),
    ...(await deleteReste(tx.trx, campagneId)),
  }
  const journalEfface = await eraseJournalAvant(tx, {
    limite: endOfDay(campagne.finConfirmations, tx.zone),
    motif: `destruction des dossiers, visa ${campagne.visa}`,
  })
  await closeDestruction(tx.trx, {
    campagneId,
    bordereau: { tables, journal: journalEfface, bilan },
    le: tx.now,
  })
  await journal(tx, { acte: DETRUIRE, campagneId, apres: { tables, journal: journalEfface } })
}

const journal = (tx: Tx, { campagneId, ...rest }: { campagneId: number; acte: string; apres: object }) =>
  appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, objet: 'campagne', objetId: campagneId, ...rest }])
