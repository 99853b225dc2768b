import { trajetMinutes } from '#src/planning/travel.ts'
import type { Etablissement } from '#src/procedure/etablissements/api.ts'

/** One way between two schools; null without coordinates: the planner then takes it as possible, whatever it lasts. */
export function minutesEntre(from: Etablissement, to: Etablissement): number | null {
  if ([from, to].some((one) => one.latitude === null || one.longitude === null)) return null
  return trajetMinutes({ ...from, id: from.uai }, { ...to, id: to.uai })
}
