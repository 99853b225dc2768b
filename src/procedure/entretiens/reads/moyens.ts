import { demand, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import type { Moyens } from '#src/procedure/entretiens/model.ts'
import { listLyceesAuxSallesNommees, listMoyens } from '#src/procedure/entretiens/sql/moyens.ts'

/** A school of the actor with what it said. */
export interface MoyensDEcole {
  uai: string
  nom: string
  dits: (Moyens & { auteur: string; le: Date }) | undefined
  /** What the actor does there: he receives pupils, or sends some of his own. */
  recoit: boolean
  envoie: boolean
  sallesNommees: boolean
  /** The number of the campagne, where the collège says none. */
  postesDeLaCampagne: number | undefined
}

/** What each school of the actor has for interviews. */
export async function readMesMoyens(tx: Tx, campagneId: number): Promise<MoyensDEcole[]> {
  const recoivent = schoolsOf(tx.acteur, ['planificateur', 'chef_referent'])
  const envoient = schoolsOf(tx.acteur, ['chef_origine'])
  const mine = [...new Set([...recoivent, ...envoient])]
  demand(
    tx.acteur,
    'moyens.declarer',
    mine.map((uai) => ({ uai })),
  )
  const { contraintes } = await loadCampagne(tx.trx, campagneId)
  const dits = new Map((await listMoyens(tx.trx, campagneId, mine)).map((one) => [one.uai, one]))
  const nommees = await listLyceesAuxSallesNommees(tx.trx, { campagneId, uais: recoivent })
  return (await listEtablissements(tx.trx, mine)).map(({ uai, nom }) => ({
    uai,
    nom,
    dits: dits.get(uai),
    recoit: recoivent.includes(uai),
    envoie: envoient.includes(uai),
    sallesNommees: nommees.includes(uai),
    postesDeLaCampagne: contraintes.postesDistanciel,
  }))
}

/** How many lycées and collèges said a number of their own. */
export async function countMoyens(tx: Tx, campagneId: number): Promise<{ lycees: number; colleges: number }> {
  demand(tx.acteur, 'contraintes.regler', [{}])
  const dits = await listMoyens(tx.trx, campagneId)
  return {
    lycees: dits.filter((one) => one.salles !== null && !one.sallesNommees).length,
    colleges: dits.filter((one) => one.postes !== null).length,
  }
}
