import type { GenreIncident } from '#src/procedure/entretiens/model.ts'

export const LIBELLE_INCIDENT: Record<GenreIncident, string> = {
  intervenant_absent: 'Un intervenant est absent',
  lieu_ferme: 'Le lycée est fermé (grève, neige…)',
  salle_fermee: 'Une salle est fermée',
  eleve_indisponible: 'Un élève ne peut pas venir',
  retrait: 'Un élève se retire de ce domaine',
  absence: 'Un élève n’est pas venu : à convoquer de nouveau',
}

/** What an incident is about, in words. */
export function sujetInWords(incident: {
  genre: GenreIncident
  intervenant: string | null
  salle: string | null
  eleve: string | null
}): string {
  const { genre, intervenant, salle, eleve } = incident
  switch (genre) {
    case 'intervenant_absent':
      return `${intervenant ?? 'Intervenant'} : absence`
    case 'lieu_ferme':
      return 'Lycée fermé'
    case 'salle_fermee':
      return `${salle ?? 'Salle'} : fermée`
    case 'eleve_indisponible':
      return `${eleve ?? 'Élève'} ne peut pas venir`
    case 'retrait':
      return `${eleve ?? 'Élève'} se retire`
    case 'absence':
      return `${eleve ?? 'Élève'} n’est pas venu`
  }
}

const RAISONS: Readonly<Record<string, string>> = {
  place_perdue: 'sa place est perdue',
  autre_jury: 'reçu à la même heure par quelqu’un d’autre',
  laisse_place: 'fait de la place à un autre entretien',
  retire: 'se retire',
  place_trouvee: 'une place s’est libérée pour lui',
}

/** Why a repair changes an interview. */
export const raisonInWords = (raison: string): string => RAISONS[raison] ?? raison
