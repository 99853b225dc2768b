export type {
  Calendrier,
  Campagne,
  CompteursImport,
  ContraintesCampagne,
  EcartVoeu,
  Echeance,
  Formation,
  GenreImport,
  Importation,
  Reglement,
  Sens,
} from '#src/procedure/campagnes/model.ts'
export { libelleSens } from '#src/procedure/campagnes/model.ts'
export {
  derniereEcheance,
  echeanceOf,
  etapesEnOrdre,
  isBefore,
} from '#src/procedure/campagnes/rules/calendrier.ts'
export {
  calendrierScolaireOf,
  joursOf,
  ZONES_VACANCES,
  zoneVacancesOf,
  type PeriodeFermee,
  type ZoneVacances,
} from '#src/procedure/campagnes/rules/vacances.ts'
export { dependsOnOrigine, readSens } from '#src/procedure/campagnes/rules/reglement.ts'
export { REGLEMENTS_LIVRES } from '#src/procedure/campagnes/rules/reglements-livres.ts'
export { parseReglement } from '#src/procedure/campagnes/schema.ts'
export { LIBELLE_CALENDRIER, sentenceCampagne, type RefusCampagne } from '#src/procedure/campagnes/texts.ts'
export {
  approveReglement,
  createCampagne,
  moveHorloge,
  openCampagne,
  saveDomaines,
  saveFormations,
  saveOffres,
  saveReferents,
  writeReglement,
} from '#src/procedure/campagnes/acts.ts'
export { setJoursConvocation, setJoursDemandeCreneau } from '#src/procedure/campagnes/acts/convocations.ts'
export {
  listAcademies,
  listCampagnes,
  listCampagnesEnCours,
  listDomaines,
  listFormations,
  listLyceesReferents,
  listReferents,
  loadCampagne,
  selectCampagne,
  updateContraintes,
} from '#src/procedure/campagnes/sql.ts'
export {
  finishImport,
  holdImport,
  isApercu,
  takeImport,
  tellLignesLues,
  tellPanne,
  type FinImport,
} from '#src/procedure/campagnes/acts/importations.ts'
export { signFicheFormation, writeFicheFormation } from '#src/procedure/campagnes/acts/fiches.ts'
export { readFichesDesLycees, readFormations } from '#src/procedure/campagnes/reads/fiches.ts'
export type { ContenuFiche, FormationPublique } from '#src/procedure/campagnes/model/fiches.ts'
export { QUESTIONS_A_POSER, SITES } from '#src/procedure/campagnes/texts/fiches.ts'
