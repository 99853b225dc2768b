import type { Instance, Lieu } from '#src/planning/model.ts'

const RADIUS_KM = 6371

/** Cartesian coordinates in km: another way than the engine's to the same distance. */
function vector({ latitude, longitude }: Lieu): readonly [number, number, number] | undefined {
  if (latitude === null || longitude === null) return undefined
  const [phi, lambda] = [(latitude / 180) * Math.PI, (longitude / 180) * Math.PI]
  const ring = RADIUS_KM * Math.cos(phi)
  return [ring * Math.cos(lambda), ring * Math.sin(lambda), RADIUS_KM * Math.sin(phi)]
}

/** Minutes between two places by their id: given by the instance, else of formats.md. */
export type Journey = (from: string, to: string) => number

export function journeys({ lieux, trajets }: Instance): Journey {
  const places = new Map(lieux.map((lieu) => [lieu.id, lieu]))
  const rows = new Map(trajets?.lieux.map((id, row) => [id, row]))
  return (from, to) => {
    const [row, column] = [rows.get(from), rows.get(to)]
    const given =
      row === undefined || column === undefined ? undefined : trajets?.minutes[row * rows.size + column]
    return from === to ? 0 : (given ?? journey(places.get(from), places.get(to)))
  }
}

/** Minutes of formats.md between two places; 0 when they are one, or one of them is unknown or has no coordinates. */
function journey(a: Lieu | undefined, b: Lieu | undefined): number {
  if (!a || !b || a.id === b.id) return 0
  const [from, to] = [vector(a), vector(b)]
  if (!from || !to) return 0
  const chord = Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2])
  const km = 2 * RADIUS_KM * Math.asin(Math.min(1, chord / (2 * RADIUS_KM)))
  const steps = (12 + 2.6 * km) / 5
  const whole = Math.trunc(steps)
  return 5 * (whole === steps ? whole : whole + 1)
}
