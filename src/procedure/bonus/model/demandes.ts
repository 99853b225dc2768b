/** A request that a person looks again at a result, and the answer. */
export interface Reexamen {
  id: number
  inscriptionId: number
  mef: string
  libelle: string
  /** Version of the fiche that was read. */
  version: number
  motif: string
  auteur: string
  le: Date
  reponse: string | null
  reponduPar: string | null
  reponduLe: Date | null
}

/** The same with whose it is, for who answers. */
export interface ReexamenRecu extends Reexamen {
  eleveId: number
  eleve: string
  college: string
}

/** An answer entered from paper that the person says is not his own, with what he answers himself. */
export interface ContestationRecue {
  confirmationId: number
  eleveId: number
  eleve: string
  college: string
  libelle: string
  /** Who entered the paper, and what. */
  saisiPar: string
  decision: 'oui' | 'non'
  motif: string
  auteur: string
  le: Date
}
