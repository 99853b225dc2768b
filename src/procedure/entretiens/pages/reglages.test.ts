import { sql } from 'kysely'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import { instantOf } from '#src/kit/day.ts'
import { PREREGLAGES } from '#src/planning/reglages.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookie: string
let planner: string

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-02-20T10:00', ZONE) })
  const { campagneId, lycees } = campagne
  const items = campagne.eleves.map(({ id }) => anInscription({ eleveId: id }))
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
    await placeEntretiens(tx, campagneId)
  })
  cookie = await over.cookieFor(campagne.acteur)
  planner = await over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai: lycees[0] }))
}, 60_000)
afterAll(() => base.close())

const page = async (path: string): Promise<string> => (await get(app, path, cookie)).text()
const PRIX = Object.fromEntries(Object.entries(PREREGLAGES.equilibre).map(([name, n]) => [name, String(n)]))

test('prices are told in plain words, with what the plan asks; the load of each lycée is one link away', async () => {
  const shown = await page('/planification/reglages')
  for (const words of [
    'Une demi-journée d’enseignant',
    'Sorties accompagnées',
    'Inégalité entre lycées',
    'href="/planification/charge"',
  ])
    expect(shown).toContain(words)
  expect((await get(app, '/planification/reglages', planner)).status).toBe(403)
})

test.each([
  ['sortie', '-1'],
  ['sortie', 'cher'],
  ['sortie', '1.5'],
  ['modele', 'autre'],
])('%s « %s » is refused, and what was typed is kept', async (name, value) => {
  const fields = { modele: 'sur_mesure', ...PRIX, souhait: '77', [name]: value }
  const answer = await post(app, '/planification/reglages', { cookie, fields })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('value="77"')
})

test('two settings are compared by a job, drawn, and one is chosen in the journal', async () => {
  const before = await at(campagne, '2027-06-01', (tx) =>
    sql<{ plage: string }>`select plage::text from entretien order by id`.execute(tx.trx),
  )
  const answer = await post(app, '/planification/reglages', {
    cookie,
    fields: { modele: 'equipes', ...PRIX },
  })
  const path = answer.headers.get('Location') ?? ''
  expect(await page(path)).toContain('Calcul : 0 sur 100')
  const lines: string[] = []
  await drain({
    outils: { db: base.db, televersements: '' },
    clock: () => new Date('2027-02-20T10:00:00Z'),
    taches: TACHES,
    log: (line) => void lines.push(line),
  })
  expect(lines).toEqual([])
  const shown = await page(path)
  expect(shown).toContain('Ménager les équipes des lycées')
  // Both settings in one drawing of the weeks, full and dashed.
  expect(shown).toMatch(
    /Entretiens par semaine, Réglage actuel puis Ménager les équipes des lycées : \d+ changent/,
  )
  expect(shown).toContain('passpro-dessin-convoque')
  expect(shown).toContain('passpro-dessin-provisoire')
  // Only tried on paper.
  const after = await at(campagne, '2027-06-01', (tx) =>
    sql<{ plage: string }>`select plage::text from entretien order by id`.execute(tx.trx),
  )
  expect(after.rows).toEqual(before.rows)
  expect((await post(app, `${path}/choix`, { cookie, fields: { rang: '1' } })).status).toBe(303)
  expect(await page('/planification/reglages')).toMatch(/Une demi-journée d’enseignant<\/th><td[^>]*>480</)
  const { rows } = await at(campagne, '2027-06-01', (tx) =>
    sql<{ acte: string }>`select acte from journal where acte like 'reglages.%' order by rang`.execute(
      tx.trx,
    ),
  )
  expect(rows.map((row) => row.acte)).toEqual(['reglages.comparer', 'reglages.choisir'])
  expect((await get(app, '/planification/comparaisons/999999', cookie)).status).toBe(404)
})
