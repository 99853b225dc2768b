import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import {
  acteurWith,
  eleveAt,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'
import { champsOfReglement } from '#src/procedure/campagnes/schema/reglement-form.ts'
import { appOver, post } from '#src/web/testing.ts'

let campagne: CampagneFictive
let app: Hono
let cookie: string
let chef: string
let close: () => Promise<void>

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db)
  const over = appOver(base.db)
  app = over.app
  cookie = await over.cookieFor(campagne.acteur)
  chef = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] }))
  // Three of the first collège, one of the second: two cells, one school.
  const played = [
    aParcours({ eleveId: eleveAt(campagne, 0).id }),
    aParcours({ eleveId: eleveAt(campagne, 1).id, origine: 'reserve' }),
    aParcours({ eleveId: eleveAt(campagne, 2).id, referent: 'assez_favorable' }),
    aParcours({ eleveId: eleveAt(campagne, 6).id, presence: 'absent', referent: null }),
  ]
  await playInscriptions(campagne, played)
  await playAvisOrigine(campagne, played)
  await playEntretiens(campagne, played)
})
afterAll(() => close())

const fieldsOf = (over: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(champsOfReglement('essai', aReglement())).map(([name, values]) => [name, values[0] ?? '']),
  ),
  comparer: String(campagne.campagneId),
  etape: 'verifier',
  ...over,
})
const textOf = (markup: string): string => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const check = async (over: Record<string, string>): Promise<{ status: number; text: string }> => {
  const answer = await post(app, '/reglements', { cookie, fields: fieldsOf(over) })
  return { status: answer.status, text: textOf(await answer.text()) }
}

test('a reglement that says the same changes nothing', async () => {
  const { status, text } = await check({})
  expect(status).toBe(200)
  expect(text).toContain('Ce règlement tient')
  expect(text).toContain('sur 4 inscriptions, 0 auraient un autre avis final et 0 un autre nombre de points')
  expect(text).toContain('Aucune inscription n’aurait un autre résultat.')
})

test('other points and another cell are counted by cell, by formation and by school, and the pupils named', async () => {
  const { text } = await check({
    'points-tres_favorable': '3000',
    'case-favorable-assez_favorable': 'assez_favorable',
  })
  expect(text).toContain('sur 4 inscriptions, 1 auraient un autre avis final et 2 un autre nombre de points')
  expect(text).toMatch(/favorable × favorable 1 très favorable, 2.500 points très favorable, 3.000 points/)
  expect(text).toMatch(/favorable × assez favorable 1 favorable, 1.750 points assez favorable, 750 points/)
  expect(text).toMatch(
    /Par formation, les plus touchées d’abord .*Menuiserie \(fictive\) [3-4] 1 2 [\d\s]+ [\d\s]+/,
  )
  expect(text).toMatch(/Collège fictif n° 1 3 1 2 5.000 4.500/)
  expect(text).not.toContain('Collège fictif n° 2 ')
  expect(text).toContain('Inscriptions concernées : 2 premières sur 2')
  expect(text).toContain(`${eleveAt(campagne, 0).nom} ${eleveAt(campagne, 0).prenom}`)
  expect(text).not.toContain(`${eleveAt(campagne, 1).nom} ${eleveAt(campagne, 1).prenom}`)
})

test('a level that the new scales do not know is said, never counted as réservé', async () => {
  const paris = Object.fromEntries(
    Object.entries(champsOfReglement('essai', aReglement('paris'))).map(([name, values]) => [
      name,
      values[0] ?? '',
    ]),
  )
  const fields = { ...paris, comparer: String(campagne.campagneId), etape: 'verifier' }
  const text = textOf(await (await post(app, '/reglements', { cookie, fields })).text())
  expect(text).toContain('1 portent un niveau que ces échelles ne connaissent pas')
  expect(text).toMatch(/favorable × assez favorable 1 favorable, 1.750 points niveau inconnu de ces échelles/)
  expect(text).toContain('Formations confirmées : 0 alors, 0 si')
})

test('what does not hold is named and nothing is compared', async () => {
  const { status, text } = await check({ 'case-favorable-reserve': '' })
  expect(status).toBe(422)
  expect(text).toContain('ne peut pas être enregistré ainsi')
  expect(text).not.toContain('Ce qui changerait')
})

test('checking uses up nothing: the same form then saves, once', async () => {
  const cle = '00000000-0000-4000-8000-000000000001'
  const drawn = await (await post(app, '/reglements', { cookie, fields: fieldsOf({ cle }) })).text()
  const fresh = [...drawn.matchAll(/name="cle" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
  expect(fresh).not.toBe(cle)
  const save = (): Promise<Response> =>
    post(app, '/reglements', { cookie, fields: fieldsOf({ cle: fresh, etape: '' }) })
  const first = await save()
  expect(first.headers.get('Location')).toMatch(/^\/reglements\/\d+$/)
  expect((await save()).headers.get('Location')).toBe(first.headers.get('Location'))
})

test('nobody else may try a reglement on the pupils of an académie', async () => {
  expect((await post(app, '/reglements', { cookie: chef, fields: fieldsOf() })).status).toBe(403)
})
