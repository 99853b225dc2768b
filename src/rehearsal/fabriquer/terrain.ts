import type { EtablissementFictif, OffreFictive, ReferentFictif } from '#src/rehearsal/fabriquer/schools.ts'

/** The schools of a campaign and what they offer. */
export interface Terrain {
  colleges: readonly EtablissementFictif[]
  lycees: readonly EtablissementFictif[]
  centre: EtablissementFictif
  /** Sends the files of another year. */
  retarde: EtablissementFictif
  /** Sends its pupils without their guardians. */
  incomplet: EtablissementFictif
  offres: readonly OffreFictive[]
  referents: readonly ReferentFictif[]
}
