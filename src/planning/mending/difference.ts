import { isNews } from '#src/planning/engine/candidates.ts'
import { KIND } from '#src/planning/engine/problem.ts'
import type { OpenBoard } from '#src/planning/mending/open-board.ts'
import type { Work } from '#src/planning/mending/work.ts'
import type { Cout } from '#src/planning/outcomes.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'

/** What interviews may bear on: their trips, their pupils and the half-days of their juries. */
interface Scope {
  items: Set<number>
  trips: Set<number>
  pupils: Set<number>
  shifts: Set<number>
}

function widen(open: OpenBoard, scope: Scope, items: Iterable<number>): void {
  const { board, compiled } = open
  const { problem } = compiled
  for (const item of items) {
    scope.items.add(item)
    scope.pupils.add(problem.pupil[item]!)
    const shift = board.shift[item]!
    if (shift < 0) continue
    scope.shifts.add(shift)
    const pair = problem.bunchPair[board.bunch[item]!]!
    if (pair >= 0) scope.trips.add(pair * problem.sizes.halves + problem.shiftHalf[shift]!)
  }
}

/** Counts of a scope, before any weight. */
interface Count {
  cost: number
  placed: number
  halves: number
  trips: number
  span: number
  pupilHalves: number
  travel: number
  wishes: number
  news: number
}

function pupilHalvesOf({ board, compiled }: OpenBoard, pupil: number): number {
  const { pupil0, pupilItems, kind, shiftHalf } = compiled.problem
  const halves = new Set<number>()
  for (let i = pupil0[pupil]!; i < pupil0[pupil + 1]!; i++) {
    const item = pupilItems[i]!
    if (board.shift[item]! >= 0 && kind[item] === KIND.inPerson) halves.add(shiftHalf[board.shift[item]!]!)
  }
  return halves.size
}

/** People of some shifts who receive in their half-days. */
function presencesOf({ board, compiled }: OpenBoard, shifts: Iterable<number>): number {
  const { problem } = compiled
  const present = new Set<number>()
  const half = (shift: number): number => problem.shiftHalf[shift]!
  const key = (person: number, shift: number): number => person * problem.sizes.halves + half(shift)
  for (const shift of shifts) {
    const team = problem.shiftTeam[shift]!
    for (let i = problem.team0[team]!; i < problem.team0[team + 1]!; i++) {
      const person = problem.teamPeople[i]!
      if (board.count[shift]! > 0 || board.personUses[key(person, shift)]! > 0)
        present.add(key(person, shift))
    }
  }
  return present.size
}

/** Families would be told anew; of what stands at a place unknown, nothing is said. */
function isNewsAt({ board, compiled }: OpenBoard, item: number): boolean {
  const requete = compiled.items[item]?.requete
  const shift = compiled.shifts[board.shift[item]!]
  return requete !== undefined && shift?.disponibilite !== undefined && isNews(requete, shift)
}

function count(open: OpenBoard, scope: Scope): Count {
  const { board, compiled } = open
  const { problem, instance } = compiled
  const { trajetMinute, annonce } = instance.reglages ?? REGLAGES_PAR_DEFAUT
  const trips = [...scope.trips].filter((trip) => board.tripHead[trip]! >= 0)
  const placed = [...scope.items].filter((item) => board.shift[item]! >= 0)
  const bunches = placed.map((item) => board.bunch[item]!)
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
  const minutes = (bunch: number): number => problem.pairMinutes[problem.bunchPair[bunch]!] ?? 0
  // What stands at a place unknown costs nothing.
  const travel = sum(
    bunches.map((bunch) => Math.min(problem.bunchCost[bunch]!, trajetMinute * minutes(bunch))),
  )
  const told = placed.filter((item) => isNewsAt(open, item))
  const news = annonce * told.length
  return {
    cost: board.cost,
    placed: placed.length,
    halves: presencesOf(open, scope.shifts),
    trips: trips.length,
    span: sum(trips.map((trip) => board.tripLast[trip]! - board.tripFirst[trip]!)),
    pupilHalves: sum([...scope.pupils].map((pupil) => pupilHalvesOf(open, pupil))),
    travel,
    wishes: sum(bunches.map((bunch) => problem.bunchCost[bunch]!)) - travel - news,
    news,
  }
}

/** What some work adds to each part of the cost, negative where it saves; `gone` items are no longer to be placed. */
export function differenceOf(work: Work, gone: number): () => Cout {
  const { open } = work
  const scope: Scope = { items: new Set(), trips: new Set(), pupils: new Set(), shifts: new Set() }
  widen(open, scope, work.before.keys())
  for (const spot of work.before.values()) if (spot.shift >= 0) widenSpot(open, scope, spot)
  const after = count(open, scope)
  return () => between(open, { before: count(open, scope), after, gone })
}

function widenSpot(open: OpenBoard, scope: Scope, { shift, bunch }: { shift: number; bunch: number }): void {
  const { problem } = open.compiled
  scope.shifts.add(shift)
  const pair = problem.bunchPair[bunch]!
  if (pair >= 0) scope.trips.add(pair * problem.sizes.halves + problem.shiftHalf[shift]!)
}

function between(
  { compiled }: OpenBoard,
  { before, after, gone }: { before: Count; after: Count; gone: number },
): Cout {
  const { prices } = compiled.problem
  const parts = {
    nonPlaces: prices.unplaced * (before.placed - after.placed - gone),
    demiJourneesIntervenant: prices.half * (after.halves - before.halves),
    sorties: prices.trip * (after.trips - before.trips),
    demiJourneesEleve: prices.pupilHalf * (after.pupilHalves - before.pupilHalves),
    trajets: after.travel - before.travel,
    attente: prices.span * (after.span - before.span),
    souhaits: after.wishes - before.wishes,
    annonces: after.news - before.news,
  }
  const total = after.cost - before.cost - prices.unplaced * gone
  const known = Object.values(parts).reduce((sum, part) => sum + part, 0)
  // The shares of the teachers grow with their squares: what the other parts do not explain.
  return { total, equilibre: total - known, ...parts }
}
