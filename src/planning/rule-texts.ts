import type { Regle } from '#src/planning/outcomes.ts'

/** What a broken rule means, in one French sentence for the planner who moves an interview by hand. */
const SENTENCES: Record<Regle, string> = {
  requete_inconnue: "Cet entretien n'est pas à placer dans cette campagne.",
  requete_doublee: 'Cet entretien serait placé deux fois.',
  requete_oubliee: "Cet entretien n'aurait plus de créneau.",
  fixe_deplacee: 'Cet entretien est déjà convoqué ou épinglé.',
  disponibilite_inconnue: "Cette disponibilité n'existe plus.",
  lieu_non_admis: "Ce lycée n'est pas référent de ce domaine pour le secteur de l'élève.",
  domaine_non_servi: 'Ce jury ne reçoit pas pour ce domaine.',
  mode_different: "Ce jury ne reçoit pas dans le mode demandé pour l'élève (en présence ou à distance).",
  duree_differente: "La durée n'est pas celle de l'entretien.",
  seance_trop_courte:
    "Cette séance de groupe donne à chaque élève, information commune comprise, moins de temps que son entretien n'en demande.",
  hors_disponibilite: "L'entretien sortirait des heures du jury.",
  hors_grille: "L'entretien ne commencerait pas à une heure de la grille du jury, de cinq en cinq minutes.",
  place_hors_capacite: 'Le groupe est déjà complet.',
  place_doublee: 'Deux élèves auraient la même place du groupe.',
  trajet_trop_long: 'Le lycée est plus loin que le trajet maximal autorisé.',
  salle_inaccessible: "La salle n'est pas accessible en fauteuil roulant.",
  jour_ferme: 'Ce jour est fermé.',
  preavis: 'Le délai de prévenance ne serait pas respecté.',
  interdit: 'Ce créneau ou ce lycée a été écarté à la main pour cet élève.',
  fenetre_trajet: "L'élève devrait partir trop tôt ou rentrerait trop tard.",
  eleve_indisponible: "L'élève, sa classe ou son collège est indisponible.",
  jury_indisponible: "L'intervenant, la salle ou le lycée est indisponible.",
  intervenant_double: 'Un intervenant recevrait deux fois en même temps, ou sans la pause prévue.',
  salle_double: 'La salle serait prise deux fois en même temps.',
  salles_du_lieu: 'Le lycée n’a pas assez de salles dans cette demi-journée.',
  intervenant_charge: 'Un intervenant dépasserait son nombre maximal d’entretiens du jour ou de la semaine.',
  postes_distanciel: "Le collège n'a pas assez de postes pour cet entretien à distance.",
  eleve_double: "L'élève aurait deux entretiens en même temps, ou trop proches pour le trajet.",
  trop_par_jour: "L'élève aurait trop d'entretiens le même jour.",
  trop_par_college: "Trop d'élèves du collège seraient en entretien en même temps.",
  trop_accompagnes: 'Le groupe dépasserait ce qu’un accompagnateur peut emmener.',
}

export const ruleSentence = (regle: Regle): string => SENTENCES[regle]
