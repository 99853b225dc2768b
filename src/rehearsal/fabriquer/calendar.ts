import type { Day } from '#src/kit/day.ts'
import { addDays, weekday } from '#src/kit/day.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'

/** Calendar of the fictional campaign; winter and spring holidays are those of zone C. */
export const CALENDRIER = {
  ouverture: '2027-01-04',
  finInscriptions: '2027-02-12',
  finAvisOrigine: '2027-03-12',
  debutEntretiens: '2027-02-22',
  finEntretiens: '2027-04-16',
  finAvisReferent: '2027-04-23',
  finConfirmations: '2027-05-21',
} as const

/** Last day on which a lycée of the folder receives pupils: the spring holidays begin. */
export const DERNIER_ENTRETIEN: Day = '2027-04-02'
export const LUNDI_DE_PAQUES: Day = '2027-03-29'

export interface Periode {
  du: Day
  au: Day
}

export function joursOuvres({ du, au }: Periode): Day[] {
  const jours: Day[] = []
  for (let jour = du; jour <= au; jour = addDays(jour, 1)) {
    if (weekday(jour) % 6 !== 0 && jour !== LUNDI_DE_PAQUES) jours.push(jour)
  }
  return jours
}

/** A day of the period, bounds included. */
export function jourEntre({ du, au }: Periode, hasard: Hasard): Day {
  const jours = Math.round((Date.parse(au) - Date.parse(du)) / 86_400_000)
  return addDays(du, hasard.entier(jours + 1))
}

/** A day, or a minute of that day: files hold both. */
export function instantEntre(periode: Periode, hasard: Hasard): string {
  const jour = jourEntre(periode, hasard)
  if (hasard.chance(0.5)) return jour
  const heure = String(8 + hasard.entier(10)).padStart(2, '0')
  return `${jour}T${heure}:${String(hasard.entier(60)).padStart(2, '0')}`
}
