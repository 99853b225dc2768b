import type { FichierIncidents, Reglement } from '#src/rehearsal/fabriquer/campaign.ts'
import type { Dossier } from '#src/rehearsal/fabriquer/folder.ts'
import type { Terrain } from '#src/rehearsal/fabriquer/terrain.ts'

export interface FabriquerOptions {
  /** Pupils that the importers must end with: SIECLE and `eleves.csv` together. At least 1. */
  eleves: number
  graine: number
  /** Default `paris`. */
  reglement?: Reglement
  /** Registrations wanted, about; default nine for ten pupils, at most three for one. */
  inscriptions?: number
  /** True = no wrong line and nothing that depends on the plan. */
  propre?: boolean
  /** True = with `incidents.csv`: teachers away, lycées closed, pupils who withdraw or do not come. */
  incidents?: boolean
  /** Schools, offers and referents to use instead of invented ones: a rehearsal on the public directory. */
  terrain?: Terrain
}

export interface Sizes {
  /** Share of pupils who register. */
  part: number
  formationsParInscrit: number
  horsSiecle: number
}

/** Three pupils in five ask for one formation and a half; beyond, more pupils first, then more formations each. */
export function sizes({ eleves, inscriptions = eleves * 0.9 }: FabriquerOptions): Sizes {
  const part = Math.min(1, inscriptions / eleves / 1.5)
  const formationsParInscrit = part === 0 ? 1 : Math.min(3, Math.max(1, inscriptions / eleves / part))
  return { part, formationsParInscrit, horsSiecle: eleves < 10 ? 0 : Math.max(1, Math.round(eleves / 500)) }
}

export type Work = FabriquerOptions &
  Sizes & { out: string; dossier: Dossier; fichierIncidents: FichierIncidents | null }
