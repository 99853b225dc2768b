import { appendJournal } from '#src/db/journal.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Consigne } from '#src/procedure/etablissements/model.ts'
import { upsertConsigne } from '#src/procedure/etablissements/sql/consignes.ts'

/** Keeps what a school says on its convocations: those printed from now on say it. */
export async function ecrireConsigne(
  tx: Tx,
  { campagneId, uai, consigne }: { campagneId: number; uai: string; consigne: Consigne },
): Promise<void> {
  demand(tx.acteur, 'consigne.ecrire', [{ uai }])
  const { academie, nom: auteur } = tx.acteur
  await upsertConsigne(tx.trx, { academie, campagneId, uai, auteur, le: tx.now, consigne })
  const entree = { chaine: uai, acte: 'consigne.ecrire', objet: 'etablissement', objetId: uai }
  await appendJournal(tx, [{ ...entree, apres: consigne }])
}
