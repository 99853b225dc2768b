import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

interface Plage {
  id: number
  debut: string
  fin: string
  capacite: number
}

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'autre', string>

// Two pupils received together on Monday 8 March 2027 at nine, nobody yet on Tuesday.
beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-20T10:00', ZONE),
    disponibilites: ([uai]) => [
      aDisponibilite({ uai, capacite: 2 }),
      aDisponibilite({
        uai,
        debut: instantOf('2027-03-09T09:00', ZONE),
        fin: instantOf('2027-03-09T12:00', ZONE),
      }),
    ],
  })
  const { campagneId, lycees } = campagne
  const items = [0, 1].map((rank) => anInscription({ eleveId: eleveAt(campagne, rank).id }))
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  const open = async (uai: string) =>
    over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai }))
  cookies = { planner: await open(lycees[0]), autre: await open(lycees[1]) }
}, 60_000)
afterAll(() => base.close())

const plages = async (): Promise<Plage[]> => {
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<Plage>`select id, to_char(debut at time zone ${ZONE}, 'DD HH24:MI') as debut,
      to_char(fin at time zone ${ZONE}, 'HH24:MI') as fin, capacite from disponibilite
      where campagne_id = ${campagne.campagneId} order by disponibilite.debut, id`.execute(tx.trx),
  )
  return rows
}
const nth = async (rank: number): Promise<Plage> => {
  const found = (await plages())[rank]
  if (!found) throw new Error('plage attendue')
  return found
}
const send = (path: string, fields: Record<string, string>, who: keyof typeof cookies = 'planner') =>
  post(app, path, { cookie: cookies[who], fields })
const hours = (de: string, a: string, more: Record<string, string> = {}) => ({
  de,
  a,
  salle: 'Salle 1',
  capacite: '2',
  ...more,
})

test('hours and size change as long as what stands there still holds', async () => {
  const { id } = await nth(0)
  const { salle } = aDisponibilite({ uai: campagne.lycees[0] })
  const shown = await (await get(app, `/disponibilites/${id}`, cookies.planner)).text()
  expect(shown).toContain('2 entretiens y sont placés.')
  expect(shown).not.toContain('Retirer cette disponibilité')
  const room = { salle: salle ?? '' }
  expect((await send(`/disponibilites/${id}`, hours('08:30', '10:00', room))).status).toBe(303)
  expect(await nth(0)).toMatchObject({ debut: '08 08:30', fin: '10:00', capacite: 2 })
  const late = await send(`/disponibilites/${id}`, hours('09:10', '10:00', room))
  expect(late.status).toBe(422)
  expect(await late.text()).toContain('ne tiendraient plus dans ces heures')
  const inverse = await send(`/disponibilites/${id}`, hours('10:00', '08:30', room))
  expect(await inverse.text()).toContain('La fin doit venir après le début.')
  const elsewhere = await send(`/disponibilites/${id}`, hours('08:30', '10:00', { salle: 'Autre salle' }))
  expect(await elsewhere.text()).toContain('déclarez la salle fermée')
})

test('group slot: capacity lowered below seats taken is refused', async () => {
  const { id } = await nth(0)
  const answer = await send(
    `/disponibilites/${id}`,
    hours('08:30', '10:00', {
      capacite: '1',
      salle: aDisponibilite({ uai: campagne.lycees[0] }).salle ?? '',
    }),
  )
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Jusqu’à 2 élèves sont déjà placés ensemble')
  expect((await nth(0)).capacite).toBe(2)
})

test('capacity 0 is refused with a sentence', async () => {
  const { id } = await nth(1)
  const answer = await send(`/disponibilites/${id}`, hours('09:00', '12:00', { capacite: '0' }))
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Il faut au moins un élève à la fois.')
})

test('it is taken back when nobody is received there, by its own lycée', async () => {
  const [busy, empty] = [await nth(0), await nth(1)]
  const refused = await send(`/disponibilites/${busy.id}/retrait`, {})
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('déclarez un incident')
  expect((await send(`/disponibilites/${empty.id}/retrait`, {}, 'autre')).status).toBe(404)
  expect((await send(`/disponibilites/${empty.id}/retrait`, {})).status).toBe(303)
  expect((await plages()).map((one) => one.id)).toEqual([busy.id])
  expect((await send(`/disponibilites/${empty.id}/retrait`, {})).status).toBe(404)
})

test('a weekly pattern leaves out the days that are excepted', async () => {
  const pattern = {
    jour: '2027-03-15',
    de: '14:00',
    a: '16:00',
    jusquAu: '2027-04-05',
    domaines: 'bois',
    autres: 'Mme Régulière (fictive)',
    mode: 'presentiel',
    capacite: '1',
  }
  const unread = await send('/disponibilites', { ...pattern, sauf: 'mardi prochain' })
  expect(unread.status).toBe(422)
  expect(await unread.text()).toContain('« mardi prochain » n’est pas une date')
  expect((await send('/disponibilites', { ...pattern, sauf: '22/03/2027' })).status).toBe(303)
  // 29 March 2027 is Easter Monday.
  expect((await plages()).map((one) => one.debut)).toEqual(['08 08:30', '15 14:00', '05 14:00'])
})

test('narrowed by who receives or the domaine, sorted by its address, in the file as on the screen', async () => {
  const days = async (query: string): Promise<string[]> => {
    const answer = await get(app, `/disponibilites/export/csv?${query}`, cookies.planner)
    const lines = (await answer.text()).trim().split('\r\n').slice(1)
    return lines.map((line) => line.split(';').slice(0, 2).join(' '))
  }
  const all = await days('')
  expect(all).toHaveLength(3)
  expect(await days('tri=-jour')).toEqual(all.toReversed())
  expect((await days('tri=heure')).at(0)).toContain('2027-03-08')
  expect((await days('tri=-heure')).at(-1)).toContain('2027-03-08')
  expect(await days('nom=R%C3%A9guli')).toEqual(all.slice(1))
  expect(await days('nom=100%25')).toEqual([])
  expect(await days('domaine=aucun')).toEqual([])
  const shown = await (await get(app, '/disponibilites?nom=regie-de-personne', cookies.planner)).text()
  expect(shown).toContain('Rien ne répond à cette recherche.')
})
