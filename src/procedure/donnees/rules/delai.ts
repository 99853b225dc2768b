import { addDays, isDay, type Day } from '#src/kit/day.ts'

/**
 * Last day to answer: the same day of the next month, or its last day when it is shorter.
 * Source: GDPR, article 12(3); regulation 1182/71, article 3.
 */
export function echeanceDeReponse(recueLe: Day): Day {
  const [year = 0, month = 0] = recueLe.split('-').map(Number)
  const [nextYear, next] = month === 12 ? [year + 1, 1] : [year, month + 1]
  const first = `${nextYear}-${String(next).padStart(2, '0')}`
  const same = `${first}-${recueLe.slice(8)}`
  if (isDay(same)) return same
  // No month that is too short is the last of a year.
  return addDays(`${nextYear}-${String(next + 1).padStart(2, '0')}-01`, -1)
}

export const ETATS_DEMANDE = ['a_repondre', 'en_retard', 'en_cours', 'repondue'] as const
export type EtatDemande = (typeof ETATS_DEMANDE)[number]

const BIENTOT = 5

/** How urgent a request is. Source: GDPR, article 12(3); a reminder five days before. */
export function etatDeLaDemande({
  recueLe,
  repondue,
  jour,
}: {
  recueLe: Day
  repondue: boolean
  jour: Day
}): EtatDemande {
  if (repondue) return 'repondue'
  const echeance = echeanceDeReponse(recueLe)
  if (jour > echeance) return 'en_retard'
  return jour >= addDays(echeance, -BIENTOT) ? 'a_repondre' : 'en_cours'
}
