export type { RefusAvisReferent } from '#src/procedure/entretiens/rules.ts'
export type { Entretien, NouvelleDisponibilite } from '#src/procedure/entretiens/model.ts'
export {
  declareDisponibilites,
  declareIndisponibilites,
} from '#src/procedure/entretiens/acts/disponibilites.ts'
export {
  annoncerTenus,
  prepareAmelioration,
  storeAmelioration,
} from '#src/procedure/entretiens/acts/amelioration.ts'
export { placeEntretiens, type BilanPlacement } from '#src/procedure/entretiens/acts/planning.ts'
export {
  deplacerEntretien,
  epinglerEntretien,
  interdirePlace,
  leverInterdit,
} from '#src/procedure/entretiens/acts/deplacements.ts'
export { interdireLycee } from '#src/procedure/entretiens/acts/interdits.ts'
export {
  accepterReparation,
  declareIncident,
  refuserReparation,
  remplacerIntervenant,
  type NouvelIncident,
} from '#src/procedure/entretiens/acts/incidents.ts'
export { proposeAvisReferent, signAvisReferent } from '#src/procedure/entretiens/acts/avis-referents.ts'
export { recordPresences, writeComptesRendus } from '#src/procedure/entretiens/acts/entretiens.ts'
export {
  chooseLiberation,
  emitConvocations,
  liberateAutomatiques,
  liberateVague,
} from '#src/procedure/entretiens/acts/vagues.ts'
export {
  readIncident,
  readIncidents,
  type LigneReparation,
} from '#src/procedure/entretiens/reads/incidents.ts'
export {
  readProvisoires,
  readVaguesDeCampagne,
  type Provisoire,
} from '#src/procedure/entretiens/reads/vagues.ts'
export {
  readConvocations,
  readConvoques,
  type EntretienConvoque,
} from '#src/procedure/entretiens/reads/convocations.ts'
export { listNonPlacementsDesEleves } from '#src/procedure/entretiens/sql/convocations.ts'
export { insertAvisReferents, selectEntretiens } from '#src/procedure/entretiens/sql/entretiens.ts'
export {
  A_CONFIRMER,
  provisoireInWords,
  sentenceEntretien,
  type RefusEntretien,
} from '#src/procedure/entretiens/texts.ts'
export { raisonInWords } from '#src/procedure/entretiens/texts/incidents.ts'
export {
  enqueueAmelioration,
  enqueuePlacement,
  improveHeld,
  placeArrivees,
  readTravail,
  runAmelioration,
  runComparaison,
  runNuit,
  runPlacement,
  type Amelioration,
  type Seance,
} from '#src/procedure/entretiens/jobs.ts'
