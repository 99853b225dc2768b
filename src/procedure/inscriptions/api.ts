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
export { VERSION_LEXIQUE } from '#src/procedure/inscriptions/rules/lexique.ts'
export { traceOf, type Trace } from '#src/procedure/inscriptions/rules/relecture.ts'
export { libelleAmenagement, relectureOf, sentenceInscription } from '#src/procedure/inscriptions/texts.ts'
