import type { EtatAvisFinal } from '#src/procedure/bonus/model.ts'
import type { ReglageEmission } from '#src/procedure/bonus/rules/emission.ts'
import { selectEmissionDeLaCampagne, selectReglageEmission } from '#src/procedure/bonus/sql/emission.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

/** Where the crossing of avis and the fiches stand. */
export interface Emission {
  inscriptions: number
  /** Pupils registered. */
  eleves: number
  /** Pupils who have a fiche. */
  fiches: number
  derniere: Date | null
  etats: { etat: EtatAvisFinal; nombre: number }[]
  reglage: ReglageEmission
}

export async function readEmission(tx: Tx, campagneId: number): Promise<Emission> {
  demand(tx.acteur, 'emission.lire', [{}])
  const counts = await selectEmissionDeLaCampagne(tx.trx, campagneId)
  return { ...counts, reglage: await selectReglageEmission(tx.trx, campagneId) }
}
