import { addDays, instantOf, type Day } from '#src/kit/day.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf } from '#src/procedure/eleves/api.ts'
import { listDeparts, listJoursDeDepart, type Depart } from '#src/procedure/entretiens/sql/departs.ts'

export type { Depart }

/** Who leaves a school one day, when and with whom, and the nearest other days on which somebody does. */
export async function readDeparts(
  tx: Tx,
  { campagneId, uai, jour }: { campagneId: number; uai: string | null; jour: Day },
): Promise<{ departs: Depart[]; avant: Day | undefined; apres: Day | undefined }> {
  demand(tx.acteur, 'departs.lire', uai === null ? [] : [{ uai }])
  const perimetre = uai === null ? perimetreOf(tx.acteur, 'departs.lire') : [{ uai }]
  const jours = await listJoursDeDepart(tx.trx, { campagneId, perimetre, zone: tx.zone })
  return {
    departs: await listDeparts(tx.trx, {
      campagneId,
      perimetre,
      debut: instantOf(jour, tx.zone),
      fin: instantOf(addDays(jour, 1), tx.zone),
    }),
    avant: jours.filter((one) => one < jour).at(-1),
    apres: jours.find((one) => one > jour),
  }
}
