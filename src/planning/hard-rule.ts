import type { Entretien } from '#src/planning/jury.ts'
import type { Minute } from '#src/planning/model.ts'
import type { Essai, State } from '#src/planning/state.ts'

export interface HardRule {
  /** The start tried when the rule holds there, else a later minute before which it cannot hold. */
  next(state: State, essai: Essai): Minute
  /** What stands in the way, where the rule does not hold; undefined for a rule that bears on no other interview. */
  obstacle?(state: State, essai: Essai): Obstacle
}

/** Interviews of which so many at least must go elsewhere for the rule to hold. */
export interface Obstacle {
  among: readonly Entretien[]
  atLeast: number
}

/** True when the interview tried would join a group that has a seat left. */
export function joinable(state: State, essai: Essai): boolean {
  const { capacite } = essai.jury.disponibilite
  const occupants = capacite > 1 ? state.creneauAt(essai)?.occupants : undefined
  return occupants !== undefined && occupants.length < capacite
}

/** The most interviews of a list held at one instant of the window tried. */
export function peak(entretiens: readonly Entretien[], { debut }: Essai): number {
  const at = (instant: Minute): number =>
    entretiens.filter((entretien) => entretien.debut <= instant && instant < entretien.fin).length
  return Math.max(0, ...entretiens.map((entretien) => at(Math.max(debut, entretien.debut))))
}
