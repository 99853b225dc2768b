import { describe, expect, test } from 'vitest'
import { ROLES, type Acteur, type Habilitation, type Role } from '#src/procedure/comptes/model.ts'
import {
  demand,
  hasRole,
  Interdit,
  meets,
  portionsOf,
  schoolsOf,
  signataireOf,
  type Portee,
} from '#src/procedure/comptes/rights.ts'
import type { Relation } from '#src/procedure/comptes/rights/droit.ts'

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
const tied = (role: Role): Acteur =>
  acteurWith({ role, uai: 'MIEN', eleveId: 1, responsableId: 2, departement: 'MIE', classe: '3A' })

const RELATIONS: Record<Relation, { met: Portee; missed: Portee[] }> = {
  academie: { met: {}, missed: [] },
  departement: { met: { uai: 'MIEN' }, missed: [{ uai: 'AUTRE' }, {}, { eleveId: 1, responsableId: 2 }] },
  classe: {
    met: { uai: 'MIEN', classe: '3A' },
    missed: [{ uai: 'MIEN' }, { uai: 'MIEN', classe: '3B' }, { uai: 'AUTRE', classe: '3A' }, {}],
  },
  etablissement: { met: { uai: 'MIEN' }, missed: [{ uai: 'AUTRE' }, {}, { eleveId: 1, responsableId: 2 }] },
  eleve: { met: { eleveId: 1 }, missed: [{ eleveId: 2 }, {}, { uai: 'MIEN', responsableId: 2 }] },
  responsable: { met: { responsableId: 2 }, missed: [{ responsableId: 1 }, {}, { uai: 'MIEN', eleveId: 1 }] },
}

describe.each(ROLES)('role %s', (role) => {
  test.each(Object.entries(RELATIONS))(
    'tied by « %s »: on its own thing alone',
    (relation, { met, missed }) => {
      const grants = { [role]: relation }
      expect(meets(tied(role), grants, met)).toBe(true)
      for (const portee of missed)
        expect(meets(tied(role), grants, portee), JSON.stringify(portee)).toBe(false)
    },
  )

  test('A2, A31: default deny: an act that does not name the role is not its', () => {
    const everythingElse = Object.fromEntries(
      ROLES.filter((other) => other !== role).map((other) => [other, 'academie' as const]),
    )
    expect(meets(tied(role), {}, { uai: 'MIEN', eleveId: 1, responsableId: 2 })).toBe(false)
    expect(meets(tied(role), everythingElse, { uai: 'MIEN', eleveId: 1, responsableId: 2 })).toBe(false)
  })
})

test('an habilitation without school, pupil or guardian meets no tie by one', () => {
  for (const role of ROLES)
    for (const relation of ['etablissement', 'eleve', 'responsable'] as const)
      expect(meets(acteurWith({ role }), { [role]: relation }, {})).toBe(false)
})

test('nobody may do anything without an habilitation', () => {
  for (const role of ROLES) expect(meets(acteurWith(), { [role]: 'academie' }, {})).toBe(false)
})

describe('demand', () => {
  const acte = 'responsable.proteger'
  const chef = acteurWith({ role: 'chef_origine', uai: 'A' }, { role: 'chef_origine', uai: 'B' })

  test('wants the right on every thing, by any habilitation', () => {
    expect(() => demand(chef, acte, [{ uai: 'A' }, { uai: 'B' }])).not.toThrow()
    expect(() => demand(chef, acte, [{ uai: 'A' }, { uai: 'C' }])).toThrow(Interdit)
  })

  test('refuses a role that the act does not name even when there is nothing to act on', () => {
    expect(() => demand(acteurWith({ role: 'eleve', eleveId: 1 }), acte, [])).toThrow(Interdit)
    expect(() => demand(chef, acte, [])).not.toThrow()
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

describe('who signs', () => {
  const signs = (...held: Partial<Habilitation>[]): string =>
    signataireOf(acteurWith(...held.map((one) => ({ role: 'chef_origine' as const, uai: 'A', ...one }))), {
      acte: 'avis_origine.signer',
      uai: 'A',
    })

  test('a head in his own name, a delegate for the head, an interim head as such', () => {
    expect(signs({})).toBe('Compte fictif')
    expect(signs({ delegueePar: 'M. Chef' })).toBe('Compte fictif, pour M. Chef, par délégation')
    expect(signs({ interim: true, fin: '2027-03-01' })).toBe('Compte fictif, par intérim')
  })

  test('a right of his own goes before one handed over; a delegation elsewhere says nothing here', () => {
    expect(signs({ delegueePar: 'M. Chef' }, {})).toBe('Compte fictif')
    expect(signs({}, { uai: 'B', delegueePar: 'M. Autre' })).toBe('Compte fictif')
  })
})

test('what is read is cut out as the roles are tied: rights of one school never apply to another', () => {
  const acteur = acteurWith(
    { role: 'chef_origine', uai: 'A' },
    { role: 'professeur_principal', uai: 'B', classe: '3A' },
    { role: 'dsden', departement: '075' },
    { role: 'intervenant', uai: 'C' },
  )
  expect(portionsOf(acteur, 'eleves.lire')).toEqual([
    { uai: 'A' },
    { uai: 'B', classe: '3A' },
    { departement: '075' },
  ])
  expect(portionsOf(acteur, 'avis_origine.preparer')).toEqual([{ uai: 'A' }])
  expect(portionsOf(acteurWith({ role: 'academie_lecture' }), 'eleves.lire')).toBe('academie')
})
