import type { Board } from '#src/planning/engine/board.ts'
import { buildCandidates, type Offers } from '#src/planning/engine/candidates.ts'
import type { Compiled } from '#src/planning/engine/compile.ts'
import type { Item } from '#src/planning/engine/items.ts'
import { betweenLieux } from '#src/planning/engine/journeys.ts'
import { TICK, TICKS } from '#src/planning/engine/masks.ts'
import { KIND, NO_CAP, ROW } from '#src/planning/engine/problem.ts'
import type { Requete } from '#src/planning/model.ts'

/** A board that takes in requests after it was compiled. */
export interface Growable {
  compiled: Compiled
  board: Board
  offers: Offers
  /** Minutes between two places by their id. */
  minutes: (from: string, to: string) => number
}

type Numbers = Int32Array | Int16Array | Uint16Array | Uint8Array | Float64Array

/** The same array with room for so many numbers: it grows by a quarter, so that most calls copy nothing. */
function room<A extends Numbers>(array: A, length: number, make: (length: number) => A): A {
  if (array.length >= length) return array
  const larger = make(length + (length >> 2) + 64)
  larger.set(array)
  return larger
}

const i32 = (length: number): Int32Array => new Int32Array(length)
const i16 = (length: number): Int16Array => new Int16Array(length)
const u16 = (length: number): Uint16Array => new Uint16Array(length)
const u8 = (length: number): Uint8Array => new Uint8Array(length)
const f64 = (length: number): Float64Array => new Float64Array(length)

/** Makes room for so many requests at once, so that none of them waits while the others are copied. */
export function reserve({ compiled, board }: Growable, requests: number): void {
  const { problem } = compiled
  const { sizes } = problem
  const items = sizes.items + requests
  const share = requests / Math.max(1, sizes.items)
  const more = (length: number): number => Math.ceil(length * (1 + share)) + requests
  for (const field of ['pupil', 'college', 'domain', 'bunch0', 'pupil0', 'pupilItems'] as const)
    problem[field] = room(problem[field], items + 1, i32)
  problem.length = room(problem.length, items, i16)
  problem.ticks = room(problem.ticks, items, u8)
  problem.kind = room(problem.kind, items, u8)
  for (const field of ['bunchLieu', 'bunchPair', 'bunchHalves', 'bunchStep0', 'stepCand0'] as const)
    problem[field] = room(problem[field], more(problem[field].length), i32)
  problem.bunchCost = room(problem.bunchCost, more(problem.bunchCost.length), f64)
  problem.stepHalf = room(problem.stepHalf, more(problem.stepHalf.length), i16)
  for (const field of ['cand', 'candLo', 'candHi'] as const)
    problem[field] = room(problem[field], more(problem[field].length), i32)
  // Pairs of a collège and a lycée that nobody has travelled yet.
  const trips = (sizes.pairs + requests) * sizes.halves
  board.tripHead = room(board.tripHead, trips, i32)
  board.tripFirst = room(board.tripFirst, trips, i16)
  board.tripLast = room(board.tripLast, trips, i16)
  for (const field of ['shift', 'bunch', 'tripNext', 'tripPrevious'] as const)
    board[field] = room(board[field], items, i32)
  board.tick = room(board.tick, items, i16)
}

/**
 * Adds one request to a problem already compiled and to its board, unplaced: nothing else is compiled again. Returns
 * its item. Its lycées and domaine may be new; availabilities may not.
 */
export function admit(growable: Growable, requete: Requete): number {
  const { compiled, board } = growable
  const { problem, names } = compiled
  const item: Item = {
    requete,
    pupil: names.pupils.of(requete.eleve),
    college: collegeOf(growable, requete.origine),
    fixed: undefined,
    shift: -1,
    nowhere: false,
  }
  for (const id of requete.lieux) openPair(growable, { college: item.college, lieu: names.lieux.find(id) })
  const r = compiled.items.push(item) - 1
  writeItem(growable, item, r)
  linkPupil(growable, item.pupil, r)
  writeCandidates(growable, item, r)
  problem.sizes.items++
  board.unplaced++
  board.cost += problem.prices.unplaced
  return r
}

function collegeOf({ compiled, board }: Growable, id: string): number {
  const { problem, names, instance } = compiled
  const { sizes } = problem
  const college = names.colleges.of(id)
  if (college < sizes.colleges) return college
  const cap = instance.contraintes.postesDistanciel?.get(id) ?? NO_CAP
  problem.posts = room(problem.posts, college + 1, u16)
  problem.posts[college] = cap
  problem.pairOf = room(problem.pairOf, (college + 1) * sizes.lieux, i32)
  problem.pairOf.fill(-1, college * sizes.lieux, (college + 1) * sizes.lieux)
  const rows = (college + 1) * sizes.halves * ROW
  // Where nothing was capped nothing was counted: this collège has no interview yet.
  if (board.remote.length > 0 || cap !== NO_CAP) board.remote = room(board.remote, rows, u16)
  if (board.away.length > 0) board.away = room(board.away, rows, u16)
  sizes.colleges++
  return college
}

function openPair(growable: Growable, { college, lieu }: { college: number; lieu: number }): void {
  const { compiled, board, minutes } = growable
  const { problem, names } = compiled
  const { sizes } = problem
  const at = college * sizes.lieux + lieu
  if (lieu < 0 || lieu >= sizes.lieux || problem.pairOf[at] !== -1) return
  const pair = sizes.pairs++
  problem.pairOf[at] = pair
  problem.pairMinutes = room(problem.pairMinutes, pair + 1, u16)
  problem.pairMinutes[pair] = minutes(names.colleges.keys[college] ?? '', names.lieux.keys[lieu] ?? '')
  problem.pairCollege = room(problem.pairCollege, pair + 1, i32)
  problem.pairCollege[pair] = college
  const [trips, end] = [pair * sizes.halves, (pair + 1) * sizes.halves]
  board.tripHead = room(board.tripHead, end, i32)
  board.tripHead.fill(-1, trips, end)
  board.tripFirst = room(board.tripFirst, end, i16)
  board.tripLast = room(board.tripLast, end, i16)
  board.live = room(board.live, (pair + 1) * sizes.words, i32)
}

function writeItem({ compiled, board }: Growable, { requete, pupil, college }: Item, r: number): void {
  const { problem, names, instance } = compiled
  const { pauseMinutes } = instance.contraintes
  problem.pupil = room(problem.pupil, r + 1, i32)
  problem.pupil[r] = pupil
  problem.college = room(problem.college, r + 1, i32)
  problem.college[r] = college
  problem.domain = room(problem.domain, r + 1, i32)
  problem.domain[r] = names.domains.of(requete.domaine)
  problem.length = room(problem.length, r + 1, i16)
  problem.length[r] = requete.duree
  problem.ticks = room(problem.ticks, r + 1, u8)
  problem.ticks[r] = Math.min(TICKS, Math.ceil((requete.duree + pauseMinutes) / TICK))
  problem.kind = room(problem.kind, r + 1, u8)
  problem.kind[r] = requete.mode === 'distanciel' ? KIND.remote : KIND.inPerson
  board.shift = room(board.shift, r + 1, i32)
  board.shift[r] = -1
  board.tick = room(board.tick, r + 1, i16)
  board.bunch = room(board.bunch, r + 1, i32)
  board.tripNext = room(board.tripNext, r + 1, i32)
  board.tripNext[r] = -1
  board.tripPrevious = room(board.tripPrevious, r + 1, i32)
  board.tripPrevious[r] = -1
}

/** Lists the item among those of its pupil: those of later pupils move by one. */
function linkPupil({ compiled, minutes }: Growable, pupil: number, r: number): void {
  const { problem, names } = compiled
  const { sizes } = problem
  if (pupil === sizes.pupils) {
    problem.pupil0 = room(problem.pupil0, pupil + 2, i32)
    problem.pupil0[pupil + 1] = problem.pupil0[pupil]!
    sizes.pupils++
  } else if (sizes.pupils === sizes.items)
    // The first pupil with two interviews: from now on the journeys between lycées matter.
    problem.between = betweenLieux(names.lieux.keys.slice(0, sizes.lieux), minutes)
  const end = problem.pupil0[sizes.pupils]!
  problem.pupilItems = room(problem.pupilItems, end + 1, i32)
  const at = problem.pupil0[pupil + 1]!
  problem.pupilItems.copyWithin(at + 1, at, end)
  problem.pupilItems[at] = r
  const { pupil0 } = problem
  for (let one = pupil + 1; one <= sizes.pupils; one++) pupil0[one]!++
}

function writeCandidates({ compiled, offers }: Growable, item: Item, r: number): void {
  const { problem, names, instance, shifts } = compiled
  const { sizes } = problem
  const pair = (college: number, lieu: number): number => problem.pairOf[college * sizes.lieux + lieu] ?? -1
  const own = buildCandidates({
    instance,
    items: [item],
    shifts,
    halves: sizes.halves,
    offers,
    journeys: {
      lieu: (id) => {
        const lieu = names.lieux.find(id)
        return lieu < sizes.lieux ? lieu : -1
      },
      pair,
      minutes: (college, lieu) => problem.pairMinutes[pair(college, lieu)] ?? 0,
    },
  })
  const bunches = problem.bunch0[r]!
  const steps = problem.bunchStep0[bunches]!
  const candidates = problem.stepCand0[steps]!
  const [moreBunches, moreSteps] = [own.bunchLieu.length, own.stepHalf.length]
  problem.bunch0 = room(problem.bunch0, r + 2, i32)
  problem.bunch0[r + 1] = bunches + moreBunches
  problem.bunchLieu = appended(problem.bunchLieu, { at: bunches, values: own.bunchLieu, make: i32 })
  problem.bunchPair = appended(problem.bunchPair, { at: bunches, values: own.bunchPair, make: i32 })
  problem.bunchCost = appended(problem.bunchCost, { at: bunches, values: own.bunchCost, make: f64 })
  const halves = { at: bunches * sizes.words, values: own.bunchHalves, make: i32 }
  problem.bunchHalves = appended(problem.bunchHalves, halves)
  problem.bunchStep0 = room(problem.bunchStep0, bunches + moreBunches + 1, i32)
  for (let i = 1; i <= moreBunches; i++) problem.bunchStep0[bunches + i] = steps + own.bunchStep0[i]!
  problem.stepHalf = appended(problem.stepHalf, { at: steps, values: own.stepHalf, make: i16 })
  problem.stepCand0 = room(problem.stepCand0, steps + moreSteps + 1, i32)
  for (let i = 1; i <= moreSteps; i++) problem.stepCand0[steps + i] = candidates + own.stepCand0[i]!
  problem.cand = appended(problem.cand, { at: candidates, values: own.cand, make: i32 })
  problem.candLo = appended(problem.candLo, { at: candidates, values: own.candLo, make: i32 })
  problem.candHi = appended(problem.candHi, { at: candidates, values: own.candHi, make: i32 })
}

function appended<A extends Numbers>(
  array: A,
  { at, values, make }: { at: number; values: A; make: (length: number) => A },
): A {
  const result = room(array, at + values.length, make)
  result.set(values, at)
  return result
}
