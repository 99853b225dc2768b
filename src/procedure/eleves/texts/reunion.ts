import type { Refus } from '#src/kit/result.ts'

export type RefusReunion = Refus<'eleve_inconnu' | 'ine_differents' | 'deux_dossiers'>

/** Why two files are not made one. */
export const SENTENCE_REUNION: Record<RefusReunion['code'], string> = {
  eleve_inconnu: 'Choisissez un élève de la liste.',
  ine_differents: 'Ces deux élèves ont chacun leur INE : ce sont deux personnes.',
  deux_dossiers:
    'Des choses ont été faites dans les deux dossiers (inscription, demande, compte…) : il faut d’abord les retirer de l’un des deux.',
}
