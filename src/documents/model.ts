import type { Day, LocalMinute } from '#src/kit/day.ts'

/** Data of the letters and sheets: already in words where a family reads words, never an INE, never a health word. */
export interface EtablissementImprime {
  nom: string
  adresse: string | null
  codePostal: string | null
  commune: string | null
  telephone: string | null
  courriel: string | null
}

export interface CampagneImprimee {
  academie: string
  annee: string
  dispositif: string
  /** Marked as a rehearsal on every page. */
  repetition: boolean
}

export interface Convocation {
  campagne: CampagneImprimee
  lycee: EtablissementImprime
  college: EtablissementImprime
  eleve: { nom: string; prenom: string; classe: string | null }
  domaine: string
  formations: string[]
  debut: LocalMinute
  fin: LocalMinute
  mode: 'presentiel' | 'distanciel'
  salle: string | null
  /** How to come in, written by the lycée. */
  acces: string | null
  emiseLe: Day
}

export interface AvisImprime {
  /** Level in words, e.g. « favorable ». */
  libelle: string
  commentaire: string
  signataire: string | null
  fonction: string
  signeLe: Day
}

/** The written advice after the interview, with who wrote it. */
export interface CompteRenduImprime {
  texte: string
  auteur: string
  fonction: string
  ecritLe: Day
}

export interface FormationImprimee {
  libelle: string
  domaine: string
  avisOrigine: AvisImprime | null
  avisReferent: AvisImprime | null
  /** null when the pupil was not received. */
  compteRendu: CompteRenduImprime | null
  /** Sentence: how both avis were crossed, with the cell of the table. */
  croisement: string
  /** Level in words, or null. */
  avisFinal: string | null
  points: number
  /** Why there is no avis final, or null. */
  raisonSansAvis: string | null
  /** What has to be done, by whom, before when: sentences. */
  resteAFaire: string[]
}

export interface Fiche {
  campagne: CampagneImprimee
  /** Name and version of the reglement whose rules were applied. */
  reglement: string
  college: EtablissementImprime
  eleve: { nom: string; prenom: string; dateNaissance: Day; classe: string | null }
  formations: FormationImprimee[]
  /** One signature line per person who may confirm; « élève » for the pupil himself. */
  personnes: string[]
  finConfirmations: Day
  version: number
  /** What differs from the version before, in sentences; empty for the first. */
  changements: string[]
  /** Short hash of all that the sheet says. */
  empreinte: string
  /** Address of the page that tells whether the sheet is authentic; null where the service has none. */
  verification: string | null
  emiseLe: Day
}

/** The cover of an export. */
export interface Bordereau {
  campagne: CampagneImprimee
  reglement: string
  numero: number
  etabliLe: Day
  parAvis: { avis: string; lignes: number; points: number }[]
  lignes: number
  points: number
  ajouts: number
  modifications: number
  retraits: number
  sha256: string
  signature: string
  cle: string
  actesExceptionnels: string[]
}
