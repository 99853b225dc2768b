export type { Bilan } from '#src/procedure/bilan/model.ts'
export { readBilan } from '#src/procedure/bilan/reads.ts'
export { importResultats } from '#src/procedure/bilan/acts.ts'
