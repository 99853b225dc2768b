import type { Referent, School } from './reference.ts'

const RADIUS_KM = 6371

function kilometres(from: { lat: number; lon: number }, to: { lat: number; lon: number }): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const [dLat, dLon] = [rad(to.lat - from.lat), rad(to.lon - from.lon)]
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(h))
}

/** Minutes: 12 + 2.6 per kilometre as the crow flies, rounded up to 5; 0 when a coordinate is missing. */
export function journey(from: School | undefined, to: School | undefined): number {
  if (!from?.position || !to?.position) return 0
  // The hundredth spares a quarrel about the radius of the Earth at the edge of a step.
  return Math.ceil((12 + 2.6 * kilometres(from.position, to.position) - 0.01) / 5) * 5
}

/** Whether the sector of a referent (départements or communes; empty: all) holds the school of a pupil. */
export function serves(referent: Referent, home: School | undefined): boolean {
  if (referent.secteur.length === 0) return true
  if (!home) return false
  const departement = home.postal.startsWith('97') ? home.postal.slice(0, 3) : home.postal.slice(0, 2)
  const names = [departement, home.uai.slice(0, 3), home.uai.slice(1, 3), home.postal, home.commune]
  return referent.secteur.some((part) => names.includes(part))
}
