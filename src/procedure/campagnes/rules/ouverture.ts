import type { Day } from '#src/kit/day.ts'
import { addSchoolDays } from '#src/kit/school-days.ts'

/** School days that a family has between its fiche and the end of the wishes. Source: issue « opening refused if… ». */
const JOURS_POUR_REPONDRE = 10

/** What a campaign must hold before it opens; what is empty is in order. */
export interface FaitsOuverture {
  reglementApprouve: boolean
  domaines: number
  domainesSansFormation: readonly string[]
  domainesSansReferent: readonly string[]
  formationsSansOffre: readonly string[]
  formationsSansFiche: readonly string[]
  /** Schools with pupils that no referent of some domaine serves. */
  ecolesSansReferent: readonly string[]
  referentsSansChef: readonly string[]
  referentsSansPlanificateur: readonly string[]
  /** The day by which every fiche can leave. */
  fichesLe: Day
  finConfirmations: Day
  joursFermes: readonly Day[]
  /** Things that are not as the year before and of which nothing is decided. */
  changementsADecider: number
}

export const POINTS_OUVERTURE = [
  'reglement',
  'domaines',
  'formations',
  'referents',
  'offres',
  'fiches_formation',
  'secteurs',
  'chefs',
  'planificateurs',
  'delai_des_familles',
  'changements',
] as const
export type PointOuverture = (typeof POINTS_OUVERTURE)[number]

/** One line of the checklist; `manque` names what is missing, nothing when it is in order. */
export interface LigneOuverture {
  point: PointOuverture
  pret: boolean
  manque: readonly string[]
}

/**
 * The last day on which fiches still leave a family its ten school days.
 * Source: issue, « opening refused if the fiches would come later than 10 school days before the wishes close ».
 */
export const derniereFiche = ({ finConfirmations, joursFermes }: FaitsOuverture): Day =>
  addSchoolDays(finConfirmations, -JOURS_POUR_REPONDRE, joursFermes)

/**
 * The checklist of an opening: every line must be in order.
 * Source: domain.md, « opens a campaign », « signed, public, before the campaign opens »; issue, « opening refused if the
 * fiches would come later than 10 school days before the wishes close ».
 */
export function controleOuverture(faits: FaitsOuverture): LigneOuverture[] {
  const line = (point: PointOuverture, manque: readonly string[], also = true): LigneOuverture => ({
    point,
    pret: also && manque.length === 0,
    manque,
  })
  return [
    line('reglement', [], faits.reglementApprouve),
    line('domaines', [], faits.domaines > 0),
    line('formations', faits.domainesSansFormation, faits.domaines > 0),
    line('referents', faits.domainesSansReferent, faits.domaines > 0),
    line('offres', faits.formationsSansOffre),
    line('fiches_formation', faits.formationsSansFiche),
    line('secteurs', faits.ecolesSansReferent),
    line('chefs', faits.referentsSansChef),
    line('planificateurs', faits.referentsSansPlanificateur),
    line('delai_des_familles', [], faits.fichesLe <= derniereFiche(faits)),
    line('changements', [], faits.changementsADecider === 0),
  ]
}
