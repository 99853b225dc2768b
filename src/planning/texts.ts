import type { NonPlace, Raison, Requete } from '#src/planning/model.ts'

type Facts = { requete: Pick<Requete, 'mode' | 'duree'> | undefined; before: number }

const availabilities = (count: number): string =>
  count === 1 ? 'La seule disponibilité restante' : `Les ${count} disponibilités restantes`

const SENTENCES: Record<Raison, (facts: Facts) => string> = {
  aucun_referent: () => "Aucun lycée référent n'est déclaré pour ce domaine dans le secteur de l'élève.",
  aucune_disponibilite: ({ before }) =>
    before === 1
      ? "Le lycée référent n'a ouvert aucune disponibilité pour ce domaine."
      : `Aucun des ${before} lycées référents n'a ouvert de disponibilité pour ce domaine.`,
  mode_indisponible: ({ requete }) =>
    requete === undefined
      ? "Aucune disponibilité de ce domaine n'est ouverte dans le mode demandé (en présence ou à distance)."
      : requete.mode === 'distanciel'
        ? "Les disponibilités de ce domaine sont toutes en présence : aucune n'est ouverte à distance."
        : "Les disponibilités de ce domaine sont toutes à distance : aucune n'est ouverte en présence.",
  trajet_trop_long: () =>
    'Tous les lycées qui reçoivent pour ce domaine sont plus loin que le trajet maximal autorisé.',
  salle_inaccessible: () =>
    "Aucune des disponibilités de ce domaine n'a de salle accessible en fauteuil roulant.",
  duree_trop_longue: ({ requete }) =>
    `Aucune disponibilité de ce domaine n'est assez longue pour un entretien de ${requete ? `${requete.duree} minutes` : 'cette durée'}.`,
  jour_ferme: ({ before }) =>
    `${availabilities(before)} pour ce domaine ${before === 1 ? 'tombe' : 'tombent'} sur des jours fermés.`,
  preavis: ({ before }) =>
    `${availabilities(before)} pour ce domaine ${before === 1 ? 'vient' : 'viennent'} trop tôt : le délai de prévenance ne serait pas respecté.`,
  interdit: ({ before }) =>
    `${availabilities(before)} pour ce domaine ${before === 1 ? 'a été écartée' : 'ont été écartées'} à la main pour cet élève.`,
  fenetre_trajet: ({ before }) =>
    `${availabilities(before)} pour ce domaine ${before === 1 ? 'demanderait' : 'demanderaient'} de partir trop tôt ou de rentrer trop tard.`,
  intervenant_indisponible: ({ before }) =>
    `${availabilities(before)} pour ce domaine ne ${before === 1 ? 'peut' : 'peuvent'} servir : l'intervenant ou la salle est indisponible.`,
  eleve_indisponible: ({ before }) =>
    `L'élève, sa classe ou son collège est indisponible ${before === 1 ? 'pendant la seule disponibilité restante' : `pendant les ${before} disponibilités restantes`} pour ce domaine.`,
  complet: ({ before }) =>
    `${availabilities(before)} pour ce domaine ne ${before === 1 ? 'laisse' : 'laissent'} plus de place : elles sont prises, ou l'élève ou son collège y a déjà trop d'entretiens.`,
}

/**
 * Why a request has no place, in one French sentence that a family may read.
 * `requete`, the request of `nonPlace`, makes it more precise where it is at hand.
 */
export function explanation(nonPlace: NonPlace, requete?: Facts['requete']): string {
  const before = nonPlace.entonnoir.at(-2)?.restantes ?? 0
  return SENTENCES[nonPlace.raison]({ requete, before })
}
