import type { Portion } from '#src/procedure/comptes/api.ts'
import type { Day } from '#src/kit/day.ts'

/** A pupil as lists and matching need him. */
export interface Eleve {
  id: number
  uai: string
  /** ELEVE_ID of SIECLE, or the key of a list. */
  cleSiecle: string
  ine: string | null
  nom: string
  prenom: string
  dateNaissance: Day
  classe: string | null
}

export interface Responsable {
  id: number
  eleveId: number
  cleSiecle: string
  nom: string
  prenom: string
  /** 1 = legal guardian. */
  niveau: number
}

/** NIVEAU_RESPONSABILITE of a legal guardian. Source: formats.md, SIECLE. */
export const NIVEAU_LEGAL = 1

/** How files name a pupil: his INE, or `sans-ine:<UAI>/<ELEVE_ID>`. Source: formats.md. */
export const cleFichier = (eleve: Pick<Eleve, 'ine' | 'uai' | 'cleSiecle'>): string =>
  eleve.ine ?? `sans-ine:${eleve.uai}/${eleve.cleSiecle}`

/** UAI of the schools seen in lists; `academie`: all of them, which row security bounds. */
export type Perimetre = readonly Portion[] | 'academie'

/** What a list of pupils can be narrowed to: what somebody still has to do. */
export const FILTRES = [
  'inscrits',
  'demandes',
  'sans_inscription',
  'sans_adulte_referent',
  'sans_information',
  'avis_attendus',
  'non_places',
] as const
export type Filtre = (typeof FILTRES)[number]

export interface RechercheEleves {
  campagneId: number
  perimetre: Perimetre
  /** Part of a name, case and accents aside; empty = all. */
  nom: string
  classe: string | null
  filtre: Filtre | null
}

/** A pupil as the lists of his school show him. */
export interface EleveSuivi extends Eleve {
  etablissement: string
  adulteReferent: string | null
  /** Formations he is registered for, in words. */
  formations: string[]
  /** Requests that are not yet registrations. */
  demandes: number
  /** Registrations without an origin avis. */
  avisAttendus: number
  /** Domaines for which no interview could be placed. */
  nonPlaces: number
}

/** A registration of a pupil with where it stands; the time of the interview only once he is convoked. */
export interface InscriptionSuivie {
  id: number
  mef: string
  libelle: string
  codeDomaine: string
  domaine: string
  mode: 'presentiel' | 'distanciel'
  lyceeSouhaite: string | null
  derogationSecteur: boolean
  amenagements: string[]
  auteur: string
  inscritLe: Date
  place: boolean
  nonPlacement: string | null
  entretien: { debut: string; lycee: string; salle: string | null } | null
  presence: 'present' | 'absent' | 'excuse' | 'annule_par_lycee' | null
  avisOrigine: { sens: string; commentaire: string; signataire: string; signeLe: string } | null
  avisReferentSigne: boolean
}

export interface DemandeEnAttente {
  mef: string
  libelle: string
  domaine: string
  le: Date
}
