import { demand, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import { CONSIGNE_VIDE, type Consigne } from '#src/procedure/etablissements/model.ts'
import { mapConsignes } from '#src/procedure/etablissements/sql/consignes.ts'
import { listEtablissements } from '#src/procedure/etablissements/sql.ts'

/** A school of the actor with what it says. */
export interface ConsigneDEcole {
  uai: string
  nom: string
  consigne: Consigne
}

/** What each school of the actor says on its convocations. */
export async function readMesConsignes(tx: Tx, campagneId: number): Promise<ConsigneDEcole[]> {
  const mine = schoolsOf(tx.acteur, ['planificateur', 'chef_referent', 'chef_origine', 'adulte_referent'])
  demand(
    tx.acteur,
    'consigne.ecrire',
    mine.map((uai) => ({ uai })),
  )
  const known = await mapConsignes(tx.trx, campagneId)
  return (await listEtablissements(tx.trx))
    .filter(({ uai }) => mine.includes(uai))
    .map(({ uai, nom }) => ({ uai, nom, consigne: known.get(uai) ?? CONSIGNE_VIDE }))
}
