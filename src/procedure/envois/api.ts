export {
  accuserConfirmations,
  annoncerAnnulations,
  annoncerConvocations,
  annoncerFiches,
  annoncerPresences,
} from '#src/procedure/envois/jobs/depot.ts'
export { runCourrier, runRappels } from '#src/procedure/envois/jobs/rappels.ts'
export { expedier } from '#src/procedure/envois/jobs/expedition.ts'
