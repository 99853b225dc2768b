import { loadCampagne, type Campagne, type Reglement } from '#src/procedure/campagnes/api.ts'
import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { isConfirme } from '#src/procedure/bonus/rules/confirmation.ts'
import { effetsOf, type EffetsReglement } from '#src/procedure/bonus/rules/effets-reglement.ts'
import { listDossiersDesInscriptions } from '#src/procedure/bonus/sql/dossiers.ts'
import {
  listFaitsParEtablissement,
  listInscriptionsNommees,
  type EleveDuReglement,
} from '#src/procedure/bonus/sql/effets-reglement.ts'

export interface EffetsLus extends EffetsReglement {
  campagne: Pick<Campagne, 'annee' | 'dispositif' | 'repetition' | 'reglementNom' | 'reglementVersion'>
  /** Formations confirmed under each reglement; null where both ask the same people. */
  confirmees: { avant: number; apres: number } | null
  /** The first registrations with something else, by name; null for who may not read pupils. */
  eleves: EleveDuReglement[] | null
}

/** Pupils shown of those concerned. */
const PREMIERS = 50

/** What this reglement would have changed in a campaign: nothing is written. */
export async function readEffetsDuReglement(
  tx: Tx,
  { campagneId, reglement }: { campagneId: number; reglement: Reglement },
): Promise<EffetsLus> {
  demand(tx.acteur, 'reglement.rediger', [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const both = { avant: campagne.reglement, apres: reglement }
  const effets = effetsOf(both, await listFaitsParEtablissement(tx.trx, campagneId))
  const named = { ids: effets.changees, limit: PREMIERS }
  return {
    ...effets,
    campagne,
    confirmees: await confirmeesOf(tx, { campagne, reglement }),
    eleves: allows(tx.acteur, 'eleves.lire', {}) ? await listInscriptionsNommees(tx.trx, named) : null,
  }
}

async function confirmeesOf(
  tx: Tx,
  { campagne, reglement }: { campagne: Campagne; reglement: Reglement },
): Promise<EffetsLus['confirmees']> {
  if (campagne.reglement.confirmationResponsables === reglement.confirmationResponsables) return null
  const { id: campagneId, calendrier } = campagne
  const { finConfirmations } = calendrier
  const dossiers = await listDossiersDesInscriptions(tx.trx, { campagneId, finConfirmations })
  const count = (one: Reglement): number => dossiers.filter((dossier) => isConfirme(one, dossier)).length
  return { avant: count(campagne.reglement), apres: count(reglement) }
}
