import type { Problem } from '#src/planning/engine/problem.ts'

type Chance = () => number

/**
 * Lycées that share a person or a named room are never parted: what binds their shifts stays on one side. Gives the
 * number of the cluster of each lycée.
 */
export function clustersOf(problem: Problem): Int32Array {
  const { sizes, shiftLieu, shiftTeam, team0, teamPeople, rival0, rivals } = problem
  const leader = Int32Array.from({ length: sizes.lieux }, (_, lieu) => lieu)
  const find = (lieu: number): number => {
    while (leader[lieu]! !== lieu) lieu = leader[lieu] = leader[leader[lieu]!]!
    return lieu
  }
  const join = (a: number, b: number): void => {
    leader[Math.max(find(a), find(b))] = Math.min(find(a), find(b))
  }
  const seenAt = new Int32Array(sizes.people).fill(-1)
  for (let shift = 0; shift < sizes.shifts; shift++) {
    const lieu = shiftLieu[shift]!
    for (let i = team0[shiftTeam[shift]!]!; i < team0[shiftTeam[shift]! + 1]!; i++) {
      const person = teamPeople[i]!
      if (seenAt[person]! >= 0) join(seenAt[person]!, lieu)
      seenAt[person] = lieu
    }
    for (let i = rival0[shift]!; i < rival0[shift + 1]!; i++) join(shiftLieu[rivals[i]!]!, lieu)
  }
  return leader.map(find)
}

export interface Cutting {
  /** Of each lycée. */
  clusters: Int32Array
  /** Interviews that stand at each lycée. */
  load: Int32Array
  parts: number
  next: Chance
}

interface Region {
  clusters: number[]
  first: number
  parts: number
}

/** The part of each lycée: the map cut by random lines, again and again, into parts of about the same load. */
export function cutMap(problem: Problem, cutting: Cutting): Int16Array {
  const { clusters, next } = cutting
  const partOf = new Int16Array(problem.sizes.lieux)
  const spots = spotsOf(problem, cutting)
  const waiting: Region[] = [{ clusters: [...spots.keys()], first: 0, parts: cutting.parts }]
  for (let region = waiting.pop(); region; region = waiting.pop()) {
    if (region.parts > 1 && region.clusters.length > 1) waiting.push(...halve(region, { spots, next }))
    else for (const cluster of region.clusters) partOf[cluster] = region.first
  }
  return partOf.map((_, lieu) => partOf[clusters[lieu]!]!)
}

interface Spot {
  x: number
  y: number
  load: number
}

/** Middle, in kilometres, and load of each cluster. A place without coordinates is taken to be in the middle of all. */
function spotsOf({ latitude, longitude }: Problem, { clusters, load }: Cutting): Map<number, Spot> {
  const known = [...latitude.keys()].filter((lieu) => !Number.isNaN(latitude[lieu]! + longitude[lieu]!))
  const mean = (of: Float64Array): number =>
    known.reduce((sum, lieu) => sum + of[lieu]!, 0) / Math.max(1, known.length)
  const middle = { north: mean(latitude), east: mean(longitude) }
  const spots = new Map<number, Spot & { count: number }>()
  for (const [lieu, cluster] of clusters.entries()) {
    const spot = spots.get(cluster) ?? { x: 0, y: 0, load: 0, count: 0 }
    const here = !Number.isNaN(latitude[lieu]! + longitude[lieu]!)
    spot.y += here ? (latitude[lieu]! - middle.north) * 111.2 : 0
    spot.x += here ? (longitude[lieu]! - middle.east) * 111.2 * Math.cos((middle.north * Math.PI) / 180) : 0
    spot.load += load[lieu]!
    spot.count++
    spots.set(cluster, spot)
  }
  for (const spot of spots.values()) {
    spot.x /= spot.count
    spot.y /= spot.count
  }
  return spots
}

/** Two regions on both sides of a random line, with a share of the load that fits their share of the parts. */
function halve(
  { clusters, first, parts }: Region,
  { spots, next }: { spots: Map<number, Spot>; next: Chance },
): [Region, Region] {
  const angle = next() * Math.PI
  const along = (cluster: number): number =>
    spots.get(cluster)!.x * Math.cos(angle) + spots.get(cluster)!.y * Math.sin(angle)
  const sorted = clusters.toSorted((a, b) => along(a) - along(b) || a - b)
  const left = Math.floor(parts / 2) + (parts % 2 === 1 && next() < 0.5 ? 1 : 0)
  const total = sorted.reduce((sum, cluster) => sum + spots.get(cluster)!.load, 0)
  let before = 0
  let end = 0
  while (end < sorted.length - 1 && (end === 0 || before * parts < total * left))
    before += spots.get(sorted[end++]!)!.load
  return [
    { clusters: sorted.slice(0, end), first, parts: left },
    { clusters: sorted.slice(end), first: first + left, parts: parts - left },
  ]
}

/**
 * The part in which each movable item moves, -1 where it stays: that of the lycée where it stands. The interviews of a
 * pupil that lie in several parts move in one of them only, drawn anew for each cut.
 */
export function moversOf(
  { sizes, bunch0, bunchLieu, pupil0, pupilItems, shiftLieu }: Problem,
  { partOf, shift, next }: { partOf: Int16Array; shift: Int32Array; next: Chance },
): Int16Array {
  const moves = new Int16Array(sizes.items).fill(-1)
  for (let item = 0; item < sizes.movable; item++) {
    const choices = bunch0[item + 1]! - bunch0[item]!
    if (shift[item]! >= 0) moves[item] = partOf[shiftLieu[shift[item]!]!]!
    else if (choices > 0) moves[item] = partOf[bunchLieu[bunch0[item]! + Math.floor(next() * choices)]!]!
  }
  for (let pupil = 0; pupil < sizes.pupils; pupil++) {
    const own = pupilItems.subarray(pupil0[pupil], pupil0[pupil + 1]).filter((item) => moves[item]! >= 0)
    if (own.every((item) => moves[item] === moves[own[0]!])) continue
    const side = moves[own[Math.floor(next() * own.length)]!]
    for (const item of own) if (moves[item] !== side) moves[item] = -1
  }
  return moves
}
