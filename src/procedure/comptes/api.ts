export type { Acteur, Habilitation, Role, Tx } from '#src/procedure/comptes/model.ts'
export { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/model.ts'
export {
  actingFor,
  allows,
  demand,
  hasRole,
  Interdit,
  schoolsOf,
  type Grants,
  type Portee,
} from '#src/procedure/comptes/rights.ts'
export { asOperateur, createCompte, installAcademie } from '#src/procedure/comptes/acts.ts'
export { listComptesDemonstration, listGestionnaires, selectActeur } from '#src/procedure/comptes/sql.ts'
