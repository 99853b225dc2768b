import { echeanceOf, isBefore, type Campagne, type Reglement } from '#src/procedure/campagnes/api.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import type { Dossier } from '#src/procedure/bonus/model.ts'

export type RefusConfirmation = Refus<'inscription_absente' | 'personne_etrangere' | 'confirmation_tardive'>

/**
 * May this person give his decision now? The pupil, or a legal guardian of his, until the date.
 * Source: domain.md rule 5; formats.md, « after finConfirmations, refused », « by anyone else is refused ».
 */
export function judgeConfirmation({
  campagne,
  eleveId,
  uai,
  inscrit,
  legitime,
  now,
  zone,
}: {
  campagne: Campagne
  eleveId: number
  /** School of the pupil. */
  uai: string
  inscrit: boolean
  /** The pupil himself or one of his legal guardians. */
  legitime: boolean
  now: Date
  zone: string
}): Result<null, RefusConfirmation> {
  if (!inscrit) return refuse('inscription_absente')
  if (!legitime) return refuse('personne_etrangere')
  const jusquAu = echeanceOf(campagne, { echeance: 'finConfirmations', eleveId, uai })
  return isBefore(now, { jour: jusquAu, zone }) ? ok(null) : refuse('confirmation_tardive', { jusquAu })
}

type Faits = Pick<Dossier, 'majeur' | 'responsables' | 'injoignables' | 'decisions'>

/** Somebody's last word is no: never overridden. Source: domain.md rule 5. */
export const isRefuse = (dossier: Faits): boolean => dossier.decisions.some((one) => one.decision === 'non')

/**
 * True when all those who must confirm have said yes and nobody says no. A pupil of 18 confirms alone; a guardian
 * recorded as out of reach is not waited for; a pupil without a known guardian waits for one to be entered.
 * Source: domain.md rule 5; formats.md, « `un`: the pupil and at least one guardian say oui and nobody says non ».
 */
export function isConfirme(reglement: Reglement, dossier: Faits): boolean {
  if (isRefuse(dossier)) return false
  // Nobody says no: whoever has spoken has said yes.
  const says = (responsableId: number | null): boolean =>
    dossier.decisions.some((one) => one.responsableId === responsableId)
  if (reglement.confirmationResponsables === 'aucun') return true
  if (!says(null)) return false
  if (dossier.majeur) return true
  if (dossier.responsables.length === 0) return false
  if (reglement.confirmationResponsables === 'tous')
    return dossier.responsables.every((id) => says(id) || dossier.injoignables.includes(id))
  return (
    dossier.responsables.some((id) => says(id)) ||
    dossier.responsables.every((id) => dossier.injoignables.includes(id))
  )
}
