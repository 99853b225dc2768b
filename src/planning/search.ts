import { admissibleJuries, lieuxByPreference } from '#src/planning/admissible.ts'
import type { HardRule } from '#src/planning/hard-rule.ts'
import { HARD_RULES } from '#src/planning/hard-rules.ts'
import type { Jury } from '#src/planning/jury.ts'
import type { Minute, Requete } from '#src/planning/model.ts'
import { isLongEnough, minutesAt } from '#src/planning/seance.ts'
import type { Essai, State } from '#src/planning/state.ts'

/** Interviews start on this grid, counted from the start of the availability. */
const GRID = 5

/** The start tried when every rule holds there, else a later minute before which one of them cannot. */
function nextStart(state: State, { essai, rules }: { essai: Essai; rules: readonly HardRule[] }): Minute {
  state.essais++
  for (const rule of rules) {
    const next = rule.next(state, essai)
    if (next > essai.debut) return next
  }
  return essai.debut
}

/** The first place of a request in one availability at or after an instant; undefined when there is none. */
export function firstPlace(
  state: State,
  query: { requete: Requete; jury: Jury; rules: readonly HardRule[]; from?: Minute },
): Essai | undefined {
  const { requete, jury, rules } = query
  const { debut: origin, fin: close } = jury.disponibilite
  let debut = Math.max(origin, query.from ?? origin)
  const minutes = minutesAt(requete, jury.disponibilite)
  if (requete.duree <= 0 || !isLongEnough(requete, jury.disponibilite)) return undefined
  while (debut + minutes <= close) {
    const essai = { requete, jury, debut, fin: debut + minutes }
    const next = nextStart(state, { essai, rules })
    if (next === debut) return essai
    debut = origin + Math.ceil((next - origin) / GRID) * GRID
  }
  return undefined
}

/** Every place of a request in one availability where the given rules hold, by start. */
export function allPlaces(
  state: State,
  query: { requete: Requete; jury: Jury; rules: readonly HardRule[] },
): Essai[] {
  const places: Essai[] = []
  let place = firstPlace(state, query)
  while (place) {
    places.push(place)
    place = firstPlace(state, { ...query, from: place.debut + GRID })
  }
  return places
}

/** Negative when `a` is preferred: earlier, then a shorter journey, then the smaller ids. */
function compare(state: State, [a, b]: [Essai, Essai]): number {
  const [left, right] = [a.jury.disponibilite, b.jury.disponibilite]
  const { origine, mode } = a.requete
  const trajet = (lieu: string): number => (mode === 'distanciel' ? 0 : state.trajet(origine, lieu))
  return (
    a.debut - b.debut ||
    trajet(left.lieu) - trajet(right.lieu) ||
    (left.lieu === right.lieu ? 0 : left.lieu < right.lieu ? -1 : 1) ||
    (left.id < right.id ? -1 : 1)
  )
}

function earliestAmong(
  state: State,
  query: { requete: Requete; lieux: readonly string[] },
): Essai | undefined {
  const { requete, lieux } = query
  let best: Essai | undefined
  for (const lieu of lieux)
    for (const jury of admissibleJuries(state, { requete, lieu })) {
      if (best && jury.disponibilite.debut > best.debut) break
      const place = firstPlace(state, { requete, jury, rules: HARD_RULES })
      if (place && (!best || compare(state, [place, best]) < 0)) best = place
    }
  return best
}

/** The earliest place that every hard rule admits; one at the wished lycée wins over an earlier one elsewhere. */
export function earliestPlace(state: State, requete: Requete): Essai | undefined {
  for (const lieux of lieuxByPreference(requete)) {
    const place = earliestAmong(state, { requete, lieux })
    if (place) return place
  }
  return undefined
}
