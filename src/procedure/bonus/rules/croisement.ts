import { dependsOnOrigine, type Reglement } from '#src/procedure/campagnes/api.ts'
import type { AvisFinal, EtatAvisFinal, FaitsAvisFinal } from '#src/procedure/bonus/model.ts'

/**
 * The avis final of a registration: the crossing of both avis, or the first reason why there is none.
 * What is missing is never "réservé" by default: no avis final, 0 point.
 * Source: domain.md rules 3 and 4; formats.md, « etat of an avis final is the first that holds ».
 */
export function avisFinalOf(reglement: Reglement, faits: FaitsAvisFinal): AvisFinal {
  const etat = etatOf(reglement, faits)
  if (etat !== 'complet') return { etat, sens: null, points: 0 }
  // Where the crossing does not depend on the origin avis any of its levels gives the same result.
  const origine = faits.avisOrigine ?? String(reglement.echelles.origine[0])
  const sens = reglement.croisement[origine]?.[String(faits.avisReferent)]
  const points = reglement.points[String(sens)]
  if (sens === undefined || points === undefined)
    throw new Error(`croisement sans case : ${origine} × ${faits.avisReferent}`)
  return { etat, sens, points }
}

function etatOf(reglement: Reglement, faits: FaitsAvisFinal): EtatAvisFinal {
  if (!faits.place) return 'non_place'
  if (faits.presence !== null && faits.presence !== 'present') return faits.presence
  if (faits.avisOrigine === null && dependsOnOrigine(reglement)) return 'avis_origine_manquant'
  if (faits.presence === null || faits.avisReferent === null) return 'avis_referent_manquant'
  return 'complet'
}
