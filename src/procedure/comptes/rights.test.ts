import { describe, expect, test } from 'vitest'
import { ROLES, type Acteur, type Habilitation, type Role } from '#src/procedure/comptes/model.ts'
import {
  allows,
  demand,
  hasRole,
  Interdit,
  schoolsOf,
  type Portee,
  type Relation,
} from '#src/procedure/comptes/rights.ts'

const acteurWith = (...habilitations: (Partial<Habilitation> & { role: Role })[]): Acteur => ({
  academie: '01',
  compteId: 1,
  nom: 'Compte fictif',
  pourLeCompteDe: null,
  habilitations: habilitations.map((one) => ({
    uai: null,
    eleveId: null,
    responsableId: null,
    debut: '2000-01-01',
    fin: null,
    ...one,
  })),
})

/** An habilitation that ties to everything, so that only the relation of the act decides. */
const tied = (role: Role): Acteur => acteurWith({ role, uai: 'MIEN', eleveId: 1, responsableId: 2 })

const RELATIONS: Record<Relation, { met: Portee; missed: Portee[] }> = {
  academie: { met: {}, missed: [] },
  etablissement: { met: { uai: 'MIEN' }, missed: [{ uai: 'AUTRE' }, {}, { eleveId: 1, responsableId: 2 }] },
  eleve: { met: { eleveId: 1 }, missed: [{ eleveId: 2 }, {}, { uai: 'MIEN', responsableId: 2 }] },
  responsable: { met: { responsableId: 2 }, missed: [{ responsableId: 1 }, {}, { uai: 'MIEN', eleveId: 1 }] },
}

describe.each(ROLES)('role %s', (role) => {
  test.each(Object.entries(RELATIONS))(
    'tied by « %s »: on its own thing alone',
    (relation, { met, missed }) => {
      const grants = { [role]: relation }
      expect(allows(tied(role), grants, met)).toBe(true)
      for (const portee of missed)
        expect(allows(tied(role), grants, portee), JSON.stringify(portee)).toBe(false)
    },
  )

  test('A2, A31: default deny: an act that does not name the role is not its', () => {
    const everythingElse = Object.fromEntries(
      ROLES.filter((other) => other !== role).map((other) => [other, 'academie' as const]),
    )
    expect(allows(tied(role), {}, { uai: 'MIEN', eleveId: 1, responsableId: 2 })).toBe(false)
    expect(allows(tied(role), everythingElse, { uai: 'MIEN', eleveId: 1, responsableId: 2 })).toBe(false)
  })
})

test('an habilitation without school, pupil or guardian meets no tie by one', () => {
  for (const role of ROLES)
    for (const relation of ['etablissement', 'eleve', 'responsable'] as const)
      expect(allows(acteurWith({ role }), { [role]: relation }, {})).toBe(false)
})

test('nobody may do anything without an habilitation', () => {
  for (const role of ROLES) expect(allows(acteurWith(), { [role]: 'academie' }, {})).toBe(false)
})

describe('demand', () => {
  const policy = { acte: 'essai', grants: { chef_origine: 'etablissement' } } as const
  const chef = acteurWith({ role: 'chef_origine', uai: 'A' }, { role: 'chef_origine', uai: 'B' })

  test('wants the right on every thing, by any habilitation', () => {
    expect(() => demand(chef, policy, [{ uai: 'A' }, { uai: 'B' }])).not.toThrow()
    expect(() => demand(chef, policy, [{ uai: 'A' }, { uai: 'C' }])).toThrow(Interdit)
  })

  test('refuses a role that the act does not name even when there is nothing to act on', () => {
    expect(() => demand(acteurWith({ role: 'eleve', eleveId: 1 }), policy, [])).toThrow(Interdit)
    expect(() => demand(chef, policy, [])).not.toThrow()
  })
})

test('the schools of a role, each once', () => {
  const acteur = acteurWith(
    { role: 'chef_origine', uai: 'A' },
    { role: 'adulte_referent', uai: 'A' },
    { role: 'chef_referent', uai: 'C' },
    { role: 'academie' },
  )
  expect(schoolsOf(acteur, ['chef_origine', 'adulte_referent', 'academie'])).toEqual(['A'])
  expect([hasRole(acteur, 'academie'), hasRole(acteur, 'eleve')]).toEqual([true, false])
})
