import type { Etablissement } from '#src/procedure/etablissements/model.ts'

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** `075` and `75` are one département; overseas ones keep three digits. */
const departement = (code: string): string => code.replace(/^0(?=\d\d$)/, '')

/** The département of a school: as imported, else from its UAI, whose first three digits are one. */
function departementOf(etablissement: Etablissement): string {
  const code = etablissement.codeDepartement ?? etablissement.uai.slice(0, 3)
  return departement(code)
}

/**
 * Whether a referent lycée serves a school: its sector is empty (all), or names its département or commune. Read once
 * for all the schools that are asked about.
 * Source: formats.md, `referents.csv`.
 */
export function servedBy(secteur: readonly string[]): (etablissement: Etablissement) => boolean {
  if (secteur.length === 0) return () => true
  const departements = new Set(secteur.map(departement))
  const communes = new Set(secteur.map(plain))
  return (etablissement) => {
    if (departements.has(departementOf(etablissement))) return true
    const commune = plain(etablissement.commune ?? '')
    return commune !== '' && communes.has(commune)
  }
}

/** The same for one school. Source: formats.md, `referents.csv`. */
export const isServed = (etablissement: Etablissement, secteur: readonly string[]): boolean =>
  servedBy(secteur)(etablissement)

interface Lieu {
  latitude: number | null
  longitude: number | null
}

const TERRE_KM = 6371

/**
 * Kilometres between two schools as the crow flies, to the tenth; null when one has no coordinates.
 * Source: domain.md, « locates the lycée »; great circle on a sphere of 6,371 km, as the planner's.
 */
export function distanceKm(a: Lieu, b: Lieu): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null
  const rad = (degrees: number): number => (degrees * Math.PI) / 180
  const dLat = rad(b.latitude - a.latitude)
  const dLon = rad(b.longitude - a.longitude)
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(dLon / 2) ** 2
  return Math.round(2 * TERRE_KM * Math.asin(Math.min(1, Math.sqrt(h))) * 10) / 10
}
