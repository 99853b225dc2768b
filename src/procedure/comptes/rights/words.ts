import { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/model.ts'
import type { Droit, Grants, Moment, Relation } from '#src/procedure/comptes/rights/droit.ts'

export const LIBELLE_RELATION: Record<Relation, string> = {
  academie: 'toute l’académie',
  departement: 'son département',
  etablissement: 'son établissement',
  classe: 'sa classe',
  eleve: 'lui-même',
  responsable: 'ses enfants',
}

export const LIBELLE_GENRE: Record<Droit['genre'], string> = {
  lire: 'Lire',
  faire: 'Faire',
  champ: 'Voir dans une page',
  ecran: 'Ouvrir une page',
}

export const LIBELLE_MOMENT: Record<Moment, string> = {
  finInscriptions: 'jusqu’à la fin des inscriptions',
  finAvisOrigine: 'jusqu’à la fin des avis d’origine, et avant l’entretien si le règlement le dit',
  finAvisReferent: 'après l’entretien, jusqu’à la fin des avis du référent',
  finConfirmations: 'une fois la fiche émise, jusqu’à la fin des confirmations',
  avantOuverture: 'avant l’ouverture de la campagne',
  repetition: 'dans une répétition',
}

/** Who may, one sentence per role, in the order of the roles. */
export const quiPeut = (grants: Grants): string[] =>
  ROLES.flatMap((role) => {
    const relation = grants[role]
    return relation === undefined ? [] : [`${LIBELLE_ROLE[role]} (${LIBELLE_RELATION[relation]})`]
  })
