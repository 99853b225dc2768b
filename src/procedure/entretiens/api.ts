export type { Entretien } from '#src/procedure/entretiens/model.ts'
export {
  declareDisponibilites,
  declareIndisponibilites,
} from '#src/procedure/entretiens/acts/disponibilites.ts'
export { placeEntretiens, type BilanPlacement } from '#src/procedure/entretiens/acts/planning.ts'
export {
  emitConvocations,
  proposeAvisReferent,
  recordPresences,
  signAvisReferent,
  writeComptesRendus,
} from '#src/procedure/entretiens/acts/entretiens.ts'
export { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
