import type { Mode } from '#src/exchange/model.ts'
import type { Sens } from '#src/procedure/campagnes/api.ts'

/** Functional needs, never a diagnosis. `interprete:<langue>` names a language. Source: domain.md rule 10. */
export const AMENAGEMENTS = ['acces_fauteuil', 'duree_majoree', 'accompagnant', 'ecrit'] as const
export type Amenagement = (typeof AMENAGEMENTS)[number]
export const isAmenagement = (text: string): boolean =>
  (AMENAGEMENTS as readonly string[]).includes(text) || /^interprete:\p{L}[\p{L} -]*$/u.test(text)

export interface NouvelleInscription {
  eleveId: number
  /** 10 characters. */
  mef: string
  mode: Mode
  uaiSouhaite: string | null
  derogationSecteur: boolean
  amenagements: readonly string[]
}

export interface Inscription {
  id: number
  eleveId: number
  mef: string
  domaine: string
  inscritLe: Date
}

export interface NouvelAvisOrigine {
  eleveId: number
  /** null: one avis for the pupil (reglement `par_eleve`). */
  mef: string | null
  /** As written by a person: « Assez favorable ». */
  avis: Sens
  commentaire: string
  /** Who signs; without it the actor. */
  signataire?: string
}

/** A formation that a pupil may be registered for. */
export interface FormationAuChoix {
  mef: string
  libelle: string
  inscrite: boolean
  /** The pupil asked for it. */
  demandee: boolean
}

/** The formations of a domaine: one interview counts for all of them (rule 1). */
export interface DomaineAuChoix {
  code: string
  libelle: string
  formations: FormationAuChoix[]
}

/** A lycée that receives pupils of this campaign. */
export interface LyceeAuChoix {
  uai: string
  nom: string
  commune: string | null
  /** Serves the school of the pupil for one domaine at least. */
  dansLeSecteur: boolean
}

/** A pupil in the page that registers a class. */
export interface EleveEtInscriptions {
  id: number
  uai: string
  nom: string
  prenom: string
  classe: string | null
  /** MEF of his registrations, and of what he asked for. */
  inscrites: string[]
  demandees: string[]
}

/** An origin avis that is awaited: of one registration, or of a pupil when the reglement wants one for him. */
export interface AvisAttendu {
  /** `i12` a registration, `e7` a pupil: names its fields and its drafts. */
  cle: string
  eleveId: number
  mef: string | null
  nom: string
  prenom: string
  classe: string | null
  uai: string
  etablissement: string
  formations: string[]
  /** Start of the interview that freezes it, once the pupil is convoked. */
  entretien: Date | null
  /** The interview has begun, and the reglement wants the avis before. */
  fige: boolean
}
