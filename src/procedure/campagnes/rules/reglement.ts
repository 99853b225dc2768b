import { matchLevel } from '#src/exchange/identifiants.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Reglement, Sens } from '#src/procedure/campagnes/model.ts'

export type RefusReglement = Refus<
  | 'echelle_trop_courte'
  | 'niveau_en_double'
  | 'croisement_incomplet'
  | 'croisement_niveau_inconnu'
  | 'croisement_case_en_trop'
  | 'croisement_non_monotone'
  | 'points_absents'
  | 'points_en_trop'
  | 'points_non_entiers'
  | 'points_non_croissants'
>

/**
 * Accepts a reglement, or says which cell is wrong. The crossing must be complete, name known levels and be monotone
 * in each avis; points are whole numbers ≥ 0 and grow strictly along the final levels.
 * Source: domain.md, « A reglement is refused, with the cell named »; formats.md, « echelles lists go… ».
 */
export function checkReglement(reglement: Reglement): Result<Reglement, RefusReglement> {
  const refus =
    wrongEchelle(reglement) ?? wrongCell(reglement) ?? notMonotone(reglement) ?? wrongPoints(reglement)
  return refus ? { ok: false, refus } : ok(reglement)
}

function wrongEchelle({ echelles }: Reglement): RefusReglement | undefined {
  for (const [echelle, niveaux] of Object.entries(echelles)) {
    if (niveaux.length < 1) return { code: 'echelle_trop_courte', details: { echelle } }
    const twice = niveaux.find((niveau, i) => niveaux.indexOf(niveau) !== i)
    if (twice !== undefined) return { code: 'niveau_en_double', details: { echelle, niveau: twice } }
  }
  return undefined
}

function wrongCell({ echelles, croisement }: Reglement): RefusReglement | undefined {
  for (const origine of Object.keys(croisement))
    for (const referent of Object.keys(croisement[origine] ?? {}))
      if (!echelles.origine.includes(origine) || !echelles.referent.includes(referent))
        return { code: 'croisement_case_en_trop', details: { origine, referent } }
  for (const { origine, referent } of cells(echelles)) {
    const final = croisement[origine]?.[referent]
    if (final === undefined) return { code: 'croisement_incomplet', details: { origine, referent } }
    if (!echelles.final.includes(final))
      return { code: 'croisement_niveau_inconnu', details: { origine, referent, niveau: final } }
  }
  return undefined
}

/** A better avis never lowers the result. Each cell is compared with its upper neighbour in both directions. */
function notMonotone({ echelles, croisement }: Reglement): RefusReglement | undefined {
  const rank = (origine: Sens, referent: Sens): number =>
    echelles.final.indexOf(croisement[origine]?.[referent] ?? '')
  for (const { origine, referent } of cells(echelles)) {
    const better = [
      { origine: above(echelles.origine, origine), referent },
      { origine, referent: above(echelles.referent, referent) },
    ]
    for (const next of better) {
      if (next.origine === undefined || next.referent === undefined) continue
      if (rank(next.origine, next.referent) < rank(origine, referent))
        return {
          code: 'croisement_non_monotone',
          details: {
            origine: next.origine,
            referent: next.referent,
            sousOrigine: origine,
            sousReferent: referent,
          },
        }
    }
  }
  return undefined
}

function wrongPoints({ echelles, points }: Reglement): RefusReglement | undefined {
  const extra = Object.keys(points).find((niveau) => !echelles.final.includes(niveau))
  if (extra !== undefined) return { code: 'points_en_trop', details: { niveau: extra } }
  let before = -1
  for (const niveau of echelles.final) {
    const value = points[niveau]
    if (value === undefined) return { code: 'points_absents', details: { niveau } }
    if (!Number.isInteger(value) || value < 0)
      return { code: 'points_non_entiers', details: { niveau, points: value } }
    if (value <= before) return { code: 'points_non_croissants', details: { niveau, points: value } }
    before = value
  }
  return undefined
}

const above = (niveaux: readonly Sens[], niveau: Sens): Sens | undefined =>
  niveaux[niveaux.indexOf(niveau) + 1]

/** The cells that a crossing must fill. Source: domain.md, « A reglement is refused, with the cell named ». */
export function cells(echelles: Reglement['echelles']): { origine: Sens; referent: Sens }[] {
  return echelles.origine.flatMap((origine) => echelles.referent.map((referent) => ({ origine, referent })))
}

/**
 * True when some column of the crossing has two results: then an origin avis that is missing leaves no avis final.
 * Source: domain.md rule 3; formats.md, « avis_origine_manquant holds only where the crossing depends… ».
 */
export const dependsOnOrigine = ({ echelles, croisement }: Reglement): boolean =>
  echelles.referent.some(
    (referent) => new Set(echelles.origine.map((origine) => croisement[origine]?.[referent])).size > 1,
  )

/**
 * A level of a scale from what a person wrote; undefined when it is none of them.
 * Source: formats.md, « Levels are written… »: case, accents and spaces do not count.
 */
export const readSens = (niveaux: readonly Sens[], written: string): Sens | undefined =>
  matchLevel(written, niveaux)

/** Refuses a change of reglement once the campaign is open. Source: domain.md, « versioned and frozen once the campaign opens ». */
export const checkReglementLibre = (campagne: {
  ouverte: boolean
}): Result<null, Refus<'campagne_ouverte'>> => (campagne.ouverte ? refuse('campagne_ouverte') : ok(null))
