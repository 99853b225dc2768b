import { demand, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import { CONSIGNE_VIDE, type Consigne } from '#src/procedure/etablissements/model.ts'
import { mapConsignes } from '#src/procedure/etablissements/sql/consignes.ts'
import { listEtablissements } from '#src/procedure/etablissements/sql.ts'

/** A school of the actor with what it says. */
export interface ConsigneDEcole {
  uai: string
  nom: string
  consigne: Consigne
  /** What the actor does there: he receives pupils, or sends some of his own. */
  recoit: boolean
  envoie: boolean
}

/** What each school of the actor says on its convocations. */
export async function readMesConsignes(tx: Tx, campagneId: number): Promise<ConsigneDEcole[]> {
  const recoivent = schoolsOf(tx.acteur, ['planificateur', 'chef_referent'])
  const envoient = schoolsOf(tx.acteur, ['chef_origine', 'adulte_referent'])
  const mine = [...recoivent, ...envoient]
  demand(
    tx.acteur,
    'consigne.ecrire',
    mine.map((uai) => ({ uai })),
  )
  const known = await mapConsignes(tx.trx, campagneId)
  return (await listEtablissements(tx.trx))
    .filter(({ uai }) => mine.includes(uai))
    .map(({ uai, nom }) => ({
      uai,
      nom,
      consigne: known.get(uai) ?? CONSIGNE_VIDE,
      recoit: recoivent.includes(uai),
      envoie: envoient.includes(uai),
    }))
}
