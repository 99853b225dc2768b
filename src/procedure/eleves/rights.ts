import { allows, hasRole, schoolsOf, type Acteur, type Role } from '#src/procedure/comptes/api.ts'
import type { Perimetre } from '#src/procedure/eleves/model.ts'

/** Who follows the pupils of a school: its head and its adults, and the académie for any of them. */
export const COLLEGE = {
  chef_origine: 'etablissement',
  adulte_referent: 'etablissement',
  academie: 'academie',
} as const

/** What only the head of the school does: add pupils, name adultes référents, sign avis. */
export const CHEF = { chef_origine: 'etablissement', academie: 'academie' } as const

/** Who sees protected contact data and protects it: one role only. Source: domain.md rule 11. */
export const PROTECTION = { chef_origine: 'etablissement' } as const

/** The schools whose pupils the actor follows, or those in which he holds one of these roles. */
export const perimetreOf = (
  acteur: Acteur,
  roles: readonly Role[] = ['chef_origine', 'adulte_referent'],
): Perimetre => (hasRole(acteur, 'academie') ? 'academie' : schoolsOf(acteur, roles))

/** True when the actor may see the pupils of this school. */
export const mayFollow = (acteur: Acteur, uai: string): boolean => allows(acteur, COLLEGE, { uai })

/** What a pupil does and writes for himself: nobody does it in his place. */
export const PARCOURS = { acte: 'parcours.suivre', grants: { eleve: 'eleve' } } as const

/** Evidence that a family was told. */
export const INFORMER = { acte: 'famille.informer', grants: COLLEGE } as const
