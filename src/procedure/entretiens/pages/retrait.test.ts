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
import { declareDisponibilites, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'academie', string>

/** One place for three pupils. */
beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-20T10:00', ZONE),
    disponibilites: ([uai]) => [aDisponibilite({ uai, fin: instantOf('2027-03-08T09:20', ZONE) })],
  })
  const { campagneId, lycees } = campagne
  await at(campagne, '2027-02-20', async (tx) => {
    const items = [0, 1, 2].map((rank) => anInscription({ eleveId: eleveAt(campagne, rank).id }))
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: 1, nonPlaces: 2 })
  })
  cookies = {
    planner: await over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai: lycees[0] })),
    academie: await over.cookieFor(campagne.acteur),
  }
}, 60_000)
afterAll(() => base.close())

const pathOf = (rank: number): string => `/sans-place/${eleveAt(campagne, rank).id}/bois`
const withdraw = (rank: number, who: keyof typeof cookies, motif: string) =>
  post(app, pathOf(rank), { cookie: cookies[who], fields: { motif } })
const waiting = async (): Promise<string[]> => {
  const shown = await (await get(app, '/sans-place', cookies.academie)).text()
  return [...shown.matchAll(/href="\/sans-place\/(\d+)\//g)].map(([, id = '']) => id)
}

test('a reason is asked for, and the page comes back', async () => {
  const answer = await withdraw(1, 'planner', '  ')
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Dites pourquoi')
  expect(await waiting()).toHaveLength(2)
})

test('a pupil who waits withdraws: he leaves the list, and no place is looked for any more', async () => {
  const eleveId = eleveAt(campagne, 1).id
  expect((await withdraw(1, 'planner', 'Change de projet')).status).toBe(303)
  expect(await waiting()).toEqual([String(eleveAt(campagne, 2).id)])
  const said = await at(campagne, '2027-02-20', async ({ trx }) => {
    const { rows } = await sql<{ apres: unknown }>`select apres from journal
      where acte = 'entretien.reparer' and objet = 'eleve' and objet_id = ${String(eleveId)}`.execute(trx)
    return rows
  })
  expect(said).toMatchObject([{ apres: { domaine: 'bois', raison: 'retire' } }])
  // Twice says why nothing is left to do.
  const again = await withdraw(1, 'planner', 'Encore')
  expect(again.status).toBe(422)
  expect(await again.text()).toContain('Il n’attend plus de place')
})

test('whoever has a place waits for none: there is no such page, and nothing is taken back', async () => {
  expect((await withdraw(0, 'planner', 'Change de projet')).status).toBe(404)
  const placed = await at(campagne, '2027-02-20', async ({ trx }) => {
    const { rows } = await sql`select 1 from entretien where campagne_id = ${campagne.campagneId}`.execute(
      trx,
    )
    return rows.length
  })
  expect(placed).toBe(1)
})

test('the académie withdraws one as well; new hours bring back nobody but who is registered again', async () => {
  expect((await withdraw(2, 'academie', 'Déménage')).status).toBe(303)
  expect(await waiting()).toEqual([])
  const { campagneId, lycees } = campagne
  await at(campagne, '2027-02-21', async (tx) => {
    const hours = { debut: instantOf('2027-03-09T09:00', ZONE), fin: instantOf('2027-03-09T12:00', ZONE) }
    const items = [aDisponibilite({ uai: lycees[0], intervenants: ['M. Nouveau (fictif)'], ...hours })]
    for (const done of await declareDisponibilites(tx, { campagneId, items })) must(done)
    expect(await placeEntretiens(tx, campagneId)).toEqual({ places: 0, nonPlaces: 0 })
  })
})
