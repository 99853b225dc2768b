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

/**
 * Why a convocation is sent: the first one · a change of time or place · another chance after an absence (which is said to
 * be one, never a cancellation) · the lycée cancels, which is never the fault of the pupil.
 */
export type ObjetConvocation = 'premiere' | 'changement' | 'apres_absence' | 'annulation'

/** Where a letter goes by post: one guardian's own address, never another's. */
export interface AdressePostale {
  destinataire: string
  /** Street, then postcode and town, then country. */
  lignes: string[]
}

export interface Convocation {
  campagne: CampagneImprimee
  lycee: EtablissementImprime
  college: EtablissementImprime
  eleve: { nom: string; prenom: string; classe: string | null }
  objet: ObjetConvocation
  /** Start of the interview that this one replaces, or that is cancelled. */
  precedent: LocalMinute | null
  domaine: string
  formations: string[]
  debut: LocalMinute
  fin: LocalMinute
  /** When he is received alone in a group session that begins at `debut`; null outside of one. */
  individuel: LocalMinute | null
  mode: 'presentiel' | 'distanciel'
  salle: string | null
  /** How to come in, written by the lycée. */
  acces: string | null
  /** Address of a map of the lycée. */
  itineraire: string | null
  /** Function of whoever receives, never a name. */
  interlocuteur: string | null
  /** Remote: address of the meeting, and telephone when it fails. */
  lien: string | null
  secours: string | null
  /** Remote: room and adult of the collège. */
  salleCollege: string | null
  adulteCollege: string | null
  /** Address of the personal page; null where the service has none. */
  espace: string | null
  /** null: handed over by the collège. */
  adresse: AdressePostale | null
  /** Followed by the authorisation to travel and the attestation of presence. */
  formulaires: boolean
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
