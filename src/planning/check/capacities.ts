import type { Contraintes, Instance } from '#src/planning/model.ts'
import type { Regle } from '#src/planning/outcomes.ts'
import {
  broken,
  dayNumber,
  groupBy,
  halfDay,
  inPerson,
  type Row,
  type Violation,
} from '#src/planning/check/rows.ts'
import { peopleOf, sessionsOf } from '#src/planning/check/together.ts'

/** Availabilities of one lycée that receive in one half-day, against its rooms. */
function checkRooms(rows: readonly Row[], rooms: ReadonlyMap<string, number>): Violation[] {
  const known = rows.filter((row) => row.disponibilite)
  return groupBy(known, (row) => JSON.stringify([row.disponibilite?.lieu, halfDay(row.debut)]))
    .filter((group) => {
      const limit = rooms.get(group[0]?.disponibilite?.lieu ?? '')
      return limit !== undefined && new Set(group.map((row) => row.placement.disponibilite)).size > limit
    })
    .flatMap((group) => broken('salles_du_lieu', group))
}

/** Remote interviews of one collège at one moment, against its posts. */
function checkPosts(rows: readonly Row[], limit: number): Violation[] {
  let running: Row[] = []
  return rows
    .toSorted((a, b) => a.debut - b.debut)
    .flatMap((row) => {
      running = [...running.filter((other) => other.fin > row.debut), row]
      return running.length > limit ? broken('postes_distanciel', running) : []
    })
}

/** Weeks begin on Monday; day 0 is a Thursday. */
const week = (instant: number): number => Math.floor((dayNumber(instant) + 3) / 7)

function checkLoad(
  rows: readonly Row[],
  { limit, period }: { limit: number; period: (instant: number) => number },
): Violation[] {
  const regle: Regle = 'intervenant_charge'
  const uses = rows.flatMap((row) => peopleOf(row).map((person) => ({ row, person })))
  return groupBy(uses, ({ row, person }) => JSON.stringify([person, period(row.debut)]))
    .map((group) => group.map(({ row }) => row))
    .filter((group) => sessionsOf(group).length > limit)
    .flatMap((group) => broken(regle, group))
}

/** Rules on what a lycée, a collège or a teacher can bear in a half-day, a day or a week. */
export function checkCapacities({ contraintes }: Instance, rows: readonly Row[]): Violation[] {
  const remote = groupBy(
    rows.filter((row) => !inPerson(row)),
    (row) => row.requete.origine,
  )
  return [
    ...(contraintes.sallesParLieu ? checkRooms(rows, contraintes.sallesParLieu) : []),
    ...remote.flatMap((own) => {
      const limit = contraintes.postesDistanciel?.get(own[0]?.requete.origine ?? '')
      return limit === undefined ? [] : checkPosts(own, limit)
    }),
    ...loadLimits(contraintes).flatMap((limit) => checkLoad(rows, limit)),
  ]
}

function loadLimits({ parIntervenantJour, parIntervenantSemaine }: Contraintes): {
  limit: number
  period: (instant: number) => number
}[] {
  return [
    ...(parIntervenantJour == null ? [] : [{ limit: parIntervenantJour, period: dayNumber }]),
    ...(parIntervenantSemaine == null ? [] : [{ limit: parIntervenantSemaine, period: week }]),
  ]
}
