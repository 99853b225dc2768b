import type { Day } from '#src/kit/day.ts'

/** What is prepared: `postees` one letter per guardian at his address; `ent` one file per pupil, in an archive. */
export const GENRES_EDITION = [
  'convocations',
  'convocations_postees',
  'fiches',
  'fiches_ent',
  'lettres',
] as const
export type GenreEdition = (typeof GENRES_EDITION)[number]

/** What somebody asks to be prepared. */
export interface NouvelleEdition {
  campagneId: number
  genre: GenreEdition
  /** null: every school of the académie, one file each. */
  uai: string | null
  /** Letters of the interviews of this day only. */
  jour: Day | null
  /** How the files of an archive are named. */
  modele: string | null
  /** Public address of the service, for codes and links that are printed. */
  origine: string | null
}

export interface Edition extends NouvelleEdition {
  id: number
  compteId: number
  demandeeLe: Date
  /** Documents to print; null until the list is drawn up. */
  lettres: number | null
  faites: number
  finLe: Date | null
  arretLe: Date | null
  panne: string | null
  /** Seconds that the last parts took, and the documents printed in them; null while nothing is known. */
  allure: { secondes: number; lettres: number } | null
}

/** One file of an edition. */
export interface Volume {
  rang: number
  uai: string
  nom: string
  lettres: number
  pret: boolean
  /** Bytes; null while it is prepared, or when none of its documents could be printed. */
  taille: number | null
}

/** What one document is: a convocation, else that of this pupil, and the domaine of his letter. */
export interface ObjetEdition {
  uai: string
  id: number
  domaine?: string
}

/** Documents set together, of one volume. */
export interface PartieEdition {
  rang: number
  volume: number
  uai: string
  /** Documents of the volume before it, and in all. */
  debut: number
  total: number
  objets: ObjetEdition[]
}

/** A document left out, and why. */
export interface RefusEdition {
  qui: string
  raison: string
}

export interface DocumentEdition {
  genre: 'fiche' | 'convocation'
  id: number
}

/** What a part has become. */
export interface PartieComposee {
  contenu: Uint8Array | null
  documents: DocumentEdition[]
  refus: RefusEdition[]
  /** Lines of the table of an archive. */
  lignes: (string | null)[][]
}

export type EtatEdition = 'en_attente' | 'en_cours' | 'prete' | 'arretee' | 'en_panne'
