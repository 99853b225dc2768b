import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/sql.ts'
import { listCoordonnees, updateProtection } from '#src/procedure/eleves/sql/responsables.ts'

const PROTEGER = 'responsable.proteger'

export interface Protection {
  eleveId: number
  responsableId: number
  protegee: boolean
}

export type RefusProtection = Refus<'eleve_inconnu' | 'responsable_inconnu'>

/**
 * The head of the school keeps the contact data of a guardian to himself, or gives it back to his adults. Done twice it
 * is done once. The journal says that it was done, never the data.
 * Source: domain.md rule 11.
 */
export async function protegerCoordonnees(
  tx: Tx,
  { eleveId, responsableId, protegee }: Protection,
): Promise<Result<void, RefusProtection>> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  demand(tx.acteur, PROTEGER, [eleve ? { uai: eleve.uai } : {}])
  if (!eleve) return refuse('eleve_inconnu')
  const known = await listCoordonnees(tx.trx, eleveId)
  const responsable = known.find((one) => one.id === responsableId)
  if (!responsable) return refuse('responsable_inconnu')
  if (responsable.protegee === protegee) return ok(undefined)
  await updateProtection(tx.trx, { responsableId, protegee })
  const change = { avant: { protegee: responsable.protegee }, apres: { protegee } }
  const entree = { chaine: eleve.uai, acte: PROTEGER, objet: 'responsable', objetId: responsableId }
  await appendJournal(tx, [{ ...entree, ...change }])
  return ok(undefined)
}
