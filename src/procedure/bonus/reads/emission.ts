import type { EtatAvisFinal } from '#src/procedure/bonus/model.ts'
import { selectEmissionDeLaCampagne } from '#src/procedure/bonus/sql/emission.ts'
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
}

export async function readEmission(tx: Tx, campagneId: number): Promise<Emission> {
  demand(tx.acteur, { acte: 'emission.lire', grants: { academie: 'academie' } }, [{}])
  return selectEmissionDeLaCampagne(tx.trx, campagneId)
}
