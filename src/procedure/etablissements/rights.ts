/** Whoever plans or heads a lycée, and whoever follows the pupils of a collège. */
export const ECRIRE_CONSIGNE = {
  acte: 'consigne.ecrire',
  grants: {
    planificateur: 'etablissement',
    chef_referent: 'etablissement',
    chef_origine: 'etablissement',
    adulte_referent: 'etablissement',
  },
} as const
