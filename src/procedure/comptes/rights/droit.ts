import type { Role } from '#src/procedure/comptes/model.ts'

/**
 * How a role must be tied to the thing acted upon. `academie`: it is in the same académie, which row security holds;
 * `departement`, `etablissement`, `classe`: the thing belongs to a school of the département, to the school, to this
 * class of the school of the habilitation; `eleve`, `responsable`: it is this very person.
 */
export type Relation = 'academie' | 'departement' | 'etablissement' | 'classe' | 'eleve' | 'responsable'

/** Who may do an act, and on what. A role that is absent may not: default deny. */
export type Grants = Partial<Record<Role, Relation>>

/** Until when, or only when: what the calendar of the campagne says besides the right. */
export type Moment =
  | 'finInscriptions'
  | 'finAvisOrigine'
  | 'finAvisReferent'
  | 'finConfirmations'
  | 'avantOuverture'
  | 'repetition'

/** One line of the table. */
export interface Droit {
  /** `lire` shows; `faire` writes and is journalled; `champ` is a part of what a read shows; `ecran` opens a page. */
  genre: 'lire' | 'faire' | 'champ' | 'ecran'
  /** In French, for the page and the document made of this table. */
  dit: string
  grants: Grants
  moment?: Moment
}

/** Lines by name. */
export type Lignes = Record<string, Droit>

export const lire = (dit: string, grants: Grants): Droit => ({ genre: 'lire', dit, grants })
export const champ = (dit: string, grants: Grants): Droit => ({ genre: 'champ', dit, grants })
const dated =
  (genre: 'faire' | 'ecran') =>
  (dit: string, grants: Grants, moment?: Moment): Droit => ({
    genre,
    dit,
    grants,
    ...(moment ? { moment } : {}),
  })
export const faire = dated('faire')
export const ecran = dated('ecran')
