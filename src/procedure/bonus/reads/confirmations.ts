import { groupBy } from '#src/kit/group.ts'
import {
  derniereEcheance,
  isBefore,
  loadCampagne,
  type Campagne,
  type Reglement,
} from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import type { Dossier } from '#src/procedure/bonus/model.ts'
import { isConfirme, isRefuse } from '#src/procedure/bonus/rules/confirmation.ts'
import { listDossiersDesInscriptions } from '#src/procedure/bonus/sql/dossiers.ts'
import {
  listFichesEmises,
  listMotsDesInscriptions,
  type FicheEmise,
  type Mot,
} from '#src/procedure/bonus/sql/fiches.ts'

const READ = 'confirmations.lire'

/** `sans_effet`: no bonus hangs on it, so that nobody waits for it. */
export type EtatConfirmation = 'confirmee' | 'refusee' | 'attendue' | 'sans_effet'

/** A registration with the last word of each person who may give one. */
export interface ConfirmationsSuivies {
  inscriptionId: number
  mef: string
  libelle: string
  etat: EtatConfirmation
  mots: Mot[]
}

/** Of each pupil whose fiche is issued, what his family said on each formation; the others have nothing to confirm yet. */
export async function readConfirmations(
  tx: Tx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds: readonly number[] },
): Promise<Map<number, ConfirmationsSuivies[]>> {
  demand(tx.acteur, READ, await selectEleves(tx.trx, eleveIds))
  const campagne = await loadCampagne(tx.trx, campagneId)
  const fiches = await listFichesEmises(tx.trx, { campagneId, eleveIds })
  return confirmationsOf(tx, campagne, fiches)
}

async function confirmationsOf(
  { trx }: Tx,
  { id: campagneId, reglement, calendrier: { finConfirmations } }: Campagne,
  fiches: readonly FicheEmise[],
): Promise<Map<number, ConfirmationsSuivies[]>> {
  const scope = { campagneId, eleveIds: fiches.map((fiche) => fiche.eleveId) }
  const dossiers = await listDossiersDesInscriptions(trx, { ...scope, finConfirmations })
  const mots = groupBy(await listMotsDesInscriptions(trx, scope), (mot) => mot.inscriptionId)
  const suivies = dossiers.map((dossier) => ({
    eleveId: dossier.eleveId,
    inscriptionId: dossier.inscriptionId,
    mef: dossier.mef,
    libelle: dossier.libelle,
    etat: etatOf(reglement, dossier),
    mots: mots.get(dossier.inscriptionId) ?? [],
  }))
  return groupBy(suivies, (one) => one.eleveId)
}

function etatOf(reglement: Reglement, dossier: Dossier): EtatConfirmation {
  if (isRefuse(dossier)) return 'refusee'
  if (dossier.points === 0) return 'sans_effet'
  return isConfirme(reglement, dossier) ? 'confirmee' : 'attendue'
}

export type MotSuivi = Mot

/** A pupil with the version of his fiche and what his family said. */
export interface FicheSuivie extends Pick<
  FicheEmise,
  'eleveId' | 'nom' | 'prenom' | 'classe' | 'version' | 'emiseLe'
> {
  confirmations: ConfirmationsSuivies[]
}

export interface FichesSuivies {
  uai: string
  fiches: FicheSuivie[]
  finConfirmations: string
  ouvertes: boolean
}

/** The fiches issued to the pupils of one school, by class and name, and whether families may still answer. */
export async function readFichesSuivies(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<FichesSuivies> {
  demand(tx.acteur, READ, [{ uai }])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const fiches = await listFichesEmises(tx.trx, { campagneId, uai })
  const confirmations = await confirmationsOf(tx, campagne, fiches)
  const finConfirmations = derniereEcheance(campagne, { echeance: 'finConfirmations', uai })
  return {
    uai,
    fiches: fiches.map((fiche) => ({ ...fiche, confirmations: confirmations.get(fiche.eleveId) ?? [] })),
    finConfirmations,
    ouvertes: isBefore(tx.now, { jour: finConfirmations, zone: tx.zone }),
  }
}
