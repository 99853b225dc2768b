import { allows, portionsOf, type Acte, type Acteur } from '#src/procedure/comptes/api.ts'
import type { Eleve, Perimetre } from '#src/procedure/eleves/model.ts'

/** The pupils whom the actor follows, or those on whom he may do another act. */
export const perimetreOf = (acteur: Acteur, acte: Acte = 'eleves.lire'): Perimetre => portionsOf(acteur, acte)

/** True when the actor may see this pupil. */
export const mayFollow = (acteur: Acteur, eleve: Pick<Eleve, 'uai' | 'classe'>): boolean =>
  allows(acteur, 'eleves.lire', eleve)
