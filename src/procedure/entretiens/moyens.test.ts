import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { placeEntretiens, runAmelioration } from '#src/procedure/entretiens/api.ts'
import { declarerMoyens } from '#src/procedure/entretiens/acts/moyens.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import type { Moyens, NouvelleDisponibilite } from '#src/procedure/entretiens/model.ts'
import { contraintesOf } from '#src/procedure/entretiens/rules/contraintes.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

const BOIS = '2472340121'
const CUISINE = '2473340321'
let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

describe('what every plan keeps of what schools say', () => {
  const dits = (over: object) => ({ uai: 'L', salles: null, postes: null, sallesNommees: false, ...over })
  const read = (moyens: ReturnType<typeof dits>[], postesDistanciel?: number) =>
    contraintesOf(postesDistanciel === undefined ? {} : { postesDistanciel }, {
      origines: ['C', 'D', 'C'],
      moyens,
    })
  const own = (map: ReadonlyMap<string, number> | undefined) => map && Object.fromEntries(map)

  test.each([
    ['nobody says anything', [], undefined, undefined],
    ['the campagne alone', [], 3, { C: 3, D: 3 }],
    ['one collège says its own', [dits({ uai: 'C', postes: 1 })], 3, { C: 1, D: 3 }],
    ['more than the campagne', [dits({ uai: 'C', postes: 9 })], 3, { C: 9, D: 3 }],
    ['none at all', [dits({ uai: 'C', postes: 0 })], undefined, { C: 0 }],
    ['a collège without pupils here', [dits({ uai: 'X', postes: 1 })], undefined, undefined],
  ])('posts: %s', (_, moyens, campagne, expected) => {
    expect(own(read(moyens, campagne).postesDistanciel)).toEqual(expected)
  })

  test.each([
    ['no number', [dits({})], undefined],
    ['rooms by count', [dits({ salles: 2 })], { L: 2 }],
    ['rooms that are named', [dits({ salles: 2, sallesNommees: true })], undefined],
  ])('rooms: %s', (_, moyens, expected) => {
    expect(own(read(moyens).sallesParLieu)).toEqual(expected)
  })
})

const hours = (jour: string, over: Partial<NouvelleDisponibilite> & { uai: string }) =>
  aDisponibilite({
    salle: null,
    ...over,
    debut: instantOf(`${jour}T09:00`, ZONE),
    fin: instantOf(`${jour}T12:00`, ZONE),
  })
const LUNDI = '2027-03-08'
const MARDI = '2027-03-09'

const open = (dispositif: string, disponibilites: OptionsCampagne['disponibilites']) =>
  fictionalCampagne(base.db, {
    dispositif,
    disponibilites,
    horloge: instantOf('2027-02-20T10:00', ZONE),
  })

const say = async (
  campagne: CampagneFictive,
  { role, uai, ...over }: Partial<Moyens> & { role: 'planificateur' | 'chef_origine'; uai: string },
) => {
  const acteur = await acteurWith(campagne, { role, uai })
  const moyens = { salles: null, postes: null, ...over }
  return at({ db: campagne.db, acteur }, '2027-02-20', (tx) =>
    declarerMoyens(tx, { campagneId: campagne.campagneId, uai, moyens }),
  )
}

async function register(
  campagne: CampagneFictive,
  ranks: readonly number[],
  over: { mef?: string; mode?: 'distanciel' } = {},
) {
  const items = ranks.map((rank) => anInscription({ eleveId: eleveAt(campagne, rank).id, ...over }))
  const { campagneId } = campagne
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
}

const planned = (campagne: CampagneFictive) =>
  at(campagne, '2027-06-01', async (tx) => {
    const { rows } = await sql<{ college: string; jour: string; jury: number; debut: Date; fin: Date }>`
      select e.uai as college, (lower(n.plage) at time zone ${ZONE})::date::text as jour,
        k.disponibilite_id as jury, lower(n.plage) as debut, upper(n.plage) as fin
      from entretien n join eleve e on e.id = n.eleve_id join creneau k on k.id = n.creneau_id
      where n.campagne_id = ${campagne.campagneId}`.execute(tx.trx)
    return rows
  })
const mostJuries = (plan: Awaited<ReturnType<typeof planned>>) =>
  Math.max(
    ...[LUNDI, MARDI].map((jour) => new Set(plan.filter((p) => p.jour === jour).map((p) => p.jury)).size),
  )

const night = ({ academie, campagneId }: CampagneFictive) =>
  runAmelioration({ db: base.db }, { academie, campagneId })

const twoJuries = ([uai]: readonly [string, string]) =>
  [LUNDI, MARDI].flatMap((jour) =>
    ['Mme Une (fictive)', 'M. Deux (fictif)'].map((nom) => hours(jour, { uai, intervenants: [nom] })),
  )

test('a lycée with one room and no name for it receives with one jury at a time, at once and after the night', async () => {
  const free = await open('SALLES-LIBRES', twoJuries)
  await register(free, [...Array(12).keys()])
  await night(free)
  expect(mostJuries(await planned(free))).toBe(2)

  const one = await open('UNE-SALLE', twoJuries)
  must(await say(one, { role: 'planificateur', uai: one.lycees[0], salles: 1 }))
  await register(one, [...Array(12).keys()])
  expect(mostJuries(await planned(one))).toBe(1)
  await night(one)
  const plan = await planned(one)
  expect(plan).toHaveLength(12)
  expect(mostJuries(plan)).toBe(1)
})

test('a room taken for another domaine is taken: who comes later goes to another day', async () => {
  const campagne = await open('AUTRE-DOMAINE', ([uai]) => [
    hours(LUNDI, { uai, domaines: ['cuisine'], intervenants: ['Mme Cuisine (fictive)'] }),
    ...[LUNDI, MARDI].map((jour) => hours(jour, { uai, intervenants: ['M. Bois (fictif)'] })),
  ])
  must(await say(campagne, { role: 'planificateur', uai: campagne.lycees[0], salles: 1 }))
  await register(campagne, [0], { mef: CUISINE })
  await register(campagne, [1], { mef: BOIS })
  expect((await planned(campagne)).map((one) => one.jour).toSorted()).toEqual([LUNDI, MARDI])
})

test('a collège says its own posts, above the number of the campagne or below', async () => {
  const campagne = await open('POSTES', ([uai]) =>
    ['Une', 'Deux', 'Trois'].map((nom) => hours(LUNDI, { uai, intervenants: [nom], mode: 'distanciel' })),
  )
  const [here, there] = campagne.colleges
  must(await say(campagne, { role: 'chef_origine', uai: here, postes: 1 }))
  must(await say(campagne, { role: 'chef_origine', uai: there, postes: 0 }))
  await register(campagne, [...Array(12).keys()], { mode: 'distanciel' })
  await night(campagne)
  const plan = await planned(campagne)
  expect(plan.map((one) => one.college)).toEqual(Array(6).fill(here))
  for (const one of plan)
    expect(plan.filter((other) => other.debut < one.fin && one.debut < other.fin)).toHaveLength(1)
})

test('fewer than what stands is refused and nothing is kept; what stands may be said', async () => {
  const campagne = await open('DEJA-PLACES', ([uai]) =>
    ['Une', 'Deux'].map((nom) => ({
      ...hours(LUNDI, { uai, intervenants: [nom] }),
      fin: instantOf(`${LUNDI}T09:20`, ZONE),
    })),
  )
  await register(campagne, [0, 1])
  expect(mostJuries(await planned(campagne))).toBe(2)
  const said = { role: 'planificateur', uai: campagne.lycees[0] } as const
  expect(codeOf(await say(campagne, { ...said, salles: 1 }))).toBe('moyens_depasses')
  must(await say(campagne, { ...said, salles: 2 }))
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{ acte: string; avant: unknown; apres: unknown }>`
      select acte, avant, apres from journal where acte = 'moyens.declarer' and objet_id = ${said.uai} order by rang desc
      limit 1`.execute(tx.trx),
  )
  expect(rows[0]).toMatchObject({ avant: null, apres: { salles: 2, postes: null } })
})
