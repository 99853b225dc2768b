import type { Effets } from '#src/procedure/entretiens/rules/effets.ts'

const REGLES: Readonly<Record<string, string>> = {
  lieu_non_admis: 'ce lycée n’est pas l’un de ceux de l’élève',
  domaine_non_servi: 'personne n’y reçoit pour ce domaine',
  mode_different: 'cette place n’est pas du mode demandé (sur place ou à distance)',
  duree_differente: 'la durée ne convient pas',
  hors_disponibilite: 'l’entretien déborderait de la plage où l’on reçoit',
  hors_grille: 'l’heure n’est pas sur la grille de cinq minutes',
  place_hors_capacite: 'toutes les places de cette heure sont prises',
  place_doublee: 'la place est déjà prise',
  trajet_trop_long: 'le trajet dépasse la limite de la campagne',
  salle_inaccessible: 'la salle n’est pas accessible en fauteuil',
  jour_ferme: 'ce jour est fermé',
  preavis: 'le délai de prévenance ne serait pas respecté',
  eleve_indisponible: 'l’élève, sa classe ou son collège est indisponible à ce moment',
  jury_indisponible: 'l’intervenant ou la salle est indisponible à ce moment',
  intervenant_double: 'l’intervenant reçoit déjà quelqu’un à ce moment',
  salle_double: 'la salle est déjà occupée à ce moment',
  eleve_double: 'l’élève a un autre entretien trop proche',
  trop_par_jour: 'l’élève aurait trop d’entretiens ce jour-là',
  trop_par_college: 'trop d’élèves de son collège seraient sortis en même temps',
  trop_accompagnes: 'un seul accompagnant ne suffirait plus pour les élèves de son collège',
}

/** Hard rules that a move would break, in words. */
export const reglesInWords = (regles: readonly string[]): string =>
  regles.map((one) => REGLES[one] ?? `règle « ${one} »`).join(' ; ')

const EFFETS: readonly (readonly [keyof Effets, one: string, several: string])[] = [
  ['demiJourneesIntervenant', 'demi-journée d’intervenant', 'demi-journées d’intervenant'],
  ['sorties', 'sortie accompagnée', 'sorties accompagnées'],
  ['demiJourneesEleve', 'demi-journée d’élève hors du collège', 'demi-journées d’élève hors du collège'],
  ['trajetMinutes', 'minute de trajet', 'minutes de trajet'],
]

/** What a change costs or saves, one line each; an empty list when it costs nothing. */
export const effetsInWords = (ecart: Effets): string[] =>
  EFFETS.flatMap(([name, one, several]) => {
    const n = ecart[name]
    if (n === 0) return []
    return [`${n > 0 ? '+' : '−'} ${Math.abs(n)} ${Math.abs(n) === 1 ? one : several}`]
  })

/** What a move entails for families. */
export const consequencesInWords = ({
  convoques,
  autreSemaine,
}: {
  convoques: number
  autreSemaine: number
}): string[] => [
  ...(convoques === 0
    ? []
    : [
        convoques === 1
          ? 'L’élève est déjà convoqué : une nouvelle convocation part, l’ancienne est conservée'
          : 'Les élèves sont déjà convoqués : de nouvelles convocations partent, les anciennes sont conservées',
      ]),
  ...(autreSemaine === 0 ? [] : ['La semaine annoncée à la famille change : prévenez le collège']),
  'L’entretien est épinglé à sa nouvelle place',
]
