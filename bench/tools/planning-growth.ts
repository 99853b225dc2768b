import type { Instance } from '#src/planning/model.ts'
import { abreast } from './planning-abreast.ts'
import { instanceFor, knownOf } from './planning-instances.ts'
import { improved } from './planning-run.ts'
import { printTable, type Figure } from './table.ts'

/** An instance with the least that LB1 says a plan of it costs. */
interface Bounded {
  instance: Instance
  lb1: number
}

/** Mean gap to LB1, in %, and mean processor seconds, of some instances at so many iterations of each interview. */
interface Point {
  gap: number
  seconds: number
}

/** What is planned at one scale: several instances where one run differs from the next. */
type Scale = readonly Bounded[]

const SMALL_SEEDS = [1, 2, 3, 4, 5] as const
/** Districts of 1,500 interviews in some 20,000 and 80,000. */
const DISTRICTS = { middle: 13, large: 53 } as const

function bounded(key: string, seed: number): Bounded {
  const lb1 = knownOf(key, seed)?.bornes.find(({ modele }) => modele === 'LB1')?.borne ?? Number.NaN
  return { instance: instanceFor(key, seed), lb1 }
}

/** The small districts side by side, in turn: LB1 is as loose for them together as it is for each of them. */
function together(small: Scale, count: number): Bounded {
  const [first, ...others] = Array.from({ length: count }, (_, rank) => small[rank % small.length])
  const all = [first, ...others].filter((one) => one !== undefined)
  const [head, ...tail] = all.map(({ instance }) => instance)
  if (!head) throw new Error('Aucun district à mettre côte à côte')
  return { instance: abreast([head, ...tail]), lb1: all.reduce((sum, { lb1 }) => sum + lb1, 0) }
}

async function pointOf(scale: Scale, parRequete: number): Promise<Point> {
  const sum = { gap: 0, seconds: 0 }
  for (const { instance, lb1 } of scale) {
    const { cout, seconds } = await improved(instance, Math.round(parRequete * instance.requetes.length))
    sum.gap += 100 * (cout.total / lb1 - 1)
    sum.seconds += seconds
  }
  return { gap: sum.gap / scale.length, seconds: sum.seconds / scale.length }
}

/** Doubles the effort until the gap is reached, then reads the seconds between the last two, on a logarithmic scale. */
async function secondsTo(gap: number, scale: Scale): Promise<number> {
  let before: Point | undefined
  for (let parRequete = 4; parRequete <= 2048; parRequete *= 2) {
    const point = await pointOf(scale, parRequete)
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

interface Scales {
  small: Scale
  middle: Scale
  large: Scale
}

const sizeOf = ([first]: Scale): number => first?.instance.requetes.length ?? Number.NaN

/**
 * Seconds of each scale at the gap that the largest one reaches, and the exponents between them. `barre`: the highest
 * exponent allowed, where one gap to the bound is the same gap to the best plan at every scale.
 */
async function atEqualGap(
  { small, middle, large, ...barred }: Scales & { barre?: number },
  parRequete: number,
): Promise<Figure[]> {
  const most = await pointOf(large, parRequete)
  const equal = await pointOf(small, parRequete)
  const times = { small: await secondsTo(most.gap, small), middle: await secondsTo(most.gap, middle) }
  const exponent = (seconds: number, scale: Scale): number =>
    Math.log(most.seconds / seconds) / Math.log(sizeOf(large) / sizeOf(scale))
  const said = (scale: Scale): string => `${sizeOf(scale).toLocaleString('fr-FR')} entretiens`
  return [
    {
      quoi: `écart à LB1, ${parRequete} itérations par entretien, ${said(large)}`,
      valeur: most.gap,
      unite: '%',
    },
    { quoi: `le même, ${said(small)}, moyenne de cinq graines`, valeur: equal.gap, unite: '%' },
    { quoi: `temps jusqu’au premier écart, ${said(small)}`, valeur: times.small, unite: 's' },
    { quoi: `temps jusqu’au premier écart, ${said(middle)}`, valeur: times.middle, unite: 's' },
    { quoi: `temps jusqu’au premier écart, ${said(large)}`, valeur: most.seconds, unite: 's' },
    {
      quoi: 'exposant à écart égal, de la petite à la grande',
      valeur: exponent(times.small, small),
      ...barred,
    },
    { quoi: 'exposant à écart égal, de la moyenne à la grande', valeur: exponent(times.middle, middle) },
    {
      quoi: 'exposant à itérations égales, de la petite à la grande',
      valeur: exponent(equal.seconds, small),
    },
  ]
}

/**
 * How the processor seconds grow with the interviews, at equal gap to LB1: from districts of 1,500 to the 80,000 of the
 * three académies, where the bound is looser; then to as many of these districts side by side as make 80,000, where it is as
 * loose by construction, so that the gap says how good the plan is.
 */
export async function growth(parRequete: number): Promise<void> {
  const small = SMALL_SEEDS.map((seed) => bounded('S2', seed))
  const academies = { small, middle: [bounded('S3', 1)], large: [bounded('S4', 1)] }
  printTable(
    'Croissance du temps, de 1 500 aux trois académies (LB1 y est plus lâche)',
    await atEqualGap(academies, parRequete),
  )
  const side = (count: number): Scale => [together(small, count)]
  const districts = { small, middle: side(DISTRICTS.middle), large: side(DISTRICTS.large), barre: 1.15 }
  printTable(
    'Croissance du temps, de 1 500 à des districts de 1 500 côte à côte (LB1 y est aussi lâche)',
    await atEqualGap(districts, parRequete),
  )
}
