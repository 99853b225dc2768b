import { existsSync } from 'node:fs'
import path from 'node:path'
import { readElevesDe, readOffresDe, readVoeuxDe } from '#src/exchange/campagne-dossier.ts'
import {
  readAvisReferent,
  readConfirmations,
  readDisponibilites,
  readEntretiens,
  readIndisponibilites,
} from '#src/exchange/campagne-entretiens.ts'
import { readIncidentsDe } from '#src/exchange/campagne-incidents.ts'
import {
  readDomaines,
  readEtablissementsDe,
  readFormations,
  readReferents,
} from '#src/exchange/campagne-etablissements.ts'
import { readAvisOrigine, readInscriptions } from '#src/exchange/campagne-inscriptions.ts'
import { readCampagne, type CampagneLue } from '#src/exchange/campagne-reglages.ts'
import type {
  Anomalie,
  Lecture,
  LigneAvisOrigine,
  LigneAvisReferent,
  LigneConfirmation,
  LigneDisponibilite,
  LigneDomaine,
  LigneEleve,
  LigneEntretien,
  LigneEtablissement,
  LigneFormation,
  LigneIncident,
  LigneIndisponibilite,
  LigneInscription,
  LigneOffre,
  LigneReferent,
  LigneVoeu,
} from '#src/exchange/model.ts'

/** A whole campaign folder, every CSV read. SIECLE files are read one collège at a time while playing. */
export interface Dossier {
  chemin: string
  campagne: CampagneLue
  etablissements: LigneEtablissement[]
  domaines: LigneDomaine[]
  formations: LigneFormation[]
  offres: LigneOffre[]
  referents: LigneReferent[]
  eleves: LigneEleve[]
  inscriptions: LigneInscription[]
  avisOrigine: LigneAvisOrigine[]
  disponibilites: LigneDisponibilite[]
  indisponibilites: LigneIndisponibilite[]
  incidents: LigneIncident[]
  entretiens: LigneEntretien[]
  avisReferent: LigneAvisReferent[]
  confirmations: LigneConfirmation[]
  voeux: LigneVoeu[]
  anomalies: Anomalie[]
}

/** Reads the folder. Throws FichierRefuse when it cannot be played at all. */
export async function readDossier(chemin: string): Promise<Dossier> {
  const anomalies: Anomalie[] = []
  const read = async <T>(lecture: Promise<Lecture<T>>): Promise<T[]> => {
    const { lignes, anomalies: found } = await lecture
    for (const anomalie of found) anomalies.push(anomalie)
    return lignes
  }
  const campagne = await readCampagne(chemin)
  anomalies.push(...campagne.anomalies)
  return {
    chemin,
    campagne,
    etablissements: await read(readEtablissementsDe(chemin)),
    domaines: await read(readDomaines(chemin)),
    formations: await read(readFormations(chemin)),
    offres: await read(readOffresDe(chemin)),
    referents: await read(readReferents(chemin)),
    eleves: await read(readElevesDe(chemin)),
    inscriptions: await read(readInscriptions(chemin)),
    avisOrigine: await read(readAvisOrigine(chemin)),
    disponibilites: await read(readDisponibilites(chemin)),
    indisponibilites: await read(readIndisponibilites(chemin)),
    incidents: await read(readIncidentsDe(chemin)),
    entretiens: await read(readEntretiens(chemin)),
    avisReferent: await read(readAvisReferent(chemin)),
    confirmations: await read(readConfirmations(chemin)),
    voeux: await read(readVoeuxDe(chemin)),
    anomalies,
  }
}

/** The SIECLE folder of a campaign folder, or undefined when it has none. */
export const siecleOf = (dossier: Dossier): string | undefined => {
  const folder = path.join(dossier.chemin, 'siecle')
  return existsSync(folder) ? folder : undefined
}
