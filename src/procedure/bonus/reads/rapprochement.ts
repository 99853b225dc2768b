import { groupBy, indexBy } from '#src/kit/group.ts'
import { ETATS_RAPPROCHEMENT, type EtatRapprochement } from '#src/procedure/bonus/model.ts'
import { rapprocher, type Rapprochement } from '#src/procedure/bonus/rules/rapprochement.ts'
import { listDossiersDesInscriptions, listVoeux, mapOffres } from '#src/procedure/bonus/sql/dossiers.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listEleves, type Eleve } from '#src/procedure/eleves/api.ts'

const LIRE = 'rapprochement.lire'

/** Where every registration stands between avis, confirmations and wishes. */
export async function rapprochementOf(tx: Tx, campagneId: number): Promise<Rapprochement> {
  demand(tx.acteur, LIRE, [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const { finConfirmations } = campagne.calendrier
  const dossiers = await listDossiersDesInscriptions(tx.trx, { campagneId, finConfirmations })
  const voeux = await listVoeux(tx.trx, campagneId)
  return rapprocher(dossiers, {
    reglement: campagne.reglement,
    voeux,
    offres: await mapOffres(tx.trx, campagneId),
  })
}

/** One registration of the work-list. */
export interface LigneRapprochement {
  eleve: Eleve
  mef: string
  formation: string
  sens: string | null
  points: number
  etat: EtatRapprochement
}

/** Every registration with its pupil, in the order of school, class, name. */
export async function readRapprochement(tx: Tx, campagneId: number): Promise<LigneRapprochement[]> {
  demand(tx.acteur, LIRE, [{}])
  const { etats } = await rapprochementOf(tx, campagneId)
  const eleves = await listEleves(tx.trx, campagneId)
  const rank = new Map(eleves.map((eleve, i) => [eleve.id, i]))
  const byId = indexBy(eleves, (eleve) => eleve.id)
  const lignes = etats.flatMap(({ dossier, etat }): LigneRapprochement[] => {
    const eleve = byId.get(dossier.eleveId)
    const { mef, libelle: formation, sens, points } = dossier
    return eleve ? [{ eleve, mef, formation, sens, points, etat }] : []
  })
  return lignes.sort((a, b) => (rank.get(a.eleve.id) ?? 0) - (rank.get(b.eleve.id) ?? 0))
}

/** How many registrations stand in each state, in the order in which the states are judged. */
export function countsOf(
  lignes: readonly LigneRapprochement[],
): { etat: EtatRapprochement; nombre: number }[] {
  const byEtat = groupBy(lignes, (one) => one.etat)
  return ETATS_RAPPROCHEMENT.map((etat) => ({ etat, nombre: byEtat.get(etat)?.length ?? 0 }))
}
