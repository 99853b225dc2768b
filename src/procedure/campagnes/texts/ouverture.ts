import type { PointOuverture } from '#src/procedure/campagnes/rules/ouverture.ts'

export const LIBELLE_POINT: Record<PointOuverture, string> = {
  reglement: 'Règlement approuvé par une seconde personne',
  domaines: 'Domaines enregistrés',
  formations: 'Chaque domaine a ses formations',
  referents: 'Chaque domaine a un lycée référent',
  offres: 'Chaque formation a une offre Affelnet',
  fiches_formation: 'Chaque formation a une fiche signée par un lycée',
  secteurs: 'Chaque collège est dans le secteur d’un référent, pour chaque domaine',
  chefs: 'Chaque lycée référent a son chef d’établissement dans PASSPRO',
  planificateurs: 'Chaque lycée référent a un planificateur',
  delai_des_familles: 'Les familles ont dix jours de classe entre la fiche et la fin des confirmations',
  changements: 'Ce qui a changé depuis l’an dernier est décidé',
}

/** Where each point is put right. */
export const LIEU_DU_POINT: Record<PointOuverture, { href: string; dit: string }> = {
  reglement: { href: '/reglements', dit: 'Règlements' },
  domaines: { href: '/imports', dit: 'Imports' },
  formations: { href: '/imports', dit: 'Imports' },
  referents: { href: '/referents', dit: 'Lycées référents' },
  offres: { href: '/imports', dit: 'Imports' },
  fiches_formation: { href: '/fiches-formation', dit: 'Fiches des formations' },
  secteurs: { href: '/referents', dit: 'Lycées référents' },
  chefs: { href: '/comptes', dit: 'Comptes' },
  planificateurs: { href: '/comptes', dit: 'Comptes' },
  delai_des_familles: { href: '/fiches/emission', dit: 'Émission des fiches' },
  changements: { href: '/campagne/changements?filtre=a_decider', dit: 'Ce qui a changé' },
}
