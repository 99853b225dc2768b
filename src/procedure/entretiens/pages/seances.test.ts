import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
import { wordsOf } from '#src/procedure/eleves/pages/testing.ts'
import { emitConvocations, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

const LUNDI = '2027-03-08'
const SEANCE = {
  jour: LUNDI,
  de: '09:00',
  a: '10:20',
  domaines: 'bois',
  autres: 'Mme Groupe (fictive)',
  mode: 'presentiel',
  capacite: '4',
  communes: '20',
  individuelles: '15',
}

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'college' | 'eleve', string>

beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    disponibilites: () => [],
    horloge: instantOf('2027-02-20T10:00', ZONE),
  })
  const { lycees, colleges } = campagne
  const open = async (who: Parameters<typeof acteurWith>[1]) =>
    over.cookieFor(await acteurWith(campagne, who))
  cookies = {
    planner: await open({ role: 'planificateur', uai: lycees[0] }),
    college: await open({ role: 'chef_origine', uai: colleges[0] }),
    eleve: await open({ role: 'eleve', eleveId: eleveAt(campagne, 1).id }),
  }
}, 60_000)
afterAll(() => base.close())

const words = async (path: string, who: keyof typeof cookies): Promise<string> =>
  wordsOf(await (await get(app, path, cookies[who])).text())
const declare = (over: Partial<typeof SEANCE> = {}) =>
  post(app, '/disponibilites', { cookie: cookies.planner, fields: { ...SEANCE, ...over } })

describe('a group session, declared by a lycée', () => {
  test.each([
    [{ capacite: '1' }, 'Une séance de groupe reçoit au moins deux élèves'],
    [{ a: '10:00' }, 'La séance entière dure 80 minutes : c’est plus long que la plage.'],
    [{ individuelles: '' }, 'Écrivez aussi combien de minutes dure l’entretien de chaque élève.'],
    [{ communes: '0', individuelles: '10', a: '10:00' }, 'l’académie en demande 20'],
    [{ individuelles: 'peu' }, 'Écrivez un nombre entier de 5 à 120, ou rien.'],
  ])('%o is refused where it was typed, and kept as typed', async (over, sentence) => {
    const answer = await declare(over)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(wordsOf(page)).toContain(sentence)
    for (const value of Object.values(over)) if (value !== '') expect(page).toContain(`value="${value}"`)
  })

  test('is read back in the list, in its file and on its own page', async () => {
    expect((await declare()).status).toBe(303)
    expect(await words('/disponibilites', 'planner')).toContain('20 minutes ensemble, puis 15 par élève')
    const page = await (await get(app, '/disponibilites', cookies.planner)).text()
    const [, own = ''] = /href="(\/disponibilites\/\d+)"/.exec(page) ?? []
    const form = await (await get(app, own, cookies.planner)).text()
    expect(form).toMatch(/name="communes"[^>]*value="20"|value="20"[^>]*name="communes"/)
    const csv = await (await get(app, '/disponibilites/export/csv', cookies.planner)).text()
    expect(csv).toContain('20 minutes ensemble, puis 15 par élève')
  })
})

describe('who was called to it', () => {
  beforeAll(async () => {
    const { campagneId } = campagne
    const items = [0, 1].map((rank) => anInscription({ eleveId: eleveAt(campagne, rank).id }))
    await at(campagne, '2027-02-20', async (tx) => {
      for (const result of await registerInscriptions(tx, { campagneId, items })) must(result)
      expect(await placeEntretiens(tx, campagneId)).toEqual({ places: 2, nonPlaces: 0 })
      await emitConvocations(tx, campagneId)
    })
  })

  test('reads both hours on his page and in his calendar', async () => {
    expect(await words('/mon-espace', 'eleve')).toContain(
      'lundi 8 mars 2027 : information commune à 9 h 00, votre entretien individuel de 9 h 35 à 9 h 50',
    )
    const ics = await (await get(app, '/mon-espace/entretien.ics', cookies.eleve)).text()
    // Nine to ten to ten in Paris: until the end of his own time.
    expect(ics).toMatch(/DTSTART:20270308T080000Z\r\nDTEND:20270308T085000Z/)
    expect(ics.replaceAll('\r\n ', '')).toContain(
      String.raw`DESCRIPTION:Information commune à 9 h 00\, entretien individuel à 9 h 35.`,
    )
  })

  test('is in the day of the lycée, in its week and on its sheets, with both hours', async () => {
    for (const path of [
      `/entretiens?jour=${LUNDI}`,
      `/planning?semaine=${LUNDI}`,
      `/feuilles-d-entretien?jour=${LUNDI}`,
    ]) {
      const text = await words(path, 'planner')
      expect(text, path).toContain('9 h 00')
      expect(text, path).toContain('reçu seul à 9 h 20')
      expect(text, path).toContain('reçu seul à 9 h 35')
    }
  })

  test('is in the departures of his collège, back after the last of them', async () => {
    const text = await words(`/departs?jour=${LUNDI}`, 'college')
    expect(text).toContain('9 h 00 – 9 h 35, reçu seul à 9 h 20')
    expect(text).toContain('9 h 00 – 9 h 50, reçu seul à 9 h 35')
  })
})
