import { describe, expect, test } from 'vitest'
import { check } from '#src/planning/check.ts'
import {
  contraintes,
  disponibilite,
  fixe,
  instance,
  lieu,
  requete,
  THURSDAY,
} from '#src/planning/examples.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance, Raison } from '#src/planning/model.ts'
import { explanation } from '#src/planning/texts.ts'

const other = requete({ id: 'other', eleve: 'other', domaine: 'fer', origine: 'C2' })
const forOther = disponibilite({ id: 'd-other', domaines: ['fer'], intervenants: ['p9'] })

/** One request that nothing serves, beside another one that must be placed all the same. */
const faulty = (changes: Partial<Instance>): Instance => ({
  ...instance(changes),
  requetes: [...(changes.requetes ?? [requete()]), other],
  disponibilites: [...(changes.disponibilites ?? [disponibilite()]), forOther],
})

const CASES: { name: string; asked: Instance; raison: Raison }[] = [
  { name: 'no availability at all', asked: faulty({ disponibilites: [] }), raison: 'aucune_disponibilite' },
  {
    name: 'a domaine without referent',
    asked: faulty({ requetes: [requete({ lieux: [] })] }),
    raison: 'aucun_referent',
  },
  {
    name: 'a lycée out of reach',
    asked: faulty({
      lieux: [lieu('L1', [48.8, 2.3]), lieu('C1', [43.3, 5.4])],
      requetes: [requete()],
      contraintes: contraintes({ trajetMaxMinutes: 60 }),
    }),
    raison: 'trajet_trop_long',
  },
  {
    name: 'a pupil who never can',
    asked: faulty({ requetes: [requete({ indisponibilites: [{ debut: 0, fin: 99_999_999 }] })] }),
    raison: 'eleve_indisponible',
  },
  {
    name: 'an interview longer than the window',
    asked: faulty({ requetes: [requete({ duree: 90 })] }),
    raison: 'duree_trop_longue',
  },
  {
    name: 'a capacity of 0',
    asked: faulty({ disponibilites: [disponibilite({ capacite: 0 })] }),
    raison: 'aucune_disponibilite',
  },
]

describe('bad input', () => {
  test.for(CASES)('$name: a clear sentence, the other pupil placed', async ({ asked, raison }) => {
    const made = await improve(asked, { graine: 1, iterations: 50 })
    expect(made.nonPlaces.map((one) => one.raison)).toEqual([raison])
    expect(made.nonPlaces.map((one) => explanation(one))[0]).toMatch(/^[A-ZÉL].*\.$/)
    expect(made.places.map((one) => one.requete)).toEqual(['other'])
  })

  test('holidays over the whole period', async () => {
    const asked = faulty({ contraintes: contraintes({ joursFermes: new Set([THURSDAY]) }) })
    const { nonPlaces } = await improve(asked, { graine: 1, iterations: 50 })
    expect(nonPlaces.map((one) => one.raison)).toEqual(['jour_ferme', 'jour_ferme'])
  })

  test('two availabilities of one teacher at the same time: he sits in one place', async () => {
    const asked = instance({
      requetes: ['r1', 'r2', 'r3', 'r4'].map((id) => requete({ id, eleve: id, lieux: ['L1', 'L2'] })),
      disponibilites: [disponibilite(), disponibilite({ id: 'd2', lieu: 'L2' })],
    })
    const made = await improve(asked, { graine: 1, iterations: 200 })
    expect(check(asked, made)).toEqual([])
    expect(made.places).toHaveLength(3)
  })

  test('coordinates missing: reachable at no cost', async () => {
    const asked = instance({
      lieux: [lieu('L1'), lieu('C1', [48.8, 2.3])],
      contraintes: contraintes({ trajetMaxMinutes: 30 }),
    })
    const { places, cout } = await improve(asked, { graine: 1, iterations: 50 })
    expect([places.length, cout.trajets]).toEqual([1, 0])
  })

  test('nothing to place, or nothing but what stands', async () => {
    const empty = await improve(instance({ requetes: [] }), { graine: 1, iterations: 50 })
    expect(empty).toMatchObject({ places: [], nonPlaces: [], cout: { total: 0 } })
    const served = fixe(requete(), { disponibilite: 'gone', debut: '09:00' })
    const stood = await improve(instance({ requetes: [], fixes: [served] }), { graine: 1, iterations: 50 })
    expect(stood.places).toEqual([])
  })
})
