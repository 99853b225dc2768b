import type { Acteur, Role } from '#src/procedure/comptes/model.ts'

/** Whose screens are never seen by who helps: they would show him more than help needs. */
export const ROLES_SANS_ASSISTANCE: readonly Role[] = ['academie', 'auditeur', 'assistance']

/** Whether who helps may see the screens of this person today. Source: house rule, nobody sees more by helping. */
export const canBeHelped = ({ habilitations }: Acteur): boolean =>
  habilitations.every(({ role }) => !ROLES_SANS_ASSISTANCE.includes(role))
