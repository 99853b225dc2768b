import type { Reglages } from '#src/planning/model.ts'

/** What one request without a place costs: more than any arrangement of the others can save. */
export const NON_PLACE = 100_000

/** One unit is about one minute of an adult. Source: reference measurements of the planner. */
export const REGLAGES_PAR_DEFAUT: Reglages = {
  demiJourneeIntervenant: 240,
  equilibre: 8,
  sortie: 150,
  demiJourneeEleve: 60,
  trajetMinute: 1,
  attente: 1,
  souhait: 120,
  annonce: 60,
}

/** Named settings that an académie starts from. */
export const PREREGLAGES = {
  /** Each part at its ordinary price. */
  equilibre: REGLAGES_PAR_DEFAUT,
  /** Few half-days for the teachers of the lycées, evenly shared. */
  equipes: { ...REGLAGES_PAR_DEFAUT, demiJourneeIntervenant: 480, equilibre: 24, sortie: 100 },
  /** Few half-days lost by pupils, short journeys, the wished lycée. */
  familles: {
    ...REGLAGES_PAR_DEFAUT,
    demiJourneeIntervenant: 120,
    demiJourneeEleve: 180,
    trajetMinute: 3,
    souhait: 360,
    annonce: 180,
  },
} as const satisfies Record<string, Reglages>

export type NomPrereglage = keyof typeof PREREGLAGES
