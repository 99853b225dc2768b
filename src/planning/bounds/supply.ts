import { TICK } from '#src/planning/engine/masks.ts'
import { FLAG, KIND, type Problem } from '#src/planning/engine/problem.ts'

/** Ticks of a shift at which it may receive. */
export const freeTicks = (problem: Problem, shift: number): number => {
  let free = 0
  for (let bits = ~problem.shutLo[shift]!; bits !== 0; bits &= bits - 1) free++
  for (let bits = ~problem.shutHi[shift]!; bits !== 0; bits &= bits - 1) free++
  return free
}

/** Largest sum of some lengths, each as often as wanted, that fits in a window. */
function usable(window: number, lengths: readonly number[]): number {
  const reached = new Uint8Array(window + 1)
  reached[0] = 1
  let most = 0
  for (let sum = 1; sum <= window; sum++)
    if (lengths.some((length) => length <= sum && reached[sum - length] === 1)) {
      reached[sum] = 1
      most = sum
    }
  return most
}

/** Ticks of interviews that each shift may hold, groups counted by seat. */
export function capacities(problem: Problem): number[] {
  const lengths = Array.from({ length: problem.sizes.shifts }, () => new Set<number>())
  for (let item = 0; item < problem.sizes.items; item++)
    for (const candidate of candidatesOf(problem, item))
      lengths[problem.cand[candidate]!]?.add(problem.ticks[item]!)
  return lengths.map((own, shift) => usable(freeTicks(problem, shift), [...own]) * problem.capacity[shift]!)
}

function candidatesOf({ bunch0, bunchStep0, stepCand0 }: Problem, item: number): number[] {
  const first = stepCand0[bunchStep0[bunch0[item]!]!]!
  const end = stepCand0[bunchStep0[bunch0[item + 1]!]!]!
  return Array.from({ length: end - first }, (_, i) => first + i)
}

export const isSolo = (problem: Problem, shift: number): boolean =>
  (problem.flags[shift]! & FLAG.shared) === 0

/** What a lycée may receive in one half-day: pupils at once, and ticks in all. */
export interface HalfDaySupply {
  parallel: number
  ticks: number
}

/** What each lycée may receive in each half-day in which it has a shift, within its rooms. */
export function halfDaySupply(
  problem: Problem,
  capacity: readonly number[],
): ReadonlyMap<number, HalfDaySupply>[] {
  return Array.from({ length: problem.sizes.lieux }, (_, lieu) => {
    const halves = new Map<number, number[]>()
    for (let i = problem.lieuShift0[lieu]!; i < problem.lieuShift0[lieu + 1]!; i++) {
      const shift = problem.lieuShifts[i]!
      const own = halves.get(problem.shiftHalf[shift]!) ?? []
      own.push(shift)
      halves.set(problem.shiftHalf[shift]!, own)
    }
    const largest = (counts: number[]): number =>
      counts
        .sort((a, b) => b - a)
        .slice(0, problem.rooms[lieu])
        .reduce((sum, count) => sum + count, 0)
    return new Map(
      [...halves].map(([half, own]) => [
        half,
        {
          parallel: largest(own.map((shift) => problem.capacity[shift]!)),
          ticks: largest(own.map((shift) => capacity[shift]!)),
        },
      ]),
    )
  })
}

/** The most that each lycée may receive in one half-day. */
export const halfDayMost = (problem: Problem, capacity: readonly number[]): HalfDaySupply[] =>
  halfDaySupply(problem, capacity).map((halves) => ({
    parallel: Math.max(0, ...[...halves.values()].map((one) => one.parallel)),
    ticks: Math.max(0, ...[...halves.values()].map((one) => one.ticks)),
  }))

/** Half-days that the pupils lose whatever is decided: two interviews share one only where some pair of lycées allows it. */
export function pupilHalfDays(problem: Problem): number {
  let halfDays = 0
  for (let pupil = 0; pupil < problem.sizes.pupils; pupil++) {
    const own: number[] = []
    for (let i = problem.pupil0[pupil]!; i < problem.pupil0[pupil + 1]!; i++)
      if (problem.kind[problem.pupilItems[i]!] === KIND.inPerson) own.push(problem.pupilItems[i]!)
    halfDays += leastHalfDays(problem, own)
  }
  return halfDays
}

/** The same for interviews in person of one pupil. */
export function leastHalfDays(problem: Problem, own: readonly number[]): number {
  const perHalfDay = Math.max(1, problem.limits.perDay)
  const pairs = own.some((a, i) => own.slice(i + 1).some((b) => shareHalfDay(problem, a, b)))
  if (own.length < 2 || !pairs) return own.length
  return own.length === 3 && perHalfDay === 2 ? 2 : Math.ceil(own.length / perHalfDay)
}

/** True when some half-day has candidates of both, a lycée or two near enough lycées apart. */
function shareHalfDay(problem: Problem, a: number, b: number): boolean {
  const halves = new Set<number>()
  for (const candidate of candidatesOf(problem, a)) halves.add(problem.shiftHalf[problem.cand[candidate]!]!)
  return candidatesOf(problem, b).some((candidate) =>
    halves.has(problem.shiftHalf[problem.cand[candidate]!]!),
  )
}

/** Minutes of which every span is a multiple: those of a tick, when every interview begins and ends on the same ones. */
export function spanUnit({ length, shiftBase }: Problem): number {
  const onTicks = length.every((minutes) => minutes % TICK === 0)
  return onTicks && shiftBase.every((base) => (base - shiftBase[0]!) % TICK === 0) ? TICK : 1
}
