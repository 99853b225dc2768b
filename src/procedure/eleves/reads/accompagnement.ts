import { derniereEcheance, isBefore, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import type { EleveAccompagne } from '#src/procedure/eleves/model/accompagnement.ts'
import { listAccompagnes } from '#src/procedure/eleves/sql/mes-eleves.ts'

const ACCOMPAGNER = 'eleves.accompagner'

/** The pupils whom the actor follows himself, and whether one may still be registered. */
export async function readAccompagnes(
  tx: Tx,
  campagneId: number,
): Promise<{ eleves: EleveAccompagne[]; ouvertes: boolean }> {
  const uais = schoolsOf(tx.acteur, ['adulte_referent'])
  demand(
    tx.acteur,
    ACCOMPAGNER,
    uais.map((uai) => ({ uai })),
  )
  const campagne = await loadCampagne(tx.trx, campagneId)
  const { compteId, nom } = tx.acteur
  const jour = derniereEcheance(campagne, { echeance: 'finInscriptions' })
  return {
    eleves: await listAccompagnes(tx.trx, { campagneId, uais, compteId, nom }),
    ouvertes: campagne.ouverte && isBefore(tx.now, { jour, zone: tx.zone }),
  }
}
