import type { Lieu } from '#src/planning/model.ts'

const EARTH_RADIUS_KM = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

function kilometres(from: Point, to: Point): number {
  const latitudes = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2
  const longitudes = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  const h = latitudes + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * longitudes
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)))
}

interface Point {
  latitude: number
  longitude: number
}

function pointOf({ latitude, longitude }: Lieu): Point | undefined {
  return latitude === null || longitude === null ? undefined : { latitude, longitude }
}

/**
 * Journey between two places in minutes: 12 + 2.6 × km as the crow flies, rounded up to 5.
 * 0 for one and the same place, and 0 when a coordinate is unknown (reachable, at no cost).
 * Source: formats.md, « How the lines are judged ».
 */
export function trajetMinutes(a: Lieu, b: Lieu): number {
  const [from, to] = [pointOf(a), pointOf(b)]
  if (a.id === b.id || !from || !to) return 0
  return Math.ceil((12 + 2.6 * kilometres(from, to)) / 5) * 5
}
