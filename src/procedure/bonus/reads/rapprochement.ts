import { ETATS_RAPPROCHEMENT, type EtatRapprochement } from '#src/procedure/bonus/model.ts'
import { rapprocher, type Rapprochement } from '#src/procedure/bonus/rules/rapprochement.ts'
import { listDossiersDesInscriptions, listVoeux, mapOffres } from '#src/procedure/bonus/sql/dossiers.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf } from '#src/procedure/eleves/api.ts'
import {
  listRapprochement,
  type LigneRapprochement,
  type RechercheRapprochement,
} from '#src/procedure/bonus/sql/rapprochement.ts'

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

const SUIVRE = 'rapprochement.suivre'

export type { LigneRapprochement } from '#src/procedure/bonus/sql/rapprochement.ts'
export { TRIS_RAPPROCHEMENT } from '#src/procedure/bonus/sql/rapprochement.ts'

interface Recherche extends Pick<RechercheRapprochement, 'campagneId' | 'nom' | 'etat'> {
  /** One school, or all those that the reader follows. */
  uai: string | null
}

async function rechercheOf(tx: Tx, asked: Recherche): Promise<RechercheRapprochement> {
  const { uai } = asked
  demand(tx.acteur, SUIVRE, uai === null ? [] : [{ uai }])
  const { reglement, calendrier } = await loadCampagne(tx.trx, asked.campagneId)
  const { confirmationResponsables } = reglement
  const { finConfirmations } = calendrier
  const followed = perimetreOf(tx.acteur, SUIVRE)
  const perimetre = uai === null ? followed : [{ uai }]
  return {
    ...asked,
    confirmationResponsables,
    finConfirmations,
    perimetre,
    ficheEmise: followed !== 'academie',
  }
}

export interface Denombrement {
  total: number
  /** Every state, in the order in which states are judged; the search by name or state aside. */
  etats: { etat: EtatRapprochement; nombre: number }[]
  voeuSansConfirmation: number
  /** Wishes of the campaign were imported. */
  voeuxConnus: boolean
}

/**
 * One page of the registrations between avis, confirmations and wishes, and how many stand where: all of them for the
 * académie; for a school those of its pupils whose fiche is issued, since before it nobody there knows what the crossing
 * gave.
 */
export async function readRapprochement(
  tx: Tx,
  asked: Recherche & Pick<Parameters<typeof listRapprochement>[1], 'tri' | 'limit' | 'offset'>,
): Promise<{ lignes: LigneRapprochement[]; comptes: Denombrement }> {
  const { tri, limit, offset } = asked
  const found = await listRapprochement(tx.trx, { ...(await rechercheOf(tx, asked)), tri, limit, offset })
  const { lignes, parEtat, ...rest } = found
  const etats = ETATS_RAPPROCHEMENT.map((etat) => ({ etat, nombre: parEtat.get(etat) ?? 0 }))
  return { lignes, comptes: { ...rest, etats } }
}
