import { chance } from '#src/planning/engine/chance.ts'

/** Half-days of one week: Monday to Friday, no Wednesday afternoon. */
export const HALVES_PER_WEEK = 9
export const WEEKS = 6
export const HALVES = WEEKS * HALVES_PER_WEEK
/** A journey that nobody makes, in minutes. */
export const NEVER = 255

/** Size of a made-up district; `load` is the share of the offered minutes that the interviews need. */
export interface Scale {
  name: string
  entretiens: number
  lycees: number
  colleges: number
  academies: readonly number[]
  domaines: number
  load: readonly [number, number]
}

export const SCALES: Record<string, Scale> = {
  S1: {
    name: 'lycée de 120',
    entretiens: 120,
    lycees: 1,
    colleges: 14,
    academies: [1],
    domaines: 4,
    load: [0.6, 0.6],
  },
  S2: {
    name: 'bassin de 1 500',
    entretiens: 1500,
    lycees: 8,
    colleges: 28,
    academies: [1],
    domaines: 12,
    load: [0.55, 0.85],
  },
  S3: {
    name: 'académie de 20 000',
    entretiens: 20_000,
    lycees: 90,
    colleges: 350,
    academies: [1],
    domaines: 24,
    load: [0.55, 0.85],
  },
  S4: {
    name: 'trois académies, 80 000',
    entretiens: 80_000,
    lycees: 320,
    colleges: 1200,
    academies: [0, 1, 2],
    domaines: 24,
    load: [0.55, 0.85],
  },
}

/** Centres of population: académie (0 Paris, 1 Créteil, 2 Versailles), latitude, longitude, radius in km, weight. */
const CENTRES: readonly (readonly [number, number, number, number, number])[] = [
  [0, 48.88, 2.345, 2.5, 5],
  [0, 48.84, 2.33, 2.8, 4],
  [0, 48.86, 2.395, 2, 4],
  [1, 48.936, 2.357, 2.5, 5],
  [1, 48.906, 2.44, 2.5, 5],
  [1, 48.937, 2.495, 3, 4],
  [1, 48.861, 2.445, 2.5, 4],
  [1, 48.84, 2.56, 4, 3],
  [1, 48.791, 2.39, 2.5, 4],
  [1, 48.79, 2.455, 2.5, 4],
  [1, 48.745, 2.48, 3, 3],
  [1, 48.815, 2.51, 3, 3],
  [1, 48.96, 2.88, 4, 2.2],
  [1, 48.54, 2.655, 4, 2.2],
  [1, 48.88, 2.6, 3, 2],
  [1, 48.405, 2.7, 5, 1],
  [1, 48.56, 3.3, 6, 0.8],
  [1, 48.845, 2.65, 3, 2],
  [1, 48.585, 2.58, 4, 1.6],
  [1, 48.815, 3.085, 6, 0.8],
  [1, 48.385, 2.95, 6, 0.8],
  [2, 48.803, 2.13, 4, 3],
  [2, 48.99, 1.715, 4, 2],
  [2, 48.898, 2.094, 4, 2],
  [2, 48.644, 1.83, 6, 1],
  [2, 48.777, 2.002, 4, 3],
  [2, 48.929, 2.044, 3, 2],
  [2, 48.63, 2.43, 4, 3],
  [2, 48.73, 2.27, 3, 3],
  [2, 48.434, 2.161, 6, 1],
  [2, 48.61, 2.48, 4, 2],
  [2, 48.68, 2.35, 4, 2.5],
  [2, 48.885, 2.24, 3, 4],
  [2, 48.83, 2.24, 3, 3],
  [2, 48.77, 2.29, 3, 3],
  [2, 48.925, 2.29, 3, 4],
  [2, 49.036, 2.063, 4, 3],
  [2, 48.947, 2.247, 3, 3],
  [2, 48.995, 2.379, 3, 3],
  [2, 49.111, 2.22, 5, 1],
]

/** Ticks of five minutes of an interview, by domaine. */
const DURATIONS = [4, 4, 5, 4, 3, 4, 6, 4, 4, 3, 4, 5, 2, 4, 6, 4, 3, 4, 5, 4, 2, 4, 6, 3]

export interface Place {
  latitude: number
  longitude: number
  academie: number
}

export interface Jury {
  lycee: number
  teachers: number
  domaines: number[]
  shifts: { half: number; from: number; to: number }[]
}

export interface Asked {
  eleve: number
  domaine: number
  remote: boolean
  /** Nearest first. */
  lycees: number[]
}

/** A made-up district in small whole numbers; ticks of five minutes count from 08:30 and 13:30. */
export interface District {
  scale: Scale
  colleges: (Place & { posts: number; weight: number })[]
  lycees: (Place & { rooms: number; domaines: number[] })[]
  ticks: number[]
  /** `[c * lycees + l]` and `[l * lycees + m]`, minutes. */
  toLycee: Uint8Array
  between: Uint8Array
  eleves: { college: number; busy: Set<number> }[]
  asked: Asked[]
  juries: Jury[]
}

/** Draws of one stream, in the order in which the district is written. */
export class Draws {
  readonly next: () => number

  constructor(seed: number) {
    this.next = chance(seed)
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()))
    return radius * Math.cos(2 * Math.PI * this.next())
  }

  /** Index drawn by weight. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    for (const [index, weight] of weights.entries()) {
      left -= weight
      if (left < 0) return index
    }
    return weights.length - 1
  }
}

export type Centre = readonly [number, number, number, number, number]

export function centresOf({ academies, lycees }: Scale): Centre[] {
  const own = CENTRES.filter(([academie]) => academies.includes(academie))
  return lycees > 10 ? own : own.slice(0, lycees === 1 ? 1 : 3)
}

export function placeNear(draws: Draws, centres: readonly Centre[]): Place {
  const centre = centres[draws.weighted(centres.map(([, , , , weight]) => weight))] ?? [0, 0, 0, 0, 0]
  const [academie, latitude, longitude, radius] = centre
  const north = (draws.normal() * radius) / 111.2
  return { latitude: latitude + north, longitude: longitude + (draws.normal() * radius) / 73.2, academie }
}

const kilometres = (a: Place, b: Place): number =>
  Math.hypot((a.latitude - b.latitude) * 111.2, (a.longitude - b.longitude) * 73.2)

/** Minutes by public transport, some more or less, rounded up to five. */
const minutesBetween = (draws: Draws, [a, b]: [Place, Place]): number =>
  Math.ceil(((12 + 2.6 * kilometres(a, b)) * (0.9 + 0.2 * draws.next())) / 5) * 5

export function journeys(
  draws: Draws,
  { colleges, lycees }: { colleges: readonly Place[]; lycees: readonly Place[] },
): Pick<District, 'toLycee' | 'between'> {
  const count = lycees.length
  const toLycee = new Uint8Array(colleges.length * count)
  const between = new Uint8Array(count * count)
  for (const [c, college] of colleges.entries())
    for (const [l, lycee] of lycees.entries()) {
      const minutes = minutesBetween(draws, [college, lycee])
      const far = (minutes > 75 && count > 1) || minutes > 90 || college.academie !== lycee.academie
      toLycee[c * count + l] = far ? NEVER : minutes
    }
  for (const [a, from] of lycees.entries())
    for (const [b, to] of lycees.entries()) {
      if (b < a) continue
      const minutes = a === b ? 0 : Math.min(240, minutesBetween(draws, [from, to]))
      between[a * count + b] = minutes
      between[b * count + a] = minutes
    }
  return { toLycee, between }
}

export const ticksOf = (scale: Scale): number[] => DURATIONS.slice(0, scale.domaines)
export const popularity = (scale: Scale): number[] =>
  Array.from({ length: scale.domaines }, (_, domaine) => 1 / (domaine + 2) ** 0.8)
export const isAfternoon = (half: number): boolean => [1, 3, 6, 8].includes(half % HALVES_PER_WEEK)
