export const GENRES_CHANGEMENT = ['formation', 'offre', 'referent', 'secteur', 'capacite'] as const
export type GenreChangement = (typeof GENRES_CHANGEMENT)[number]

/** `reprise`: copied from the year before, and in no file of this year. */
type NatureChangement = 'nouveau' | 'disparu' | 'change' | 'reprise'

export const DECISIONS_CHANGEMENT = ['garder', 'ecarter'] as const
export type DecisionChangement = (typeof DECISIONS_CHANGEMENT)[number]

/** One thing that is not as it was. */
export interface Changement {
  genre: GenreChangement
  /** Names the thing within its genre. */
  cle: string
  quoi: string
  nature: NatureChangement
  /** null: it was not there, or is no more. */
  avant: string | null
  apres: string | null
  /** null: nothing is decided yet of what stands. */
  decision: DecisionChangement | null
}
