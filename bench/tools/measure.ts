/** Smaller sizes, for a look rather than a figure. */
export const RAPIDE = process.argv.includes('--rapide')

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[(sorted.length - 1) >> 1], sorted[middle]]
  return (low + high) / 2
}

/**
 * Times the named sides in turn, round after round, so that what else the machine does falls on all of them alike.
 * Gives the seconds of each round by side.
 */
export async function interleaved<S extends string>(
  rounds: number,
  sides: Readonly<Record<S, (round: number) => Promise<number>>>,
): Promise<Record<S, number[]>> {
  const names = Object.keys(sides) as S[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<S, number[]>
  for (let round = 0; round < rounds; round++)
    for (const name of names) times[name].push(await sides[name](round))
  return times
}

/** Median over the rounds of one side divided by the other of the same round. */
export const medianRatio = (above: readonly number[], below: readonly number[]): number =>
  median(above.map((value, i) => value / (below[i] ?? Number.NaN)))

/** Highest resident memory of this process so far, in MB. */
export const peakMemory = (): number => process.resourceUsage().maxRSS / 1024
