/** A guardian of one of two files that are one pupil's. */
export interface ResponsableDeDossier {
  id: number
  nom: string
  prenom: string
  /** He answered, has an account, was written to: what he did is his, and stays. */
  engage: boolean
  /** Pupils of whom he is a guardian. */
  enfants: number
}

/** What becomes of the guardians when the identity of `nouveaux` replaces that of `anciens`. */
export interface SortResponsables {
  /** Tied to the file that stays. */
  relies: number[]
  /** Tied to it no more. */
  detaches: number[]
  /** The same person twice: `garde` takes the name, the contacts and the key of `double`, who goes. */
  absorbes: { garde: number; double: number }[]
}

const alike = (a: string, b: string): boolean => a.localeCompare(b, 'fr', { sensitivity: 'base' }) === 0

/**
 * Guardians of the identity that is kept come in; those of before stay only where they have done something. Two of one
 * name are one person, unless both have done something: then both stay, and a human says more.
 * Source: domain.md rule 10, « doubt goes to a human ».
 */
export function sortDesResponsables(
  anciens: readonly ResponsableDeDossier[],
  nouveaux: readonly ResponsableDeDossier[],
): SortResponsables {
  const sort: SortResponsables = { relies: [], detaches: [], absorbes: [] }
  const left = new Set(anciens)
  for (const one of nouveaux) {
    const same = [...left].find((old) => alike(old.nom, one.nom) && alike(old.prenom, one.prenom))
    if (same) left.delete(same)
    if (same?.engage && !one.engage && one.enfants === 1)
      sort.absorbes.push({ garde: same.id, double: one.id })
    else sort.relies.push(one.id)
    if (same && !same.engage) sort.detaches.push(same.id)
  }
  for (const one of left) if (!one.engage) sort.detaches.push(one.id)
  return sort
}
