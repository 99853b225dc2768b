export {
  accuserConfirmations,
  annoncerAnnulations,
  annoncerConvocations,
  annoncerFiches,
  annoncerPresences,
  annoncerReponses,
  annoncerSemaines,
} from '#src/procedure/envois/jobs/depot.ts'
export { runCourrier, runRappels } from '#src/procedure/envois/jobs/rappels.ts'
export { envoyerCodeAdresse } from '#src/procedure/envois/jobs/adresse.ts'
export { readAdresse } from '#src/procedure/envois/rules/adresse.ts'
export { recordRebonds, reglerEnvois } from '#src/procedure/envois/acts/envois.ts'
export { expedier } from '#src/procedure/envois/jobs/expedition.ts'
