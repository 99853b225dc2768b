import type { Day, LocalMinute } from '#src/kit/day.ts'

/** `bloquant` refuses the line, `avertissement` keeps it. */
export type Gravite = 'bloquant' | 'avertissement'

/** One line of an import report. `ligne` counts physical lines, header = 1; 0 when the file as a whole is meant. */
export interface Anomalie {
  fichier: string
  ligne: number
  colonne: string
  valeur: string
  gravite: Gravite
  message: string
}

/** The file as a whole cannot be read: nothing of it is kept. */
export class FichierRefuse extends Error {
  override readonly name = 'FichierRefuse'
  readonly anomalie: Anomalie
  constructor(anomalie: Anomalie) {
    super(anomalie.message)
    this.anomalie = anomalie
  }
}

/** Rows of a file with what was found wrong in it. Rows touched by a `bloquant` are absent from `lignes`. */
export interface Lecture<T> {
  lignes: T[]
  anomalies: Anomalie[]
}

/** Every row of a CSV remembers where it stands, for later anomalies on it. */
export interface Ligne {
  fichier: string
  ligne: number
}

export interface LigneEtablissement extends Ligne {
  uai: string
  nom: string
  nature: string
  academie: string | null
  statut: string | null
  adresse: string | null
  codePostal: string | null
  commune: string | null
  codeDepartement: string | null
  latitude: number | null
  longitude: number | null
  telephone: string | null
  courriel: string | null
  voieProfessionnelle: boolean | null
}

export interface LigneDomaine extends Ligne {
  code: string
  libelle: string
  dureeMinutes: number
}

export interface LigneFormation extends Ligne {
  /** 10 characters. */
  mef: string
  libelle: string
  domaine: string
}

export interface LigneOffre extends Ligne {
  /** Two digits. */
  academie: string
  codeOffre: string
  uai: string
  /** As written, 10 or 11 characters. */
  codeMef: string
  libelleEtablissement: string | null
  libelleFormation: string | null
  /** null = unknown. */
  capacite: number | null
}

export interface LigneReferent extends Ligne {
  uai: string
  domaine: string
  /** Départements or communes served; empty = all. */
  secteur: string[]
}

export interface Adresse {
  lignes: string[]
  codePostal: string | null
  localite: string | null
  pays: string | null
}

export interface EleveLu {
  /** ELEVE_ID in SIECLE, or a stable local key for other lists. */
  eleveId: string
  ine: string | null
  nom: string
  nomUsage: string | null
  prenom: string
  dateNaissance: Day
  /** SIECLE code: 1 M, 2 F. */
  sexe: string | null
  /** 11 characters as written, or null. */
  codeMef: string | null
  classe: string | null
  courriel: string | null
  telephone: string | null
  adresse: Adresse | null
}

export interface ResponsableLu {
  personneId: string
  civilite: string | null
  nom: string
  prenom: string
  courriel: string | null
  telephone: string | null
  accepteSms: boolean
  /** false = the address must not be given to the other guardian. */
  communicationAdresse: boolean
  adresse: Adresse | null
}

export interface LienResponsable {
  eleveId: string
  personneId: string
  /** 1 = legal guardian. */
  niveau: number
  /** SIECLE CODE_PARENTE. */
  parente: string | null
  prioritaire: boolean
}

export interface FichierSiecle<T> {
  uai: string
  annee: string
  contenu: T
  anomalies: Anomalie[]
}
/** `ligneDe` gives the physical line of the element of a pupil, for later anomalies. */
export type SiecleEleves = FichierSiecle<{ eleves: EleveLu[]; ligneDe: Map<string, number> }>
export type SiecleResponsables = FichierSiecle<{ responsables: ResponsableLu[]; liens: LienResponsable[] }>

/** A pupil of a simple list (`eleves.csv`). */
export interface LigneEleve extends Ligne, EleveLu {
  uai: string
  responsables: { personneId: string; nom: string; prenom: string }[]
}

export type Mode = 'presentiel' | 'distanciel'

export interface LigneInscription extends Ligne {
  /** An INE, or `sans-ine:<UAI>/<ELEVE_ID>`, or '' when the line names the pupil by nom, prenom, dateNaissance. */
  ine: string
  nom: string | null
  prenom: string | null
  dateNaissance: Day | null
  mef: string
  inscritLe: LocalMinute | Day
  adulteReferent: string | null
  mode: Mode
  uaiSouhaite: string | null
  derogationSecteur: boolean
  amenagements: string[]
}

export interface LigneAvisOrigine extends Ligne {
  ine: string
  mef: string | null
  /** As written; the reglement decides what it means. */
  avis: string
  commentaire: string
  signeLe: LocalMinute | Day
  signataire: string | null
}

export interface LigneDisponibilite extends Ligne {
  uai: string
  /** Several people joined by `+` in the file: a jury. */
  intervenants: string[]
  domaines: string[]
  debut: LocalMinute
  fin: LocalMinute
  salle: string | null
  mode: Mode
  capacite: number
  accessible: boolean
}

export type Cible =
  | { genre: 'eleve'; ine: string }
  | { genre: 'classe'; uai: string; classe: string }
  | { genre: 'uai'; uai: string }
  | { genre: 'intervenant'; uai: string; nom: string }
  | { genre: 'salle'; uai: string; nom: string }

export interface LigneIndisponibilite extends Ligne {
  cible: Cible
  debut: LocalMinute
  fin: LocalMinute
  motif: string | null
}

/** What happens to a plan that stands. */
export type GenreIncidentLu =
  'intervenant_absent' | 'lieu_ferme' | 'salle_fermee' | 'eleve_indisponible' | 'retrait' | 'absence'

export interface LigneIncident extends Ligne {
  /** A day, or a local minute; null: the evening of the interview that was missed. */
  declareLe: Day | LocalMinute | null
  genre: GenreIncidentLu
  /** The person, room, lycée or pupil that the kind is about. */
  cible: Cible
  /** Of the interview of a pupil; null for the other kinds. */
  domaine: string | null
  /** null: the time of the interview. */
  plage: { debut: LocalMinute; fin: LocalMinute } | null
  motif: string
}

export type EtatPresence = 'present' | 'absent' | 'excuse' | 'annule_par_lycee'

export interface LigneEntretien extends Ligne {
  ine: string
  domaine: string
  presence: EtatPresence
  compteRendu: string | null
}

export interface LigneAvisReferent extends Ligne {
  ine: string
  mef: string
  avis: string
  commentaire: string
  signeLe: LocalMinute | Day
}

export interface LigneConfirmation extends Ligne {
  ine: string
  mef: string
  qui: { genre: 'eleve' } | { genre: 'responsable'; personneId: string }
  decision: 'oui' | 'non'
  le: LocalMinute | Day
}

export interface LigneVoeu extends Ligne {
  /** Two digits, or null when the column is absent. */
  academie: string | null
  ine: string
  nom: string | null
  prenom: string | null
  uaiOrigine: string | null
  rang: number
  codeOffre: string
  /** As written (11 characters as a rule). */
  codeMef: string
  libelleFormation: string | null
  uaiAccueil: string | null
}

export interface LigneResultat extends Ligne {
  ine: string
  nom: string
  prenom: string
  libelleFormation: string
  rang: number | null
}

/** One line of the bonus file; columns, order and separator are settings. Source: formats.md, « Bonus for Affelnet ». */
export interface LigneBonus {
  ine: string
  nom: string
  prenom: string
  dateNaissance: Day
  uaiOrigine: string
  academie: string
  codeOffre: string
  codeMef: string
  libelleFormation: string
  avisFinal: string
  points: number
}
