import type { Jury } from '#src/planning/jury.ts'
import type { Requete } from '#src/planning/model.ts'
import type { State } from '#src/planning/state.ts'

/** True when the journey to a lycée is allowed; a remote interview has none. */
export function withinReach(state: State, { requete, lieu }: { requete: Requete; lieu: string }): boolean {
  const { trajetMaxMinutes } = state.contraintes
  if (trajetMaxMinutes === null || requete.mode === 'distanciel') return true
  return state.trajet(requete.origine, lieu) <= trajetMaxMinutes
}

/** True when the pupil can enter the room; in a remote interview he stays in his collège. */
export const enterable = (requete: Requete, { disponibilite }: Jury): boolean =>
  !requete.accessible || requete.mode === 'distanciel' || disponibilite.accessible

/** True when a planner forbade this availability, or its lycée, for this request. */
export const isForbidden = ({ interdits }: Requete, { disponibilite }: Jury): boolean =>
  interdits?.some((key) => key === disponibilite.id || key === disponibilite.lieu) ?? false

/** Admissible lycées of a request, in groups of falling preference: the wished one, then the others. */
export function lieuxByPreference({ lieux, souhait }: Requete): string[][] {
  const others = [...new Set(lieux)].filter((lieu) => lieu !== souhait)
  return souhait !== null && lieux.includes(souhait) ? [[souhait], others] : [others]
}

/** Availabilities of one lycée that can serve a request at some time, by start then id. */
export function admissibleJuries(
  state: State,
  { requete, lieu }: { requete: Requete; lieu: string },
): Jury[] {
  if (!withinReach(state, { requete, lieu })) return []
  const juries = state.juries({ lieu, domaine: requete.domaine, mode: requete.mode })
  return juries.filter((jury) => enterable(requete, jury) && !isForbidden(requete, jury))
}
