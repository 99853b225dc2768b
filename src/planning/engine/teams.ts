import { halfDayOf } from '#src/planning/calendar.ts'
import { Numbering } from '#src/planning/engine/numbering.ts'
import type { OpenShift } from '#src/planning/engine/shifts.ts'

export interface Teams {
  /** Team of each shift. */
  ofShift: number[]
  /** People of each team. */
  people: number[][]
  /** Teams whose people sit in no other, and have one shift a half-day at most. */
  solo: boolean[]
  /** Number of people. */
  size: number
}

/** The people of a shift; a jury without names is one person of its own. */
function peopleOf({ disponibilite, availability }: OpenShift): string[] {
  if (!disponibilite) return []
  const { intervenants } = disponibilite
  return intervenants.length > 0
    ? [...new Set(intervenants)].sort().map((name) => `p${name}`)
    : [`j${availability}`]
}

export function numberTeams(shifts: readonly OpenShift[]): Teams {
  const teams = new Numbering()
  const people = new Numbering()
  const members: number[][] = []
  const ofShift = shifts.map((shift) => {
    const names = peopleOf(shift)
    const team = teams.of(JSON.stringify(names))
    members[team] ??= names.map((name) => people.of(name))
    return team
  })
  const solo = members.map(() => true)
  const teamsOf = members.reduce((count, own) => {
    for (const person of own) count[person] = (count[person] ?? 0) + 1
    return count
  }, new Int32Array(people.size))
  for (const [team, own] of members.entries()) solo[team] = own.every((person) => teamsOf[person] === 1)
  const halves = new Set<string>()
  for (const [k, shift] of shifts.entries()) {
    const at = `${ofShift[k]} ${halfDayOf(shift.debut)}`
    if (halves.has(at)) solo[ofShift[k] ?? 0] = false
    halves.add(at)
  }
  return { ofShift, people: members, solo, size: people.size }
}
