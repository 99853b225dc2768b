const OF_THE_SCHOOL = { adulte_referent: 'etablissement', chef_origine: 'etablissement' } as const

/** The letter is the pupil's own words: he alone writes it. */
export const ECRIRE = { acte: 'lettre.ecrire', grants: { eleve: 'eleve' } } as const
export const ANNOTER = { acte: 'lettre.annoter', grants: OF_THE_SCHOOL } as const
export const JOINDRE = { acte: 'lettre.joindre', grants: { ...OF_THE_SCHOOL, eleve: 'eleve' } } as const
/** Read at home and in the collège: the lycée is given the paper by the pupil. */
export const LIRE = {
  acte: 'lettre.lire',
  grants: { ...OF_THE_SCHOOL, eleve: 'eleve', responsable: 'responsable' },
} as const
