import { dayOf, type Day } from '#src/kit/day.ts'
import { addSchoolDays } from '#src/kit/school-days.ts'
import type { DroitDeDemander } from '#src/procedure/entretiens/model/demandes.ts'

/** School days before an interview on which one may ask for another slot for the last time, unless the campaign says. */
export const JOURS_DEMANDE_PAR_DEFAUT = 2

/**
 * Whether a pupil may ask for another slot: once per interview, until so many school days before it.
 * Source: issue of the spaces, « ask for another slot within the campaign's rule »; the number is data of the campaign.
 */
export function droitDeDemander(
  entretien: { debut: Date; dejaDemande: boolean },
  { now, zone, contraintes }: { now: Date; zone: string; contraintes: RegleDesDemandes },
): DroitDeDemander {
  const dernierJour = addSchoolDays(
    dayOf(entretien.debut, zone),
    -(contraintes.demandeCreneauJours ?? JOURS_DEMANDE_PAR_DEFAUT),
    contraintes.joursFermes ?? [],
  )
  if (entretien.dejaDemande) return { ouvert: false, raison: 'deja_demande', dernierJour }
  if (entretien.debut <= now) return { ouvert: false, raison: 'commence', dernierJour }
  if (dayOf(now, zone) > dernierJour) return { ouvert: false, raison: 'trop_tard', dernierJour }
  return { ouvert: true, dernierJour }
}

interface RegleDesDemandes {
  demandeCreneauJours?: number
  joursFermes?: Day[]
}
