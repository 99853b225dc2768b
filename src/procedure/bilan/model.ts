import type { EtatRapprochement } from '#src/procedure/bonus/api.ts'

/** Indicators of a campaign; counts unless said otherwise, lengths in characters. */
export interface Bilan {
  eleves: number
  inscriptions: number
  elevesInscrits: number
  entretiensPlaces: number
  entretiensNonPlaces: number
  presences: Record<string, number>
  /** Distribution of levels: tells whether the origin avis discriminate. */
  avisOrigine: Record<string, number>
  avisReferents: Record<string, number>
  etats: Record<string, number>
  avisFinaux: Record<string, number>
  rapprochement: Partial<Record<EtatRapprochement, number>>
  longueurMoyenneCommentaireOrigine: number
  longueurMoyenneCompteRendu: number
}
