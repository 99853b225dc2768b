import type { Acteur, Habilitation, Portion, Role } from '#src/procedure/comptes/model.ts'
import type { Grants } from '#src/procedure/comptes/rights/droit.ts'
import { grantsOf, type Acte } from '#src/procedure/comptes/rights/table.ts'

/** What the act touches. A relation whose fact is missing here is not met. */
export interface Portee {
  uai?: string
  classe?: string | null
  eleveId?: number
  responsableId?: number
}

/** True when one habilitation of the actor is named by the grants and tied to this very thing as they say. */
export function meets(acteur: Acteur, grants: Grants, portee: Portee): boolean {
  return acteur.habilitations.some((habilitation) => {
    switch (grants[habilitation.role]) {
      case 'academie':
        return true
      case 'departement':
        return !!habilitation.departement && portee.uai?.slice(0, 3) === habilitation.departement
      case 'classe':
        return (
          habilitation.uai !== null &&
          habilitation.uai === portee.uai &&
          !!habilitation.classe &&
          habilitation.classe === portee.classe
        )
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

/** True when the table gives the actor this act on this very thing. */
export const allows = (acteur: Acteur, acte: Acte, portee: Portee): boolean =>
  !hidden(acteur, acte) && meets(acteur, grantsOf(acte), portee)

/** True when the actor holds a role that the act names, whatever the thing. */
export const mayEver = (acteur: Acteur, acte: Acte): boolean =>
  !hidden(acteur, acte) && acteur.habilitations.some((one) => grantsOf(acte)[one.role] !== undefined)

const hidden = ({ assistance }: Acteur, acte: Acte): boolean => assistance !== undefined && isSecret(acte)

/** What is not shown to who sees the screens of another: codes, rights, secret addresses. */
export const isSecret = (acte: Acte | 'connecte'): boolean =>
  acte !== 'connecte' && (SECRETS.has(acte) || acte.startsWith('donner.'))

const SECRETS: ReadonlySet<Acte> = new Set<Acte>([
  'coordonnees.protegees',
  'compte.lire',
  'compte.tenir',
  'agendas.lire',
])

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
export function demand(acteur: Acteur, acte: Acte, portees: Iterable<Portee>): void {
  if (!mayEver(acteur, acte)) throw new Interdit(acte)
  for (const portee of portees) if (!allows(acteur, acte, portee)) throw new Interdit(acte)
}

/** Whether the actor may give this role, somewhere or in this very school. */
export const mayGive = (acteur: Acteur, role: Role, portee?: Portee): boolean =>
  portee ? allows(acteur, `donner.${role}`, portee) : mayEver(acteur, `donner.${role}`)

/** What the actor may do this act on: the whole académie, or these parts of it, as the table ties his roles. */
export function portionsOf(acteur: Acteur, acte: Acte): 'academie' | Portion[] {
  const grants = grantsOf(acte)
  if (acteur.habilitations.some(({ role }) => grants[role] === 'academie')) return 'academie'
  return acteur.habilitations.flatMap(({ role, uai, classe, departement }): Portion[] => {
    const relation = grants[role]
    if (relation === 'departement') return departement ? [{ departement }] : []
    if (relation === 'classe') return uai && classe ? [{ uai, classe }] : []
    return relation === 'etablissement' && uai ? [{ uai }] : []
  })
}

/**
 * The actor as he signs in this school: his name; for a delegate, that he signs for the head; for an interim head, that
 * he is. A right of his own goes before one that was handed to him.
 */
export function signataireOf(acteur: Acteur, { acte, uai }: { acte: Acte; uai: string }): string {
  const held = acteur.habilitations.filter((one) =>
    meets({ ...acteur, habilitations: [one] }, grantsOf(acte), { uai }),
  )
  const [mine] = held.toSorted((a, b) => rangOf(a) - rangOf(b))
  if (mine?.delegueePar) return `${acteur.nom}, pour ${mine.delegueePar}, par délégation`
  return mine?.interim ? `${acteur.nom}, par intérim` : acteur.nom
}

/** What the journal says besides of an act signed for somebody, or in his place. */
export function parDelegation(acteur: Acteur, where: { acte: Acte; uai: string }): { signe?: string } {
  const signe = signataireOf(acteur, where)
  return signe === acteur.nom ? {} : { signe }
}

const rangOf = ({ delegueePar, interim }: Habilitation): number => (delegueePar ? 2 : interim ? 1 : 0)

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
