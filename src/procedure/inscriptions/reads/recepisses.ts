import { perimetreOf } from '#src/procedure/eleves/api.ts'
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

/** Signed avis of the actor's schools by level: his own mirror, that nobody else is shown. */
export const readSensSignes = (
  { trx, acteur }: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<Map<string, number>> => {
  demand(acteur, LIRE, uai === null ? [] : [{ uai }])
  return countSensSignes(trx, {
    campagneId,
    perimetre: uai === null ? perimetreOf(acteur, LIRE) : [{ uai }],
  })
}
