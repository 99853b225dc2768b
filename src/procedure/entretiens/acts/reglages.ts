import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Reglages } from '#src/planning/model.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { ChoixDeReglages } from '#src/procedure/entretiens/model.ts'
import { insertComparaison, selectReglages, updateReglages } from '#src/procedure/entretiens/sql/reglages.ts'

const CHOISIR = 'reglages.choisir'
const COMPARER = 'reglages.comparer'

export type RefusReglages = Refus<'reglage_invalide'>

const isSound = (reglages: Reglages): boolean =>
  Object.values(reglages).every((value) => Number.isInteger(value) && value >= 0 && value <= 100_000)

/** Keeps two settings to be tried on the campaign as it stands. Returns the id under which the result will be. */
export async function demanderComparaison(
  tx: Tx,
  { campagneId, choix }: { campagneId: number; choix: readonly [ChoixDeReglages, ChoixDeReglages] },
): Promise<Result<number, RefusReglages>> {
  demand(tx.acteur, COMPARER, [{}])
  if (!choix.every((one) => isSound(one.reglages))) return refuse('reglage_invalide')
  const { academie, nom: auteur } = tx.acteur
  const id = await insertComparaison(tx.trx, { academie, campagneId, choix, auteur, le: tx.now })
  await journal(tx, { acte: COMPARER, campagneId, apres: { comparaison: id } })
  return ok(id)
}

/** From now on interviews are placed by these prices; what is convoked or pinned does not move for it. */
export async function choisirReglages(
  tx: Tx,
  { campagneId, reglages }: { campagneId: number; reglages: Reglages },
): Promise<Result<null, RefusReglages>> {
  demand(tx.acteur, CHOISIR, [{}])
  if (!isSound(reglages)) return refuse('reglage_invalide')
  const avant = await selectReglages(tx.trx, campagneId)
  await updateReglages(tx.trx, campagneId, reglages)
  await journal(tx, { acte: CHOISIR, campagneId, apres: reglages, ...(avant ? { avant } : {}) })
  return ok(null)
}

const journal = (
  tx: Tx,
  { campagneId, ...rest }: { acte: string; campagneId: number; apres: object; avant?: object },
) => appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, objet: 'campagne', objetId: campagneId, ...rest }])
