import { startOfDay, weekOf } from '#src/planning/calendar.ts'
import { buildCandidates } from '#src/planning/engine/candidates.ts'
import { itemsOf, type Item } from '#src/planning/engine/items.ts'
import { journeysOf } from '#src/planning/engine/journeys.ts'
import { TICK, TICKS, out, range } from '#src/planning/engine/masks.ts'
import { flatten, grouped, Numbering, running } from '#src/planning/engine/numbering.ts'
import {
  FLAG,
  KIND,
  NO_CAP,
  type CalendarArrays,
  type ItemArrays,
  type Limits,
  type PlaceArrays,
  type Prices,
  type Problem,
  type ShiftArrays,
  type TeamArrays,
  plainly,
} from '#src/planning/engine/problem.ts'
import { rivalsOf, type Rival } from '#src/planning/engine/rivals.ts'
import {
  baseOf,
  calendarOf,
  ghostShift,
  openShifts,
  type Calendar,
  type Shift,
} from '#src/planning/engine/shifts.ts'
import { numberTeams, type Teams } from '#src/planning/engine/teams.ts'
import type { Instance } from '#src/planning/model.ts'
import { minutesAt } from '#src/planning/seance.ts'
import { NON_PLACE, REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'

/** A problem, and what its numbers stand for. */
export interface Compiled {
  problem: Problem
  items: Item[]
  shifts: readonly Shift[]
  instance: Instance
  names: Names
}

/** The numbers given to what has a name. */
export interface Names {
  lieux: Numbering
  colleges: Numbering
  pupils: Numbering
  domains: Numbering
}

const pricesOf = ({ reglages = REGLAGES_PAR_DEFAUT }: Instance): Prices => ({
  unplaced: NON_PLACE,
  half: reglages.demiJourneeIntervenant,
  balance: reglages.equilibre,
  trip: reglages.sortie,
  pupilHalf: reglages.demiJourneeEleve,
  span: reglages.attente / TICK,
})

const limitsOf = ({ contraintes }: Instance): Limits => ({
  pause: contraintes.pauseMinutes,
  perDay: contraintes.entretiensParJour,
  perCollege: contraintes.maxParCollege ?? NO_CAP,
  perTrip: contraintes.accompagnes ?? NO_CAP,
  perPersonDay: contraintes.parIntervenantJour ?? NO_CAP,
  perPersonWeek: contraintes.parIntervenantSemaine ?? NO_CAP,
})

interface Draft extends Names {
  instance: Instance
  items: Item[]
  shifts: Shift[]
  calendar: Calendar
  teams: Teams
}

/** Ordinary shifts, then one ghost per fixed interview that none of them can hold. */
function draft(instance: Instance): Draft {
  const lieux = new Numbering()
  const colleges = new Numbering()
  const pupils = new Numbering()
  const open = openShifts(instance, lieux)
  const { items, strays } = itemsOf(instance, { open, lieux, colleges, pupils })
  const all = [...open, ...strays.map(({ placement, offer }) => ghostShift(placement, offer))]
  const calendar = calendarOf(all)
  const teams = numberTeams(all)
  const shifts = all.map((shift, index) => ({
    ...shift,
    half: calendar.halfIndex.get(calendar.halfOf(shift)) ?? 0,
    team: teams.ofShift[index] ?? 0,
  }))
  const domains = new Numbering()
  return { instance, lieux, colleges, pupils, domains, items, shifts, calendar, teams }
}

/** Turns an instance into numbers. Fixed interviews become items that do not move. */
export function compile(instance: Instance): Compiled {
  const made = draft(instance)
  const { items, shifts, lieux, colleges, pupils, domains } = made
  const journeys = journeysOf(instance, { items, lieux, colleges })
  const rivals = rivalsOf(shifts, instance.contraintes.pauseMinutes)
  const problem = plainly({
    ...itemArrays(made),
    ...buildCandidates({ instance, items, shifts, journeys, halves: made.calendar.halves.length }),
    ...shiftArrays(made, rivals),
    ...journeys.arrays,
    ...calendarArrays(made.calendar),
    ...placeArrays(made),
    prices: pricesOf(instance),
    surcharge: { half: 0, pupilHalf: 0 },
    limits: limitsOf(instance),
    sizes: {
      items: items.length,
      movable: items.filter((item) => item.fixed === undefined).length,
      pupils: new Set(items.map((item) => item.pupil)).size,
      colleges: colleges.size,
      lieux: lieux.size,
      shifts: shifts.length,
      halves: made.calendar.halves.length,
      days: made.calendar.days.length,
      weeks: made.calendar.weeks.length,
      pairs: journeys.arrays.pairMinutes.length,
      teams: made.teams.people.length,
      people: made.teams.size,
      words: Math.max(1, Math.ceil(made.calendar.halves.length / 32)),
    },
  })
  return { problem, items, shifts, instance, names: { lieux, colleges, pupils, domains } }
}

const ticksOf = (minutes: number): number => Math.min(TICKS, Math.ceil(minutes / TICK))

function itemArrays({ items, instance, domains, pupils }: Draft): ItemArrays {
  const { pauseMinutes } = instance.contraintes
  const pupil = Int32Array.from(items, (item) => item.pupil)
  const byPupil = grouped(pupil, pupils.size)
  const minutes = items.map(({ requete, fixed }) => (fixed ? fixed.fin - fixed.debut : requete.duree))
  return {
    pupil,
    college: Int32Array.from(items, (item) => item.college),
    domain: Int32Array.from(items, (item) => domains.of(item.requete.domaine)),
    length: Int16Array.from(minutes),
    ticks: Uint8Array.from(minutes, (length) => ticksOf(length + pauseMinutes)),
    kind: Uint8Array.from(items, (item) =>
      item.requete.mode === 'distanciel' ? KIND.remote : item.nowhere ? KIND.nowhere : KIND.inPerson,
    ),
    pupil0: byPupil.offsets,
    pupilItems: byPupil.values,
  }
}

function shiftArrays(made: Draft, rivals: readonly Rival[][]): ShiftArrays & TeamArrays {
  const { shifts, teams, lieux, items, instance } = made
  const shut = shifts.map((shift) => {
    range(0, Math.ceil((shift.fin - shift.debut + instance.contraintes.pauseMinutes) / TICK))
    return { lo: ~out.lo, hi: ~out.hi }
  })
  const capacityOf = ({ disponibilite }: Shift): number => Math.min(255, disponibilite?.capacite ?? 1)
  const shiftLieu = Int32Array.from(shifts, (shift) => shift.lieu)
  const ofLieu = grouped(shiftLieu, lieux.size)
  const fixed = new Int32Array(shifts.length)
  for (const { shift } of items) if (shift >= 0) fixed[shift] = (fixed[shift] ?? 0) + 1
  const room = shifts.map((shift, k) => TICKS * capacityOf(shift) + (fixed[k] ?? 0))
  const flatRivals = flatten(rivals.map((own) => own.map((rival) => rival.shift)))
  const flatTeams = flatten(teams.people)
  const { parIntervenantJour, parIntervenantSemaine } = instance.contraintes
  const capped = parIntervenantJour == null && parIntervenantSemaine == null ? 0 : FLAG.capped
  return {
    shiftLieu,
    shiftHalf: Int16Array.from(shifts, (shift) => shift.half),
    shiftBase: Int16Array.from(shifts, baseOf),
    shutLo: Int32Array.from(shut, ({ lo }) => lo),
    shutHi: Int32Array.from(shut, ({ hi }) => hi),
    shiftTeam: Int32Array.from(shifts, (shift) => shift.team),
    capacity: Uint8Array.from(shifts, capacityOf),
    ...sessionArrays(made),
    flags: Uint8Array.from(
      shifts,
      (shift, k) =>
        (capacityOf(shift) > 1 ? FLAG.group : 0) |
        ((rivals[k]?.length ?? 0) > 0 ? FLAG.rivals : 0) |
        (teams.solo[shift.team] ? 0 : FLAG.shared) |
        capped,
    ),
    list0: running(room),
    rival0: flatRivals.offsets,
    rivals: flatRivals.values,
    rivalGap: Int16Array.from(rivals.flatMap((own) => own.map((rival) => rival.gap))),
    availability: Int32Array.from(shifts, (shift) => shift.availability),
    lieuShift0: ofLieu.offsets,
    lieuShifts: ofLieu.values,
    team0: flatTeams.offsets,
    teamPeople: flatTeams.values,
  }
}

/** A ghost holds what stands, as it stands. */
function sessionArrays({ shifts, instance }: Draft): Pick<ShiftArrays, 'session' | 'sessionTicks'> {
  const { pauseMinutes } = instance.contraintes
  const minutes = shifts.map((shift) => (shift.ghost ? 0 : minutesAt({ duree: 0 }, shift.disponibilite)))
  return {
    session: Int16Array.from(minutes),
    sessionTicks: Uint8Array.from(minutes, (length) => (length === 0 ? 0 : ticksOf(length + pauseMinutes))),
  }
}

function calendarArrays({ halves, days, weeks }: Calendar): CalendarArrays {
  const dayIndex = new Map(days.map((day, index) => [day, index]))
  const weekIndex = new Map(weeks.map((week, index) => [week, index]))
  return {
    halfDay: Int16Array.from(halves, (half) => dayIndex.get(Math.floor(half / 2)) ?? 0),
    halfOrigin: Int16Array.from(halves, (half) => (half % 2 === 0 ? 0 : 780)),
    dayWeek: Int16Array.from(days, (day) => weekIndex.get(weekOf(startOfDay(day))) ?? 0),
  }
}

function placeArrays({ instance, lieux, colleges }: Draft): PlaceArrays {
  const { sallesParLieu, postesDistanciel } = instance.contraintes
  const places = new Map(instance.lieux.map((lieu) => [lieu.id, lieu]))
  const ofLieux = (read: (id: string) => number): Float64Array => Float64Array.from(lieux.keys, read)
  return {
    rooms: Uint16Array.from(lieux.keys, (id) => sallesParLieu?.get(id) ?? NO_CAP),
    posts: Uint16Array.from(colleges.keys, (id) => postesDistanciel?.get(id) ?? NO_CAP),
    latitude: ofLieux((id) => places.get(id)?.latitude ?? Number.NaN),
    longitude: ofLieux((id) => places.get(id)?.longitude ?? Number.NaN),
  }
}
