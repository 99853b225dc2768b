import type { EleveSuivi, Filtre, InscriptionSuivie } from '#src/procedure/eleves/model.ts'

export const LIBELLE_FILTRE: Record<Filtre, string> = {
  inscrits: 'Inscrits à une formation',
  demandes: 'Demande à traiter',
  sans_inscription: 'Sans inscription',
  sans_adulte_referent: 'Sans adulte référent',
  sans_information: 'Famille pas encore informée',
  avis_attendus: 'Sans avis d’origine',
  non_places: 'Entretien non placé',
}

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** What is missing for a pupil, in words; an empty list when his school has nothing to do. */
export function manquesOf(
  eleve: EleveSuivi,
  { avisOuverts, confirmations }: { avisOuverts: boolean; confirmations: number },
): string[] {
  const concerned = eleve.formations.length > 0 || eleve.demandes > 0
  const { demandes, avisAttendus, nonPlaces } = eleve
  const lines = [
    concerned && eleve.adulteReferent === null && 'Adulte référent à nommer',
    demandes > 0 && plural(demandes, 'demande à traiter', 'demandes à traiter'),
    avisAttendus > 0 &&
      (avisOuverts
        ? plural(avisAttendus, 'avis d’origine à donner', 'avis d’origine à donner')
        : plural(avisAttendus, 'avis d’origine non donné', 'avis d’origine non donnés')),
    nonPlaces > 0 && plural(nonPlaces, 'entretien non placé', 'entretiens non placés'),
    confirmations > 0 && plural(confirmations, 'confirmation attendue', 'confirmations attendues'),
  ]
  return lines.filter((line) => line !== false)
}

const RECU = {
  present: 'Reçu en entretien',
  absent: 'Absent à l’entretien',
  excuse: 'Excusé à l’entretien',
  annule_par_lycee: 'Entretien annulé par le lycée',
} as const

/** Where a registration stands on the side of the lycée, in words. */
export function etatOf(inscription: InscriptionSuivie): string {
  if (inscription.avisReferentSigne) return 'Avis du lycée signé'
  if (inscription.presence !== null) return RECU[inscription.presence]
  if (inscription.entretien !== null) return 'Convoqué'
  if (inscription.place) return 'Entretien placé, convocation à venir'
  if (inscription.nonPlacement !== null) return 'Entretien non placé'
  return 'En attente d’un entretien'
}
