import { demand, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import {
  countSensSignes,
  listAvisDuRecepisse,
  listRecepisses,
  selectRecepisse,
  type AvisDeRecepisse,
  type Recepisse,
} from '#src/procedure/inscriptions/sql/recepisses.ts'

const LIRE = 'recepisse.lire'

/** What the heads of the actor's own schools signed, the latest first. */
export async function readRecepisses(tx: Tx, campagneId: number): Promise<Recepisse[]> {
  demand(tx.acteur, LIRE, [])
  return listRecepisses(tx.trx, { campagneId, uais: schoolsOf(tx.acteur, ['chef_origine']) })
}

/** The receipts of the act of this very transaction, whatever the school it was done for. */
export async function readRecepissesDonnes(
  tx: Tx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] },
): Promise<Recepisse[]> {
  demand(
    tx.acteur,
    LIRE,
    uais.map((uai) => ({ uai })),
  )
  const all = await listRecepisses(tx.trx, { campagneId, uais })
  return all.filter((one) => one.le.getTime() === tx.now.getTime())
}

/** One receipt with its avis; undefined when the campaign has none such. */
export async function readRecepisse(
  tx: Tx,
  asked: { campagneId: number; id: number },
): Promise<{ recepisse: Recepisse; avis: AvisDeRecepisse[] } | undefined> {
  const recepisse = await selectRecepisse(tx.trx, asked)
  if (!recepisse) return undefined
  demand(tx.acteur, LIRE, [recepisse])
  return { recepisse, avis: await listAvisDuRecepisse(tx.trx, recepisse.id) }
}

/**
 * Signed avis by level of the schools that the actor heads: their own mirror, which the académie is not shown even when it
 * acts for them. Null when he heads none of those asked. Source: issue, « private mirror of the own distribution ».
 */
export async function readSensSignes(
  { trx, acteur }: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<Map<string, number> | null> {
  demand(acteur, LIRE, uai === null ? [] : [{ uai }])
  const own = schoolsOf(acteur, ['chef_origine']).filter((one) => uai === null || one === uai)
  if (own.length === 0) return null
  return countSensSignes(trx, { campagneId, perimetre: own.map((one) => ({ uai: one })) })
}
