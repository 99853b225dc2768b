import type { Day } from '#src/kit/day.ts'

/** A level of an avis, as the reglement of the campaign names it: `reserve`, `favorable`… */
export type Sens = string

export const AVIS_ORIGINE_PAR = ['par_formation', 'par_eleve'] as const
export const CONFIRMATION_RESPONSABLES = ['un', 'tous', 'aucun'] as const
export const VISIBILITES = ['complet', 'commentaire_seul', 'scelle_jusqu_au_brouillon'] as const

/** The rules that differ from one académie or year to another: data of a campaign, frozen once it opens. */
export interface Reglement {
  /** Levels from the lowest to the highest. */
  echelles: { origine: Sens[]; referent: Sens[]; final: Sens[] }
  /** `croisement[origine][referent]` is the avis final. */
  croisement: Record<Sens, Record<Sens, Sens>>
  points: Record<Sens, number>
  avisOrigine: (typeof AVIS_ORIGINE_PAR)[number]
  confirmationResponsables: (typeof CONFIRMATION_RESPONSABLES)[number]
  visibiliteAvisOrigine: (typeof VISIBILITES)[number]
  avisOrigineAvantEntretien: boolean
}

export interface Calendrier {
  ouverture: Day
  finInscriptions: Day
  finAvisOrigine: Day
  debutEntretiens: Day
  finEntretiens: Day
  finAvisReferent: Day
  finConfirmations: Day
}

/** Constraints of the planner that the académie sets; what is absent does not apply. */
export interface ContraintesCampagne {
  joursFermes?: Day[]
  pauseMinutes?: number
  maxParCollege?: number
  accompagnes?: number
  preavisJours?: number
  trajetMaxMinutes?: number
  /** Interviews of one teacher, a group counted once. */
  parIntervenantJour?: number
  parIntervenantSemaine?: number
  /** Remote interviews of one collège at the same time: what it has rooms and screens for. */
  postesDistanciel?: number
  /** `HH:MM`: pupils leave their school no earlier and are back no later, journey included; all four or none. */
  departMatin?: string
  retourMatin?: string
  departApresMidi?: string
  retourApresMidi?: string
  /** School days before an interview until which its pupil may ask for another slot; two when it is not said. */
  demandeCreneauJours?: number
}

export const ECHEANCES = ['finInscriptions', 'finAvisOrigine', 'finAvisReferent', 'finConfirmations'] as const
export type Echeance = (typeof ECHEANCES)[number]

/** A deadline given longer: for one pupil, for one school (origin or referent), or for all when both are null. */
export interface Prolongation {
  echeance: Echeance
  uai: string | null
  eleveId: number | null
  jusquAu: Day
}

/** A deadline given longer, with for whom in words, why, and by whom. */
export interface ProlongationDite extends Prolongation {
  id: number
  /** Name of the school, or of the pupil with his school's; null = all. */
  pour: string | null
  motif: string
  auteur: string
  le: Date
}

/** A campaign with its reglement, as the acts of every room need it. */
export interface Campagne {
  id: number
  academie: string
  academieNom: string
  annee: string
  dispositif: string
  reglementId: number
  reglementNom: string
  reglementVersion: number
  reglement: Reglement
  calendrier: Calendrier
  prolongations: readonly Prolongation[]
  contraintes: ContraintesCampagne
  graine: number
  /** School days before the first interviews of a week on which their convocations are due; 5 to 10. */
  joursConvocation: number
  ouverte: boolean
  repetition: boolean
}

export interface Formation {
  mef: string
  libelle: string
  domaine: string
}

const LIBELLES: Record<Sens, string> = {
  reserve: 'réservé',
  assez_favorable: 'assez favorable',
  favorable: 'favorable',
  tres_favorable: 'très favorable',
}

/** A level in words. */
export const libelleSens = (sens: Sens): string => LIBELLES[sens] ?? sens.replaceAll('_', ' ')

export const GENRES_IMPORT = ['etablissements', 'offres', 'voeux', 'siecle', 'eleves'] as const
export type GenreImport = (typeof GENRES_IMPORT)[number]
export const ETATS_IMPORT = ['en_attente', 'en_cours', 'finie', 'refusee'] as const
export type EtatImport = (typeof ETATS_IMPORT)[number]

/** What an import did, or would do in a dry run. */
export interface CompteursImport {
  crees: number
  modifies: number
  inchanges: number
  supprimes?: number
  /** Lines that are not kept. */
  refuses: number
  avertissements: number
}

/** A wish that is not as in the file before; `avant`, `apres`: its rank. */
export interface EcartVoeu {
  nature: 'ajoute' | 'modifie' | 'supprime'
  ine: string
  /** null: no pupil of the campaign has this INE. */
  eleve: string | null
  offre: string
  formation: string | null
  avant: number | null
  apres: number | null
}

/** An import as its page follows it. */
export interface Importation {
  id: number
  genre: GenreImport
  uai: string | null
  campagneId: number
  /** Names as sent. */
  fichier: string
  fichiers: { nom: string; garde: string }[]
  aBlanc: boolean
  etat: EtatImport
  /** Lines read; null while the file is being read. */
  lignes: number | null
  compteurs: Partial<CompteursImport>
  anomalies: number
  /** Wishes that are not as before. */
  ecarts: number
  panne: string | null
  auteur: string
  le: Date
}

interface AvisManquants {
  uai: string
  nom: string
  nombre: number
}

/** Where a campaign stands, in counts. */
export interface SuiviCampagne {
  eleves: number
  inscriptions: number
  elevesInscrits: number
  /** One per (pupil, domaine) registered. */
  entretiensAttendus: number
  entretiensPlaces: number
  entretiensPasses: number
  sansConvocation: number
  fiches: number
  inscriptionsRepondues: number
  confirmations: number
  voeux: number
  nonPlaces: { raison: string; nombre: number; exemple: string }[]
  avisOrigineManquants: AvisManquants[]
  /** After an interview where the pupil came, or whose presence nobody recorded. */
  avisReferentManquants: AvisManquants[]
}

/** One version of a reglement, with the two people that it needs. */
export interface VersionReglement {
  id: number
  nom: string
  version: number
  reglement: Reglement
  redacteurId: number
  redacteur: string
  redigeLe: Date
  approbateur: string | null
  approuveLe: Date | null
  /** Campaigns that rest on it. */
  campagnes: number
}
