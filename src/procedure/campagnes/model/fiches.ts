import type { Formation } from '#src/procedure/campagnes/model.ts'

/** What a sheet tells, in the order in which a pupil reads it. */
export const RUBRIQUES = [
  'attendus',
  'contenu',
  'journee',
  'competences',
  'conditions',
  'poursuites',
  'metiers',
] as const
export type Rubrique = (typeof RUBRIQUES)[number]

/** Without these a sheet tells nothing that helps to choose: they are there before it is signed. */
export const RUBRIQUES_NECESSAIRES: readonly Rubrique[] = ['attendus', 'contenu', 'poursuites']

/** What a lycée says of one formation; a part that is not written is an empty text. */
export interface ContenuFiche extends Record<Rubrique, string> {
  /** What the interview has to speak of. */
  sujets: readonly string[]
}

/** The last version that a lycée wrote, signed or not. */
export interface FicheFormation extends ContenuFiche {
  id: number
  mef: string
  uai: string
  version: number
  redacteur: string
  redigeLe: Date
  signataire: string | null
  signeLe: Date | null
}

/** A signed sheet with the lycée that answers for it. */
export interface FicheSignee extends FicheFormation {
  lycee: string
  commune: string | null
}

/** A formation of a lycée that writes on it, with where its sheet stands. */
export interface FicheDeLycee extends Formation {
  libelleDomaine: string
  uai: string
  lycee: string
  /** Last version; undefined: nothing written yet. */
  fiche: FicheFormation | undefined
  /** Version that the public reads. */
  publiee: number | null
}

/** Where a formation is taught. */
export interface LieuDeFormation {
  nom: string
  commune: string | null
}

/** A formation as anybody may read it. */
export interface FormationPublique extends Formation {
  libelleDomaine: string
  fiches: FicheSignee[]
  lieux: LieuDeFormation[]
}
