import { dayOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { isServed, listEtablissements } from '#src/procedure/etablissements/api.ts'
import type { Campagne } from '#src/procedure/campagnes/model.ts'
import {
  controleOuverture,
  derniereFiche,
  type LigneOuverture,
} from '#src/procedure/campagnes/rules/ouverture.ts'
import { readChangements } from '#src/procedure/campagnes/reads/reprise.ts'
import { listReferents, loadCampagne, selectReglement } from '#src/procedure/campagnes/sql.ts'
import { listUaisDesEleves, selectLacunes } from '#src/procedure/campagnes/sql/ouverture.ts'

export interface ControleOuverture {
  campagne: Campagne
  lignes: LigneOuverture[]
  /** The last day on which fiches may leave, and that by which they can. */
  derniereFiche: string
  fichesLe: string
}

/** The checklist of a campaign, judged on what stands now. */
export async function readOuverture(tx: Tx, campagneId: number): Promise<ControleOuverture> {
  demand(tx.acteur, 'campagne.ouvrir', [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const { calendrier, contraintes } = campagne
  const { emission, ...lacunes } = await selectLacunes(tx.trx, { campagneId, jour: dayOf(tx.now, tx.zone) })
  const { changements } = await readChangements(tx, campagneId)
  const faits = {
    ...lacunes,
    reglementApprouve: Boolean((await selectReglement(tx.trx, campagne.reglementId))?.approbateurId),
    ecolesSansReferent: await ecolesSansReferent(tx, campagneId),
    fichesLe: emission ?? calendrier.finAvisReferent,
    finConfirmations: calendrier.finConfirmations,
    joursFermes: contraintes.joursFermes ?? [],
    changementsADecider: changements.filter(({ decision }) => decision === null).length,
  }
  return {
    campagne,
    lignes: controleOuverture(faits),
    derniereFiche: derniereFiche(faits),
    fichesLe: faits.fichesLe,
  }
}

/** Schools with pupils that, for one domaine at least, no referent serves. */
async function ecolesSansReferent({ trx }: Tx, campagneId: number): Promise<string[]> {
  const uais = await listUaisDesEleves(trx, campagneId)
  const ecoles = uais.length === 0 ? [] : await listEtablissements(trx, uais)
  const domaines = groupBy(await listReferents(trx, campagneId), (one) => one.domaine)
  return ecoles
    .filter((ecole) =>
      [...domaines.values()].some((referents) => !referents.some(({ secteur }) => isServed(ecole, secteur))),
    )
    .map((ecole) => ecole.nom)
}
