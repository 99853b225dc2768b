import { flatten, grouped, running } from '#src/planning/engine/numbering.ts'
import type { Kept } from '#src/planning/engine/whole.ts'
import type {
  ItemArrays,
  JourneyArrays,
  PlaceArrays,
  Problem,
  ShiftArrays,
  TeamArrays,
} from '#src/planning/engine/problem.ts'
import { Renumbering } from '#src/planning/engine/renumbering.ts'

export function itemArrays(problem: Problem, { items, pupils, colleges }: Kept): ItemArrays {
  const pupil = items.map((item) => pupils.of(problem.pupil[item]!))
  const byPupil = grouped(pupil, pupils.size)
  return {
    pupil,
    college: items.map((item) => colleges.of(problem.college[item]!)),
    domain: items.map((item) => problem.domain[item]!),
    length: Int16Array.from(items, (item) => problem.length[item]!),
    ticks: Uint8Array.from(items, (item) => problem.ticks[item]!),
    kind: Uint8Array.from(items, (item) => problem.kind[item]!),
    pupil0: byPupil.offsets,
    pupilItems: byPupil.values,
  }
}

/** Rivals that were not kept lie outside of the part: they belong to what only stands there. */
export function shiftArrays(
  problem: Problem,
  { kept, shifts }: { kept: Kept; shifts: Int32Array },
): ShiftArrays {
  const { list0, rival0 } = problem
  const shiftLieu = shifts.map((shift) => kept.lieux.of(problem.shiftLieu[shift]!))
  const ofLieu = grouped(shiftLieu, kept.lieux.size)
  const rivals = [...shifts].map((shift) =>
    [...problem.rivals.subarray(rival0[shift], rival0[shift + 1]).keys()]
      .map((i) => rival0[shift]! + i)
      .filter((i) => kept.shifts.of(problem.rivals[i]!) >= 0),
  )
  const flat = flatten(rivals)
  return {
    shiftLieu,
    shiftHalf: Int16Array.from(shifts, (shift) => problem.shiftHalf[shift]!),
    shiftBase: Int16Array.from(shifts, (shift) => problem.shiftBase[shift]!),
    shutLo: shifts.map((shift) => problem.shutLo[shift]!),
    shutHi: shifts.map((shift) => problem.shutHi[shift]!),
    capacity: Uint8Array.from(shifts, (shift) => problem.capacity[shift]!),
    session: Int16Array.from(shifts, (shift) => problem.session[shift]!),
    sessionTicks: Uint8Array.from(shifts, (shift) => problem.sessionTicks[shift]!),
    flags: Uint8Array.from(shifts, (shift) => problem.flags[shift]!),
    list0: running(Array.from(shifts, (shift) => list0[shift + 1]! - list0[shift]!)),
    rival0: flat.offsets,
    rivals: flat.values.map((i) => kept.shifts.of(problem.rivals[i]!)),
    rivalGap: Int16Array.from(flat.values, (i) => problem.rivalGap[i]!),
    availability: shifts.map((shift) => problem.availability[shift]!),
    lieuShift0: ofLieu.offsets,
    lieuShifts: ofLieu.values,
  }
}

/** Teams and people of the shifts kept. */
export function teamArrays(
  problem: Problem,
  shifts: Int32Array,
): { arrays: TeamArrays; teams: number; people: number } {
  const { team0, teamPeople, sizes } = problem
  const teams = new Renumbering(sizes.teams)
  const people = new Renumbering(sizes.people)
  const shiftTeam = shifts.map((shift) => teams.add(problem.shiftTeam[shift]!))
  const members = Array.from(teams.all(), (team) =>
    [...teamPeople.subarray(team0[team], team0[team + 1])].map((person) => people.add(person)),
  )
  const flat = flatten(members)
  return {
    arrays: { shiftTeam, team0: flat.offsets, teamPeople: flat.values },
    teams: teams.size,
    people: people.size,
  }
}

export function placeArrays(
  problem: Problem,
  { kept, lieux }: { kept: Kept; lieux: Int32Array },
): JourneyArrays & PlaceArrays {
  const pairs = kept.pairs.all()
  const colleges = kept.colleges.all()
  const pairOf = Int32Array.from({ length: colleges.length * lieux.length }, (_, at) => {
    const college = colleges[Math.floor(at / lieux.length)]!
    const pair = problem.pairOf[college * problem.sizes.lieux + lieux[at % lieux.length]!]!
    return pair < 0 ? -1 : kept.pairs.of(pair)
  })
  return {
    pairOf,
    pairMinutes: Uint16Array.from(pairs, (pair) => problem.pairMinutes[pair]!),
    pairCollege: pairs.map((pair) => kept.colleges.of(problem.pairCollege[pair]!)),
    between: Uint16Array.from(
      { length: lieux.length ** 2 },
      (_, at) =>
        problem.between[
          lieux[Math.floor(at / lieux.length)]! * problem.sizes.lieux + lieux[at % lieux.length]!
        ]!,
    ),
    rooms: Uint16Array.from(lieux, (lieu) => problem.rooms[lieu]!),
    posts: Uint16Array.from(colleges, (college) => problem.posts[college]!),
    latitude: Float64Array.from(lieux, (lieu) => problem.latitude[lieu]!),
    longitude: Float64Array.from(lieux, (lieu) => problem.longitude[lieu]!),
  }
}
