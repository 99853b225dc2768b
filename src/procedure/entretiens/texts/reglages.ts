import type { Reglages } from '#src/planning/model.ts'
import type { NomPrereglage } from '#src/planning/reglages.ts'

/** What each price means, in the order of the screen. */
export const LIBELLE_REGLAGE: Record<keyof Reglages, string> = {
  demiJourneeIntervenant: 'Une demi-journée d’enseignant',
  equilibre: 'Le partage égal entre enseignants et lycées',
  sortie: 'Une sortie accompagnée d’un collège',
  demiJourneeEleve: 'Une demi-journée d’élève hors du collège',
  trajetMinute: 'Une minute de trajet d’un élève',
  attente: 'Cinq minutes entre le premier et le dernier entretien d’une sortie',
  souhait: 'Un entretien ailleurs qu’au lycée souhaité',
  annonce: 'Une famille à qui l’on annonce un autre lycée ou une autre semaine',
}

export const LIBELLE_PREREGLAGE: Record<NomPrereglage, string> = {
  equilibre: 'Équilibré',
  equipes: 'Ménager les équipes des lycées',
  familles: 'Ménager les élèves et les familles',
}
