export type {
  Bordereau,
  EtatAvisFinal,
  EtatRapprochement,
  NouvelleConfirmation,
} from '#src/procedure/bonus/model.ts'
export { approveActeExceptionnel, askActeExceptionnel } from '#src/procedure/bonus/acts/exceptionnels.ts'
export type {
  Genre,
  NouvelActeExceptionnel,
  RefusExceptionnel,
} from '#src/procedure/bonus/rules/exceptionnels.ts'
export { sentenceExceptionnel } from '#src/procedure/bonus/texts/exceptionnels.ts'
export { computeAvisFinaux } from '#src/procedure/bonus/acts/avis-finaux.ts'
export { recordConfirmations } from '#src/procedure/bonus/acts/confirmations.ts'
export { choisirEmission, emitFiches } from '#src/procedure/bonus/acts/fiches.ts'
export { exportBonus, type Export } from '#src/procedure/bonus/acts/lots.ts'
export { rapprochementOf } from '#src/procedure/bonus/reads/rapprochement.ts'
export { importVoeux } from '#src/procedure/bonus/acts/voeux.ts'
export {
  readFiches,
  readFichesAPreparer,
  readFichesAvecMots,
  type FicheLue,
} from '#src/procedure/bonus/reads/fiches.ts'
export { noterRemises } from '#src/procedure/bonus/acts/remises.ts'
export { readRemises } from '#src/procedure/bonus/reads/remises.ts'
export { LIBELLE_VOIE, sentenceRemise, type RefusRemise } from '#src/procedure/bonus/texts/remises.ts'
export { VOIES_REMISE, type VoieRemise } from '#src/procedure/bonus/model.ts'
export {
  isModele,
  MODELE_PAR_DEFAUT,
  MOTS_MODELE,
  nomDeFichier,
} from '#src/procedure/bonus/rules/nom-de-fichier.ts'
export { cleDeRepetition, isSealed } from '#src/procedure/bonus/rules/sceau.ts'
export {
  listAvisFinauxDesEleves,
  selectDifferencesAvecLeJumeau,
} from '#src/procedure/bonus/sql/avis-finaux.ts'
export { LIBELLE_ETAT, LIBELLE_RAPPROCHEMENT, sentenceBonus } from '#src/procedure/bonus/texts.ts'
export { countARattraper } from '#src/procedure/bonus/sql/rapprochement.ts'
export { selectEcartsDeRejeu, type EcartJournal } from '#src/procedure/bonus/sql/rejeu.ts'
export { verifyLots, type LotVerifie } from '#src/procedure/bonus/reads/verification.ts'
export { readFicheVerifiee, type FicheVerifiee } from '#src/procedure/bonus/reads/verification-fiche.ts'
export { SENTENCE_VERDICT, TITRE_VERDICT } from '#src/procedure/bonus/texts/verification.ts'
export { readConfirmations, type ConfirmationsSuivies } from '#src/procedure/bonus/reads/confirmations.ts'
export { readEffetsDuReglement, type EffetsLus } from '#src/procedure/bonus/reads/effets-reglement.ts'
export { runEmission, runFiches } from '#src/procedure/bonus/jobs.ts'
