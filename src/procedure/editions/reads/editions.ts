import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Edition, RefusEdition, Volume } from '#src/procedure/editions/model.ts'
import { droitDEdition, porteeEdition } from '#src/procedure/editions/rights.ts'
import {
  listEditions,
  listRefus,
  listVolumes,
  selectContenu,
  selectEdition,
  type RechercheEditions,
} from '#src/procedure/editions/sql/editions.ts'

export { TRIS_EDITIONS } from '#src/procedure/editions/sql/editions.ts'

/**
 * An edition of the actor, undefined for anybody else's; the right to what it prints is asked for again, for he may have
 * changed schools since.
 */
export async function readEdition(tx: Tx, id: number): Promise<Edition | undefined> {
  const edition = await selectEdition(tx.trx, id)
  if (!edition || edition.compteId !== tx.acteur.compteId) return undefined
  demand(tx.acteur, droitDEdition(edition.genre), [porteeEdition(edition)])
  return edition
}

/** Editions that the actor asked for in this campaign, the latest first: what they are, nothing of what they print. */
export async function readMesEditions(
  tx: Tx,
  search: RechercheEditions,
): Promise<{ total: number; editions: Edition[] }> {
  demand(tx.acteur, droitDEdition('fiches'), [])
  const { compteId } = tx.acteur
  return compteId === null ? { total: 0, editions: [] } : listEditions(tx.trx, { ...search, compteId })
}

export async function readVolumes(
  tx: Tx,
  { editionId, ...slice }: { editionId: number; limit: number; offset: number },
): Promise<{ total: number; volumes: Volume[]; refus: RefusEdition[] }> {
  if (!(await readEdition(tx, editionId))) return { total: 0, volumes: [], refus: [] }
  return {
    ...(await listVolumes(tx.trx, { editionId, ...slice })),
    refus: await listRefus(tx.trx, editionId),
  }
}

/** One file; undefined while it is not ready, and for anybody else than who asked for it. */
export async function readVolume(
  tx: Tx,
  { editionId, rang }: { editionId: number; rang: number },
): Promise<{ edition: Edition; uai: string; contenu: Uint8Array } | undefined> {
  const edition = await readEdition(tx, editionId)
  const found = edition && (await selectContenu(tx.trx, { editionId, rang }))
  return edition && found ? { edition, ...found } : undefined
}
