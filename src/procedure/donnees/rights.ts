import type { Grants } from '#src/procedure/comptes/api.ts'
import type { Droit } from '#src/procedure/donnees/model.ts'

/** The pupil, and each of his legal guardians, for himself. */
export const FAMILLE = { eleve: 'eleve', responsable: 'responsable' } as const satisfies Grants

/** Who receives what a family asks, and enters what it asks on paper. */
export const RECOIT = { chef_origine: 'etablissement', academie: 'academie' } as const satisfies Grants

/** Who answers: the school corrects what it entered, and the académie, which is the controller, decides of the rest. */
export const REPOND: Record<Droit, Grants> = {
  acces: RECOIT,
  rectification: RECOIT,
  limitation: { academie: 'academie' },
  opposition: { academie: 'academie' },
  effacement: { academie: 'academie' },
}
