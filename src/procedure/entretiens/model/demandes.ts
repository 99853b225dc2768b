import type { Day } from '#src/kit/day.ts'

/** Why a pupil asks for another slot. Never a diagnosis: a closed list, and a few words if he wants. */
export const MOTIFS_DEMANDE = ['examen', 'stage', 'transport', 'sante', 'famille', 'autre'] as const
export type MotifDemande = (typeof MOTIFS_DEMANDE)[number]

/** A request of a pupil for another slot, and the answer of the lycée. */
export interface DemandeCreneau {
  id: number
  eleveId: number
  domaine: string
  uai: string
  /** The time that does not suit. */
  debut: Date
  fin: Date
  motif: MotifDemande
  precision: string | null
  le: Date
  reponse: string | null
  accepte: boolean | null
  reponduLe: Date | null
}

/** The same as the planner reads it. */
export interface DemandeCreneauRecue extends DemandeCreneau {
  eleve: string
  college: string
  libelleDomaine: string
}

/** Until when one may ask for another slot, or why one may not. */
export type DroitDeDemander =
  | { ouvert: true; dernierJour: Day }
  | { ouvert: false; raison: 'deja_demande' | 'trop_tard' | 'commence'; dernierJour: Day }

/** What a collège lends for an interview held at a distance. */
export const MATERIELS = ['ordinateur', 'camera', 'casque', 'connexion'] as const
export type Materiel = (typeof MATERIELS)[number]

export interface SallePretee {
  salle: string
  materiel: Materiel[]
  adulte: string | null
}
