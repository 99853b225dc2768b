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
import { appOver, get } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'autre' | 'academie', string>

// Two places for three pupils, and nobody who receives for the other domaine.
beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-20T10:00', ZONE),
    disponibilites: ([uai]) => [aDisponibilite({ uai, fin: instantOf('2027-03-08T09:40', ZONE) })],
  })
  const { campagneId, lycees } = campagne
  const items = [0, 1, 2].map((rank) =>
    anInscription({ eleveId: eleveAt(campagne, rank).id, uaiSouhaite: lycees[0] }),
  )
  const other = anInscription({ eleveId: eleveAt(campagne, 3).id, mef: '2473340321' })
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items: [...items, other] }))
      must(result)
    await placeEntretiens(tx, campagneId)
  })
  const open = async (uai: string) =>
    over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai }))
  cookies = {
    planner: await open(lycees[0]),
    autre: await open(lycees[1]),
    academie: await over.cookieFor(campagne.acteur),
  }
}, 60_000)
afterAll(() => base.close())

const page = async (path: string, who: keyof typeof cookies): Promise<string> =>
  (await get(app, path, cookies[who])).text()

test('who has no place, why, and how many minutes a lycée lacks', async () => {
  const shown = await page('/sans-place', 'planner')
  expect(shown).toContain(eleveAt(campagne, 2).nom)
  expect(shown).toMatch(
    /Il manque 20 minutes pour le domaine « Métiers du bois \(fictif\) » au Lycée fictif n° 1/,
  )
  expect(await page('/sans-place', 'academie')).toContain(eleveAt(campagne, 3).nom)
})

test('the funnel of one pupil, condition after condition, and what would give him a place', async () => {
  const path = `/sans-place/${eleveAt(campagne, 2).id}/bois`
  const shown = await page(path, 'planner')
  expect(shown).toContain('Ce qui reste après chaque condition')
  expect(shown).toMatch(/avec une place libre<\/th><td[^>]*>0</)
  expect(shown).toContain('Ce qui lui donnerait une place')
})

test('is not found for a pupil who has a place, or who is nobody', async () => {
  for (const path of [`/sans-place/${eleveAt(campagne, 0).id}/bois`, '/sans-place/999999/bois'])
    expect((await get(app, path, cookies.planner)).status).toBe(404)
})
