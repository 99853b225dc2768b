import type { CodeSection, Reponses } from '#src/documents/lettre-sections.ts'

/** Which letter: one per pupil and domaine. */
export interface CleLettre {
  campagneId: number
  eleveId: number
  domaine: string
}

/** A letter as its pupil last kept it. */
export interface Lettre {
  id: number
  /** Counts what the pupil kept, from 1. */
  version: number
  reponses: Reponses
  ecriteLe: Date
}

/** What an adult of the collège wrote in the margin. */
export interface Annotation {
  /** `generale`: about the whole letter. */
  section: CodeSection | 'generale'
  texte: string
  auteur: string
  le: Date
  /** The version he read. */
  version: number
}

export const TYPES_JOINTES = ['image/jpeg', 'image/png', 'application/pdf'] as const
export type TypeJointe = (typeof TYPES_JOINTES)[number]

/** A file attached in place of a letter typed, without its bytes. */
export interface LettreJointe {
  id: number
  nom: string
  type: TypeJointe
  taille: number
  auteur: string
  le: Date
}

/** `jointe`: a handwritten one was attached. */
export const ETATS_LETTRE = ['absente', 'commencee', 'complete', 'jointe'] as const
export type EtatLettre = (typeof ETATS_LETTRE)[number]

/** A pupil and a domaine, with where his letter stands. */
export interface LettreSuivie {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  domaine: string
  libelle: string
  /** Start of the interview once it is convoked. */
  debut: Date | null
  reponses: Reponses | null
  jointes: number
  annotations: number
}
