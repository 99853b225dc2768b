import { allows, hasRole, schoolsOf, type Acteur, type Role } from '#src/procedure/comptes/api.ts'
import type { Perimetre } from '#src/procedure/eleves/model.ts'

/** The schools whose pupils the actor follows, or those in which he holds one of these roles. */
export const perimetreOf = (
  acteur: Acteur,
  roles: readonly Role[] = ['chef_origine', 'adulte_referent'],
): Perimetre => (hasRole(acteur, 'academie') ? 'academie' : schoolsOf(acteur, roles))

/** True when the actor may see the pupils of this school. */
export const mayFollow = (acteur: Acteur, uai: string): boolean => allows(acteur, 'eleves.lire', { uai })
