import type { Acte } from '#src/procedure/comptes/api.ts'
import type { Droit } from '#src/procedure/donnees/model.ts'

/** Who answers: the school corrects what it entered, and the académie, which is the controller, decides of the rest. */
export const REPONDRE: Record<Droit, Acte> = {
  acces: 'droit.satisfaire',
  rectification: 'droit.satisfaire',
  limitation: 'droit.trancher',
  opposition: 'droit.trancher',
  effacement: 'droit.trancher',
}
