import type { Portee, Tx } from '#src/procedure/comptes/api.ts'
import { NIVEAU_LEGAL } from '#src/procedure/eleves/model.ts'
import { listResponsables } from '#src/procedure/eleves/sql.ts'

/**
 * What a right on a pupil is asked for: himself, and the one of his legal guardians who acts here. A person tied to him
 * otherwise (an aunt, a social worker) is no legal guardian and gets nothing.
 */
export async function porteeDeLEleve(
  tx: Tx,
  eleveId: number,
): Promise<Pick<Portee, 'eleveId' | 'responsableId'>> {
  const mine = new Set(
    tx.acteur.habilitations.flatMap((h) => (h.role === 'responsable' ? (h.responsableId ?? []) : [])),
  )
  const lien =
    mine.size === 0
      ? undefined
      : (await listResponsables(tx.trx, [eleveId])).find(
          (one) => one.niveau === NIVEAU_LEGAL && mine.has(one.id),
        )
  return { eleveId, ...(lien ? { responsableId: lien.id } : {}) }
}
