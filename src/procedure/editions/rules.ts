import { chunks } from '#src/kit/group.ts'
import type { Edition, EtatEdition, GenreEdition, ObjetEdition } from '#src/procedure/editions/model.ts'

/** Documents set together: a second or so of work, which is all that a breakdown costs. */
export const PAR_PARTIE: Readonly<Record<GenreEdition, number>> = {
  convocations: 40,
  convocations_postees: 20,
  fiches: 20,
  fiches_ent: 25,
  lettres: 8,
}

export interface VolumePrevu {
  uai: string
  lettres: number
  parties: { debut: number; objets: ObjetEdition[] }[]
}

/**
 * One volume per school, in the order met, cut in parts: fixed before anything is set, so that the files do not depend
 * on how many worked on them. Source: docs/decisions/2026-11-22-editions-in-parts.md.
 */
export function volumesOf(objets: readonly ObjetEdition[], parPartie: number): VolumePrevu[] {
  const schools = new Map<string, ObjetEdition[]>()
  for (const objet of objets) {
    const known = schools.get(objet.uai)
    if (known) known.push(objet)
    else schools.set(objet.uai, [objet])
  }
  return [...schools].map(([uai, own]) => ({
    uai,
    lettres: own.length,
    parties: [...chunks(own, parPartie)].map((part, i) => ({ debut: i * parPartie, objets: [...part] })),
  }))
}

/**
 * Where an edition stands, for whoever waits for it.
 * Source: docs/decisions/2026-11-22-editions-in-parts.md.
 */
export function etatOf({
  finLe,
  arretLe,
  panne,
  lettres,
}: Pick<Edition, 'finLe' | 'arretLe' | 'panne' | 'lettres'>): EtatEdition {
  if (finLe) return 'prete'
  if (arretLe) return 'arretee'
  if (panne !== null) return 'en_panne'
  return lettres === null ? 'en_attente' : 'en_cours'
}

/**
 * Seconds still to wait at the pace of the last parts; undefined while none is known.
 * Source: docs/decisions/2026-11-22-editions-in-parts.md.
 */
export function resteOf({
  lettres,
  faites,
  allure,
}: Pick<Edition, 'lettres' | 'faites' | 'allure'>): number | undefined {
  if (lettres === null || allure === null || allure.lettres === 0) return undefined
  return Math.ceil(((lettres - faites) * allure.secondes) / allure.lettres)
}
