import type { Acteur, Role } from '#src/procedure/comptes/model.ts'

/**
 * How a role must be tied to the thing acted upon. `academie`: it is in the same académie, which row security holds;
 * `etablissement`: the thing belongs to a school of the habilitation; `eleve`, `responsable`: it is this very person.
 */
export type Relation = 'academie' | 'etablissement' | 'eleve' | 'responsable'

/** Who may do an act, and on what. A role that is absent may not: default deny. */
export type Grants = Partial<Record<Role, Relation>>

/**
 * Who may give a role, end it, and hand over the code that opens the account of its holder: the académie everywhere, a
 * head in his school, an adulte référent to the families he follows. Nobody gives what would make him hold more.
 */
export const DONNE: Record<Role, Grants> = {
  eleve: { academie: 'academie', chef_origine: 'etablissement', adulte_referent: 'etablissement' },
  responsable: { academie: 'academie', chef_origine: 'etablissement', adulte_referent: 'etablissement' },
  adulte_referent: { academie: 'academie', chef_origine: 'etablissement' },
  chef_origine: { academie: 'academie', chef_origine: 'etablissement' },
  planificateur: { academie: 'academie', chef_referent: 'etablissement' },
  intervenant: { academie: 'academie', chef_referent: 'etablissement' },
  chef_referent: { academie: 'academie', chef_referent: 'etablissement' },
  academie: { academie: 'academie' },
}

/** Whether the actor may give this role, somewhere or in this very school. */
export const mayGive = (acteur: Acteur, role: Role, portee?: Portee): boolean =>
  portee
    ? allows(acteur, DONNE[role], portee)
    : acteur.habilitations.some((one) => DONNE[role][one.role] !== undefined)

/** Who keeps accounts. */
export const TIENT_LES_COMPTES: Grants = {
  academie: 'academie',
  chef_origine: 'etablissement',
  chef_referent: 'etablissement',
}

/** What the act touches. A relation whose fact is missing here is not met. */
export interface Portee {
  uai?: string
  eleveId?: number
  responsableId?: number
}

/** True when one habilitation of the actor grants the act on this very thing. */
export function allows(acteur: Acteur, grants: Grants, portee: Portee): boolean {
  return acteur.habilitations.some((habilitation) => {
    switch (grants[habilitation.role]) {
      case 'academie':
        return true
      case 'etablissement':
        return habilitation.uai !== null && habilitation.uai === portee.uai
      case 'eleve':
        return habilitation.eleveId !== null && habilitation.eleveId === portee.eleveId
      case 'responsable':
        return habilitation.responsableId !== null && habilitation.responsableId === portee.responsableId
      case undefined:
        return false
    }
  })
}

/** The right is missing: a forged request or an old page, never a step of the procedure. */
export class Interdit extends Error {
  override readonly name = 'Interdit'
  constructor(acte: string) {
    super(`acte interdit : ${acte}`)
  }
}

/**
 * Throws `Interdit` unless the actor may do the act on every one of these things. On none at all (an interview that is
 * not placed, an empty list) he must still hold a role that the act names: nobody learns anything from an act not his.
 */
export function demand(
  acteur: Acteur,
  policy: { acte: string; grants: Grants },
  portees: Iterable<Portee>,
): void {
  if (!acteur.habilitations.some((one) => policy.grants[one.role])) throw new Interdit(policy.acte)
  for (const portee of portees) if (!allows(acteur, policy.grants, portee)) throw new Interdit(policy.acte)
}

/** UAI of the schools in which the actor holds one of these roles. */
export const schoolsOf = (acteur: Acteur, roles: readonly Role[]): string[] => [
  ...new Set(acteur.habilitations.flatMap((h) => (h.uai && roles.includes(h.role) ? [h.uai] : []))),
]

/** The actor as the journal keeps him when he acts on this school: the académie, which is not of it, acts for it. */
export const actingFor = (acteur: Acteur, uai: string): Acteur =>
  hasRole(acteur, 'academie') && !acteur.habilitations.some((h) => h.uai === uai)
    ? { ...acteur, pourLeCompteDe: uai }
    : acteur

export const hasRole = (acteur: Acteur, role: Role): boolean =>
  acteur.habilitations.some((h) => h.role === role)
