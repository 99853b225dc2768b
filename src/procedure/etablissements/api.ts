export type { Etablissement } from '#src/procedure/etablissements/model.ts'
export { importEtablissements } from '#src/procedure/etablissements/acts.ts'
export { isServed } from '#src/procedure/etablissements/rules.ts'
export { listEtablissements } from '#src/procedure/etablissements/sql.ts'
