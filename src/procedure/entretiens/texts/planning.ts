import type { Raison } from '#src/planning/model.ts'
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
  interdit: 'un planificateur a interdit cette place à l’élève',
  fenetre_trajet: 'le trajet ferait sortir l’élève trop tôt ou rentrer trop tard',
  salles_du_lieu: 'le lycée n’a pas assez de salles à ce moment',
  intervenant_charge: 'l’intervenant recevrait trop d’élèves ce jour-là ou cette semaine-là',
  postes_distanciel: 'le collège n’a pas assez de postes pour un entretien à distance',
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
  aPrevenir,
}: {
  convoques: number
  /** Families who were told another lycée or another week. */
  aPrevenir: number
}): string[] => [
  ...(convoques === 0
    ? []
    : [
        convoques === 1
          ? 'L’élève est déjà convoqué : une nouvelle convocation part, l’ancienne est conservée'
          : 'Les élèves sont déjà convoqués : de nouvelles convocations partent, les anciennes sont conservées',
      ]),
  ...(aPrevenir === 0
    ? []
    : ['Ce qui a été annoncé à la famille change : un message le lui dit, et le collège le voit']),
  'L’entretien est épinglé à sa nouvelle place',
]

/** What is left after each condition of the funnel: lycées for the first, availabilities for the others. */
export const ETAPE_ENTONNOIR: Record<Raison, string> = {
  aucun_referent: 'Lycées référents du domaine dans son secteur',
  aucune_disponibilite: 'Plages ouvertes pour ce domaine',
  mode_indisponible: 'dans le mode demandé (sur place ou à distance)',
  trajet_trop_long: 'à portée de trajet',
  salle_inaccessible: 'dans une salle accessible, s’il en a besoin',
  duree_trop_longue: 'assez longues',
  jour_ferme: 'un jour ouvert',
  preavis: 'en respectant le délai de prévenance',
  intervenant_indisponible: 'avec l’intervenant et la salle présents',
  eleve_indisponible: 'à un moment où l’élève peut venir',
  fenetre_trajet: 'dont le trajet tient dans les heures permises',
  interdit: 'que personne n’a interdites à l’élève',
  complet: 'avec une place libre',
}

/** What stops a pupil who has no place, in the order in which it is looked at. */
export const LIBELLE_RAISON: Record<Raison, string> = {
  aucun_referent: 'Aucun lycée référent pour son domaine dans son secteur',
  aucune_disponibilite: 'Aucune plage ouverte pour son domaine',
  mode_indisponible: 'Aucune plage dans le mode demandé',
  trajet_trop_long: 'Trajet trop long',
  salle_inaccessible: 'Aucune salle accessible',
  duree_trop_longue: 'Plages trop courtes pour son entretien',
  jour_ferme: 'Plages sur des jours fermés',
  preavis: 'Délai de prévenance',
  intervenant_indisponible: 'Intervenants ou salles indisponibles',
  eleve_indisponible: 'Élève, classe ou collège indisponible',
  fenetre_trajet: 'Trajet hors des heures permises',
  interdit: 'Places interdites par un planificateur',
  complet: 'Toutes les places sont prises',
}

export const isRaison = (text: string): text is Raison => Object.hasOwn(LIBELLE_RAISON, text)
