export type { Acteur, Habilitation, Portion, Role, Tx } from '#src/procedure/comptes/model.ts'
export { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/model.ts'
export {
  actingFor,
  allows,
  demand,
  hasRole,
  Interdit,
  mayEver,
  parDelegation,
  portionsOf,
  signataireOf,
  schoolsOf,
  type Portee,
} from '#src/procedure/comptes/rights.ts'
export type { Acte } from '#src/procedure/comptes/rights/table.ts'
export { asOperateur, createCompte, installAcademie } from '#src/procedure/comptes/acts.ts'
export {
  listComptesDemonstration,
  listGestionnaires,
  selectActeur,
  selectGestionnaire,
} from '#src/procedure/comptes/sql.ts'
export {
  accueilOf,
  attachIdentite,
  openAccesLocal,
  useSecondFacteur,
  type RefusOuverture,
} from '#src/procedure/comptes/acts/acces.ts'
export {
  askCodeAdresse,
  drawCodeAdresse,
  readAdresse,
  verifyAdresse,
  type AdresseDuCompte,
  type RefusAdresse,
} from '#src/procedure/comptes/acts/adresse.ts'
export { noteEcranVu } from '#src/procedure/comptes/acts/assistance.ts'
export { isEtablissement } from '#src/procedure/comptes/sql/comptes.ts'
export { canBeHelped } from '#src/procedure/comptes/rules/assistance.ts'
export { giveCode, openCompte } from '#src/procedure/comptes/acts/comptes.ts'
export { phraseDuRefus } from '#src/procedure/comptes/texts.ts'
export { recognise } from '#src/procedure/comptes/acts/annuaire.ts'
export {
  selectCompteOfCode,
  selectPreuves,
  selectPreuvesByCourriel,
  type Preuves,
} from '#src/procedure/comptes/sql/acces.ts'
export { readEcoleChoisie } from '#src/procedure/comptes/reads/etablissements.ts'
