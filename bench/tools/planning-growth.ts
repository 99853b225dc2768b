import { peakMemory } from './measure.ts'
import { instanceFor, knownOf } from './planning-instances.ts'
import { improved } from './planning-run.ts'
import { printTable } from './table.ts'

/** Mean gap to LB1, in %, and mean processor seconds of some seeds at so many iterations of each interview. */
interface Point {
  gap: number
  seconds: number
}

async function pointOf(
  key: string,
  { seeds, parRequete }: { seeds: readonly number[]; parRequete: number },
): Promise<Point> {
  const sum = { gap: 0, seconds: 0 }
  for (const seed of seeds) {
    const instance = instanceFor(key, seed)
    const bound = knownOf(key, seed)?.bornes.find(({ modele }) => modele === 'LB1')?.borne ?? Number.NaN
    const { cout, seconds } = await improved(instance, Math.round(parRequete * instance.requetes.length))
    sum.gap += 100 * (cout.total / bound - 1)
    sum.seconds += seconds
  }
  return { gap: sum.gap / seeds.length, seconds: sum.seconds / seeds.length }
}

/** Doubles the effort until the gap is reached, then reads the seconds between the last two, on a logarithmic scale. */
async function secondsTo(
  gap: number,
  { key, seeds }: { key: string; seeds: readonly number[] },
): Promise<number> {
  let before: Point | undefined
  for (let parRequete = 4; parRequete <= 512; parRequete *= 2) {
    const point = await pointOf(key, { seeds, parRequete })
    if (point.gap > gap) {
      before = point
      continue
    }
    if (!before) return point.seconds
    const share = (before.gap - gap) / (before.gap - point.gap)
    return before.seconds * (point.seconds / before.seconds) ** share
  }
  return Number.NaN
}

const SMALL = { key: 'S2', seeds: [1, 2, 3, 4, 5] } as const

/**
 * How the processor seconds grow with the interviews: at the gap to LB1 that the largest scale reaches, and at the same
 * iterations of each interview, since LB1 is not as loose at every scale.
 */
export async function growth(parRequete: number): Promise<void> {
  const large = await pointOf('S4', { seeds: [1], parRequete })
  const equal = await pointOf(SMALL.key, { seeds: SMALL.seeds, parRequete })
  const small = await secondsTo(large.gap, SMALL)
  const middle = await secondsTo(large.gap, { key: 'S3', seeds: [1] })
  const exponent = (seconds: number, items: number): number =>
    Math.log(large.seconds / seconds) / Math.log(80_000 / items)
  printTable(`Croissance du temps à écart égal (${large.gap.toFixed(2)} % de LB1)`, [
    { quoi: '1 500 entretiens, moyenne de cinq graines', valeur: small, unite: 's' },
    { quoi: '20 000 entretiens', valeur: middle, unite: 's' },
    { quoi: '80 000 entretiens', valeur: large.seconds, unite: 's' },
    { quoi: 'exposant de 1 500 à 80 000', valeur: exponent(small, 1500), barre: 1.15 },
    { quoi: 'exposant de 20 000 à 80 000', valeur: exponent(middle, 20_000) },
    {
      quoi: `à ${parRequete} itérations par entretien (1 500 : ${equal.gap.toFixed(2)} % de LB1), exposant de 1 500 à 80 000`,
      valeur: exponent(equal.seconds, 1500),
    },
    { quoi: 'mémoire de crête', valeur: peakMemory(), unite: 'Mo', barre: 1000 },
  ])
}
