import { expect, test } from 'vitest'
import { ROLES, type Acteur, type Role } from '#src/procedure/comptes/model.ts'
import { canBeHelped } from '#src/procedure/comptes/rules/assistance.ts'

const acteurWho = (...roles: Role[]): Acteur => ({
  compteId: 1,
  academie: '01',
  nom: 'Mme Dupont-Fictive',
  pourLeCompteDe: null,
  habilitations: roles.map((role) => ({
    role,
    uai: null,
    eleveId: null,
    responsableId: null,
    debut: '2027-01-01',
    fin: null,
  })),
})

test('who helps sees the screens of schools and families, never those of the whole académie nor of who controls', () => {
  const closed = ROLES.filter((role) => !canBeHelped(acteurWho(role)))
  expect(closed.toSorted()).toEqual(['academie', 'assistance', 'auditeur'])
})

test('one such right among others closes them all', () => {
  expect(canBeHelped(acteurWho('chef_origine', 'planificateur'))).toBe(true)
  expect(canBeHelped(acteurWho('chef_origine', 'academie'))).toBe(false)
})
