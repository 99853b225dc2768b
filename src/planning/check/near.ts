import type { Instance } from '#src/planning/model.ts'
import { peopleOf } from '#src/planning/check/together.ts'
import { dayNumber, inPerson, type Row } from '#src/planning/check/rows.ts'

/** Weeks begin on Monday; day 0 is a Thursday. */
const weekNumber = (instant: number): number => Math.floor((dayNumber(instant) + 3) / 7)

/**
 * The new interviews, and the fixed ones that may break a rule with one of them: nothing else is held against a plan.
 * Rules on several interviews bear on one day (one week where teachers are capped by the week) and on what they share.
 */
export function nearFresh({ contraintes }: Instance, rows: readonly Row[]): Row[] {
  const { pauseMinutes, maxParCollege, accompagnes, postesDistanciel, sallesParLieu } = contraintes
  const periodOf = contraintes.parIntervenantSemaine == null ? dayNumber : weekNumber
  const fresh = rows.filter((row) => row.fresh)
  if (fresh.length === rows.length) return fresh
  const periods = new Set(
    fresh.flatMap(({ debut, fin }) => {
      const first = periodOf(debut - pauseMinutes)
      return Array.from({ length: periodOf(fin + pauseMinutes) - first + 1 }, (_, i) => first + i)
    }),
  )
  const isThen = ({ debut, fin }: Row): boolean => {
    for (let period = periodOf(debut); period <= periodOf(fin); period++) if (periods.has(period)) return true
    return false
  }
  const pupils = new Set(fresh.map((row) => row.requete.eleve))
  const taken = new Set(fresh.flatMap(takenBy))
  const lieux = new Set(sallesParLieu && fresh.map((row) => row.disponibilite?.lieu))
  const caps = { inPerson: maxParCollege !== null || accompagnes !== null, remote: postesDistanciel != null }
  const colleges = new Set(fresh.map((row) => row.requete.origine))
  const isBeside = (row: Row): boolean =>
    pupils.has(row.requete.eleve) ||
    (colleges.has(row.requete.origine) && (inPerson(row) ? caps.inPerson : caps.remote)) ||
    lieux.has(row.disponibilite?.lieu) ||
    takenBy(row).some((key) => taken.has(key))
  return rows.filter((row) => row.fresh || (isThen(row) && isBeside(row)))
}

/** What one interview at a time may have. */
const takenBy = (row: Row): string[] => [
  row.placement.disponibilite,
  ...(row.disponibilite?.salle == null ? [] : [row.disponibilite.salle]),
  ...peopleOf(row),
]
