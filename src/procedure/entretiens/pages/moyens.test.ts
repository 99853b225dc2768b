import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'autre' | 'chef' | 'academie', string>

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-20T10:00', ZONE),
    contraintes: { postesDistanciel: 4 },
    disponibilites: ([first, second]) => [
      aDisponibilite({ uai: first, salle: null }),
      aDisponibilite({ uai: second, salle: 'Salle 12' }),
    ],
  })
  const { lycees, colleges } = campagne
  const open = async (role: 'planificateur' | 'chef_origine', uai: string) =>
    over.cookieFor(await acteurWith(campagne, { role, uai }))
  cookies = {
    planner: await open('planificateur', lycees[0]),
    autre: await open('planificateur', lycees[1]),
    chef: await open('chef_origine', colleges[0]),
    academie: await over.cookieFor(campagne.acteur),
  }
}, 60_000)
afterAll(() => base.close())

const text = async (path: string, who: keyof typeof cookies) => (await get(app, path, cookies[who])).text()
const stored = async (uai: string) => {
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{ salles: number | null; postes: number | null }>`
      select salles, postes from moyen_etablissement where uai = ${uai}`.execute(tx.trx),
  )
  return rows[0]
}

test('a lycée says its rooms and a head of collège his posts; each sees his own field alone', async () => {
  const [lycee, college] = [campagne.lycees[0], campagne.colleges[0]]
  expect(await text('/moyens', 'planner')).toContain(`/moyens/${lycee}`)
  const asked = await text(`/moyens/${lycee}`, 'planner')
  expect(asked).toContain('Salles pour les entretiens dans une demi-journée')
  expect(asked).not.toContain('name="postes"')
  const done = await post(app, `/moyens/${lycee}`, {
    cookie: cookies.planner,
    fields: { salles: '3', postes: '1' },
  })
  expect(done.status).toBe(303)
  expect(await stored(lycee)).toEqual({ salles: 3, postes: null })
  expect(await text(`/moyens/${lycee}`, 'planner')).toMatch(
    /value="3"[\s\S]*Dit par Compte fictif \(planificateur\)/,
  )

  const chef = await text(`/moyens/${college}`, 'chef')
  expect(chef).toContain('4, le nombre choisi par l’académie')
  expect(chef).not.toContain('name="salles"')
  const fields = { postes: '0' }
  expect((await post(app, `/moyens/${college}`, { cookie: cookies.chef, fields })).status).toBe(303)
  expect(await stored(college)).toEqual({ salles: null, postes: 0 })
  expect(await text('/planification/contraintes', 'academie')).toMatch(
    /1(<!-- -->)? lycée\(s\) et (<!-- -->)?1(<!-- -->)? collège\(s\)/,
  )
})

test('a lycée that names its rooms is told that the number does not serve', async () => {
  expect(await text(`/moyens/${campagne.lycees[1]}`, 'autre')).toContain('le nombre ci-dessous ne sert pas')
})

test('what is no number is refused where it was typed; a school of somebody else is not found', async () => {
  const [lycee, college] = [campagne.lycees[0], campagne.colleges[0]]
  const before = await stored(lycee)
  const answer = await post(app, `/moyens/${lycee}`, { cookie: cookies.planner, fields: { salles: 'deux' } })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/value="deux"[\s\S]*Écrivez un nombre entier de 1 à 200, ou rien\./)
  expect(await stored(lycee)).toEqual(before)
  const forged = await post(app, `/moyens/${college}`, { cookie: cookies.planner, fields: { postes: '9' } })
  expect(forged.status).toBe(404)
})

test('left empty, nothing is said any more', async () => {
  const [lycee] = campagne.lycees
  const fields = { salles: '' }
  expect((await post(app, `/moyens/${lycee}`, { cookie: cookies.planner, fields })).status).toBe(303)
  expect(await stored(lycee)).toEqual({ salles: null, postes: null })
})
