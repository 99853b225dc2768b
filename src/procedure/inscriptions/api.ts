export { isAmenagement } from '#src/procedure/inscriptions/model.ts'
export type { RefusAvisOrigine, RefusInscription } from '#src/procedure/inscriptions/rules.ts'
export type {
  Inscription,
  NouvelAvisOrigine,
  NouvelleInscription,
} from '#src/procedure/inscriptions/model.ts'
export { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/acts.ts'
export { insertAvisOrigine, selectInscriptions } from '#src/procedure/inscriptions/sql.ts'
export { correctAvisOrigine } from '#src/procedure/inscriptions/sql/correction.ts'
export { libelleAmenagement, sentenceInscription } from '#src/procedure/inscriptions/texts.ts'
