import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { addDays, instantOf } from '#src/kit/day.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { declareIndisponibilites, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get } from '#src/web/testing.ts'

const BOIS = '2472340121'
const CUISINE = '2473340321'
const heure = (local: string): Date => instantOf(local, ZONE)

let base: Awaited<ReturnType<typeof testDb>>
let serial = 0
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

interface Jeu {
  campagne: CampagneFictive
  /** What the académie reads of those who have no place. */
  lit: (path?: string) => Promise<string>
  /** Pupils of the campaign with an interview, by rank. */
  places: () => Promise<number[]>
}

/** Two pupils: the first asks for cuisine, where something is wrong, the second for bois, where all is well. */
async function play(
  options: OptionsCampagne & { before?: (tx: Tx, campagne: CampagneFictive) => Promise<unknown> },
): Promise<Jeu> {
  const { before, ...rest } = options
  const over = appOver(base.db)
  const app: Hono = over.app
  const campagne = await fictionalCampagne(base.db, {
    dispositif: `MAUVAIS-${++serial}`,
    horloge: heure('2027-02-20T10:00'),
    ...rest,
  })
  const { campagneId } = campagne
  const items = [
    anInscription({ eleveId: eleveAt(campagne, 0).id, mef: CUISINE }),
    anInscription({ eleveId: eleveAt(campagne, 1).id, mef: BOIS }),
  ]
  await at(campagne, '2027-02-20', async (tx) => {
    await before?.(tx, campagne)
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  const cookie = await over.cookieFor(campagne.acteur)
  const lit = async (path = '/sans-place'): Promise<string> =>
    (await get(app, `${path}?campagne=${campagneId}`, cookie)).text()
  const places = async (): Promise<number[]> => {
    const { rows } = await at(campagne, '2027-06-01', (tx) =>
      sql<{ id: number }>`select eleve_id as id from entretien where campagne_id = ${campagneId}`.execute(
        tx.trx,
      ),
    )
    return rows.map(({ id }) => campagne.eleves.findIndex((one) => one.id === id)).toSorted((a, b) => a - b)
  }
  return { campagne, lit, places }
}

const bois = (uai: string) => aDisponibilite({ uai, domaines: ['bois'] })
const cuisine = (uai: string, over: Partial<ReturnType<typeof aDisponibilite>> = {}) =>
  aDisponibilite({
    uai,
    domaines: ['cuisine'],
    intervenants: ['M. Cuisine (fictif)'],
    salle: 'Salle 2',
    ...over,
  })

describe('something is wrong for one pupil: he is told why, the other one is placed', () => {
  test.each<[string, Parameters<typeof play>[0], string]>([
    [
      'no availability at all for the domaine',
      { disponibilites: ([uai]) => [bois(uai)] },
      'lycées référents n&#x27;a ouvert de disponibilité pour ce domaine',
    ],
    [
      'a domaine without referent',
      {
        disponibilites: ([uai]) => [bois(uai)],
        before: (tx, { campagneId }) =>
          sql`delete from referent where campagne_id = ${campagneId} and domaine = 'cuisine'`.execute(tx.trx),
      },
      'Aucun lycée référent n&#x27;est déclaré pour ce domaine',
    ],
    [
      'an interview longer than the window',
      { disponibilites: ([uai]) => [bois(uai), cuisine(uai, { fin: heure('2027-03-08T09:20') })] },
      'n&#x27;est assez longue pour un entretien de 30 minutes',
    ],
    [
      'unavailabilities that cover everything',
      {
        disponibilites: ([uai]) => [bois(uai), cuisine(uai)],
        before: (tx, campagne) =>
          declareIndisponibilites(tx, {
            campagneId: campagne.campagneId,
            items: [
              {
                eleveId: eleveAt(campagne, 0).id,
                debut: heure('2027-03-01T00:00'),
                fin: heure('2027-04-30T00:00'),
                motif: null,
              },
            ],
          }),
      },
      'est indisponible pendant la seule disponibilité restante',
    ],
    [
      'an interviewer away all the time',
      {
        disponibilites: ([uai]) => [bois(uai), cuisine(uai)],
        before: (tx, { campagneId, lycees }) =>
          declareIndisponibilites(tx, {
            campagneId,
            items: [
              {
                intervenant: { uai: lycees[0], nom: 'M. Cuisine (fictif)' },
                debut: heure('2027-03-01T00:00'),
                fin: heure('2027-04-30T00:00'),
                motif: null,
              },
            ],
          }),
      },
      'l&#x27;intervenant ou la salle est indisponible',
    ],
  ])('%s', async (_, options, sentence) => {
    const { lit, places } = await play(options)
    expect(await places()).toEqual([1])
    const shown = await lit()
    expect(shown).toContain(sentence)
    const [, link = ''] = /href="(\/sans-place\/\d+\/cuisine)"/.exec(shown) ?? []
    expect(await lit(link)).toContain('Ce qui lui donnerait une place')
  })

  test('a lycée that cannot be reached within the limit of the campaign', async () => {
    const far = {
      contraintes: { trajetMaxMinutes: 30 },
      disponibilites: ([a, b]: readonly [string, string]) => [bois(a), cuisine(b)],
    }
    const { lit, places } = await play({
      ...far,
      before: (tx, { lycees }) =>
        sql`update etablissement set latitude = case when uai = ${lycees[1]} then 50.6 else 48.8 end, longitude = 2.3`.execute(
          tx.trx,
        ),
    })
    expect(await places()).toEqual([1])
    expect(await lit()).toContain('plus loin que le trajet maximal autorisé')
  })

  test('without coordinates the same lycée is taken as reachable within the sector, and said', async () => {
    const { lit, places } = await play({
      contraintes: { trajetMaxMinutes: 30 },
      disponibilites: ([a, b]) => [bois(a), cuisine(b)],
      before: (tx) => sql`update etablissement set latitude = null, longitude = null`.execute(tx.trx),
    })
    expect(await places()).toEqual([0, 1])
    const trips = await lit('/planification/sorties')
    expect(trips).toContain('ses coordonnées manquent, le trajet est compté comme possible')
    expect(trips).toContain('distance inconnue')
  })
})

test('holidays over the whole period: nobody is placed, and each is told that the days are closed', async () => {
  const joursFermes = Array.from({ length: 60 }, (_, rank) => addDays('2027-03-01', rank))
  const { lit, places } = await play({
    contraintes: { joursFermes },
    disponibilites: ([uai]) => [bois(uai), cuisine(uai)],
  })
  expect(await places()).toEqual([])
  expect((await lit()).match(/tombe sur des jours fermés/g)).toHaveLength(2)
  expect(await lit('/planification/charge')).toContain('Aucune plage n’est ouverte aux entretiens.')
})

test('overlapping availabilities of one teacher: nobody is received twice at once, and no hour counts twice', async () => {
  const same = { intervenants: ['Mme Double (fictive)'] }
  const { campagne, lit, places } = await play({
    disponibilites: ([uai]) => [
      aDisponibilite({ uai, domaines: ['bois'], ...same }),
      aDisponibilite({ uai, domaines: ['cuisine'], salle: 'Salle 2', ...same }),
    ],
  })
  expect(await places()).toEqual([0, 1])
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{
      n: number
    }>`select count(*)::int as n from entretien a join entretien b on a.id < b.id and a.plage && b.plage
      where a.campagne_id = ${campagne.campagneId} and b.campagne_id = a.campagne_id`.execute(tx.trx),
  )
  expect(rows).toEqual([{ n: 0 }])
  // Three hours at twenty minutes, once.
  expect(await lit('/planification/charge')).toContain('pour 9 places')
})

test('the night that loses an hour, last Sunday of March: interviews hold, at hours that exist', async () => {
  const { campagne, lit, places } = await play({
    disponibilites: ([uai]) => [
      aDisponibilite({ uai, debut: heure('2027-03-28T01:20'), fin: heure('2027-03-28T03:40') }),
      cuisine(uai, { debut: heure('2027-03-28T02:30'), fin: heure('2027-03-28T05:00') }),
    ],
  })
  expect(await places()).toEqual([0, 1])
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{
      minutes: number
    }>`select extract(epoch from upper(plage) - lower(plage)) / 60 as minutes from entretien
      where campagne_id = ${campagne.campagneId} order by eleve_id`.execute(tx.trx),
  )
  expect(rows.map((one) => Number(one.minutes))).toEqual([30, 20])
  expect(await lit('/planification/semaine')).toContain('dimanche 28 mars 2027')
})
