import type { Instance, Interval } from '#src/planning/model.ts'
import { journeys, type Journey } from '#src/planning/check/journey.ts'
import {
  broken,
  dayNumber,
  groupBy,
  inPerson,
  meet,
  type Row,
  type Violation,
} from '#src/planning/check/rows.ts'

/** Interviews held as one: same availability, same times, same domaine. */
export interface Session extends Interval {
  rows: Row[]
}

export const placeOf = (row: Row): string =>
  inPerson(row) ? (row.disponibilite?.lieu ?? '') : row.requete.origine

export function sessionsOf(rows: readonly Row[]): Session[] {
  const groups = groupBy(rows, ({ placement: p, requete }) =>
    JSON.stringify([p.disponibilite, p.debut, p.fin, requete.domaine]),
  )
  return groups.map((group) => ({
    debut: Math.min(...group.map((row) => row.debut)),
    fin: Math.max(...group.map((row) => row.fin)),
    rows: group,
  }))
}

/** Pairs of intervals less than `gap` minutes apart, found by sweeping over them in order of start. */
function closePairs<T extends Interval>(items: readonly T[], gap: number): [T, T][] {
  const pairs: [T, T][] = []
  let running: T[] = []
  for (const item of items.toSorted((a, b) => a.debut - b.debut)) {
    running = running.filter((other) => other.fin + gap > item.debut)
    for (const other of running) pairs.push([other, item])
    running.push(item)
  }
  return pairs
}

/** Who serves an interview; a jury without names is one person of its own. */
export const peopleOf = ({ disponibilite, placement }: Row): string[] =>
  disponibilite && disponibilite.intervenants.length > 0
    ? [...new Set(disponibilite.intervenants)].map((name) => `person ${name}`)
    : [`jury ${placement.disponibilite}`]

const roomOf = ({ disponibilite }: Row): string[] =>
  disponibilite && disponibilite.salle !== null ? [disponibilite.salle] : []

function checkUnary(
  rows: readonly Row[],
  rule: { regle: 'intervenant_double' | 'salle_double'; keysOf: (row: Row) => string[]; gap: number },
): Violation[] {
  const uses = rows.flatMap((row) => rule.keysOf(row).map((key) => ({ key, row })))
  return groupBy(uses, (use) => use.key).flatMap((group) =>
    closePairs(sessionsOf(group.map((use) => use.row)), rule.gap).flatMap(([a, b]) =>
      broken(rule.regle, [...a.rows, ...b.rows]),
    ),
  )
}

function checkSeats(rows: readonly Row[]): Violation[] {
  return sessionsOf(rows).flatMap((session) =>
    groupBy(session.rows, (row) => String(row.placement.place))
      .filter((seat) => seat.length > 1)
      .flatMap((seat) => broken('place_doublee', seat)),
  )
}

function tooClose([a, b]: [Row, Row], journey: Journey): boolean {
  const [from, to] = [placeOf(a), placeOf(b)]
  const sameDay = dayNumber(a.debut) === dayNumber(b.debut)
  const gap = !sameDay ? 0 : from === to ? 5 : journey(from, to)
  return meet({ debut: a.debut, fin: a.fin + gap }, b) || meet({ debut: b.debut, fin: b.fin + gap }, a)
}

function checkEleve(rows: readonly Row[], context: { instance: Instance; journey: Journey }): Violation[] {
  const clashes = rows.flatMap((a, i) =>
    rows
      .slice(i + 1)
      .flatMap((b) => (tooClose([a, b], context.journey) ? broken('eleve_double', [a, b]) : [])),
  )
  const crowded = groupBy(rows, (row) => String(dayNumber(row.debut)))
    .filter((day) => day.length > context.instance.contraintes.entretiensParJour)
    .flatMap((day) => broken('trop_par_jour', day))
  return [...clashes, ...crowded]
}

/** Moments at which more pupils of a collège than allowed are in interview. */
function checkCollege(rows: readonly Row[], limit: number): Violation[] {
  const sorted = rows.toSorted((a, b) => a.debut - b.debut)
  let running: Row[] = []
  return sorted.flatMap((row) => {
    running = [...running.filter((other) => other.fin > row.debut), row]
    return running.length > limit ? broken('trop_par_college', running) : []
  })
}

function checkTrips(rows: readonly Row[], limit: number): Violation[] {
  const trips = groupBy(rows, (row) => {
    const day = dayNumber(row.debut)
    const afternoon = row.debut - day * 24 * 60 >= 13 * 60
    return JSON.stringify([row.requete.origine, placeOf(row), day, afternoon])
  })
  return trips
    .filter((trip) => new Set(trip.map((row) => row.requete.eleve)).size > limit)
    .flatMap((trip) => broken('trop_accompagnes', trip))
}

/** Rules that bear on several interviews: people, rooms, pupils, collèges, chaperones. */
export function checkTogether(instance: Instance, rows: readonly Row[]): Violation[] {
  const { pauseMinutes, maxParCollege, accompagnes } = instance.contraintes
  const journey = journeys(instance)
  const outside = rows.filter(inPerson)
  return [
    ...checkUnary(rows, { regle: 'intervenant_double', keysOf: peopleOf, gap: pauseMinutes }),
    ...checkUnary(rows, { regle: 'salle_double', keysOf: roomOf, gap: 0 }),
    ...checkSeats(rows),
    ...groupBy(rows, (row) => row.requete.eleve).flatMap((own) => checkEleve(own, { instance, journey })),
    ...groupBy(outside, (row) => row.requete.origine).flatMap((own) =>
      maxParCollege === null ? [] : checkCollege(own, maxParCollege),
    ),
    ...(accompagnes === null ? [] : checkTrips(outside, accompagnes)),
  ]
}
