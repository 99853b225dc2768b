export { runConservation } from '#src/procedure/donnees/jobs.ts'
export { CONSERVATION } from '#src/procedure/donnees/rules/conservation.ts'
export { viserDestruction } from '#src/procedure/donnees/acts/destruction.ts'
