import type { EtatPresence, Mode } from '#src/exchange/model.ts'
import type { Day } from '#src/kit/day.ts'
import type { Reglages } from '#src/planning/model.ts'
import type { Indicateurs } from '#src/planning/outcomes.ts'

export interface NouvelleDisponibilite {
  uai: string
  /** Names; several are a jury. */
  intervenants: readonly string[]
  domaines: readonly string[]
  debut: Date
  fin: Date
  salle: string | null
  mode: Mode
  capacite: number
  /** A group session; null or absent: pupils received at once are received together all along. */
  seance?: Seance | null
  accessible: boolean
}

/** Minutes told to all, then of each pupil alone. */
export interface Seance {
  communes: number
  individuelles: number
}

/** When somebody, a class, a school or a room cannot. Exactly one target. */
export interface NouvelleIndisponibilite {
  eleveId?: number
  uai?: string
  classe?: string
  intervenant?: { uai: string; nom: string }
  salle?: { uai: string; nom: string }
  debut: Date
  fin: Date
  motif: string | null
}

/** What a school has for interviews, said by itself; null: not said. */
export interface Moyens {
  /** Of a lycée that names no room: how many it gives in one half-day. */
  salles: number | null
  /** Of a collège: remote interviews at the same time. */
  postes: number | null
}

/** The same, with whether the lycée names its rooms: a name says more than a number. */
export interface MoyensDits extends Moyens {
  uai: string
  sallesNommees: boolean
}

/** An interview of a pupil, as the acts on it need it. */
export interface Entretien {
  id: number
  eleveId: number
  domaine: string
  /** UAI of the lycée. */
  uai: string
  debut: Date
  fin: Date
  presence: EtatPresence | null
  compteRendu: boolean
}

export interface NouvellePresence {
  eleveId: number
  domaine: string
  etat: EtatPresence
  lettreAbsente?: boolean
}

export interface NouveauCompteRendu {
  eleveId: number
  domaine: string
  texte: string
}

export interface NouvelAvisReferent {
  eleveId: number
  mef: string
  /** As written by a person. */
  avis: string
  /** Empty: the compte rendu stands as comment. */
  commentaire: string
}

/** What an interviewer observes, in words. Source: domain.md, « observes, in words, without score or total ». */
export const OBSERVATIONS = ['implication', 'motivation', 'reussite', 'demarche', 'connaissance'] as const

/** What was seen and spoken of in an interview; what is not written is an empty text. */
export interface Observations extends Record<(typeof OBSERVATIONS)[number], string> {
  /** What had to be spoken of, and what was. */
  sujets: readonly string[]
  abordes: readonly string[]
}

/** What may happen to a plan that stands. */
export const GENRES_INCIDENT = [
  'intervenant_absent',
  'lieu_ferme',
  'salle_fermee',
  'eleve_indisponible',
  'retrait',
  'absence',
] as const
export type GenreIncident = (typeof GENRES_INCIDENT)[number]

/** Settings under a name, as they are compared. */
export interface ChoixDeReglages {
  nom: string
  reglages: Reglages
}

/** What settings give on the campaign: plain numbers, the load of each lycée, and how many interviews each day. */
export interface ResultatDeReglages {
  indicateurs: Indicateurs
  jours: { jour: Day; entretiens: number }[]
}
