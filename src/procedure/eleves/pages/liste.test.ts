import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hono } from 'hono'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let campagne: CampagneFictive
let app: Hono
let chef: string
let adulte: string
let lycee: string
let academie: string
let close: () => Promise<void>

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-02-01T10:00', ZONE) })
  const over = appOver(base.db)
  app = over.app
  const [uai] = campagne.colleges
  chef = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai }))
  adulte = await over.cookieFor(await acteurWith(campagne, { role: 'adulte_referent', uai }))
  lycee = await over.cookieFor(await acteurWith(campagne, { role: 'chef_referent', uai: campagne.lycees[0] }))
  academie = await over.cookieFor(campagne.acteur)
  await at(campagne, '2027-01-20', (tx) =>
    registerInscriptions(tx, {
      campagneId: campagne.campagneId,
      items: [anInscription({ eleveId: eleveAt(campagne, 0).id })],
    }),
  )
})
afterAll(() => close())

const page = async (path: string, cookie: string): Promise<string> => (await get(app, path, cookie)).text()
const idsIn = (text: string): number[] =>
  [...text.matchAll(/href="\/eleves\/(\d+)"/g)].map((match) => Number(match[1])).toSorted((a, b) => a - b)
const ofCollege = (rank: 0 | 1): number[] =>
  campagne.eleves
    .filter((eleve) => eleve.uai === campagne.colleges[rank])
    .map((eleve) => eleve.id)
    .toSorted((a, b) => a - b)

describe('the list of pupils', () => {
  test('shows those of my school and nobody else', async () => {
    expect(idsIn(await page('/eleves', chef))).toEqual(ofCollege(0))
    expect(idsIn(await page('/eleves', adulte))).toEqual(ofCollege(0))
  })

  test('the académie sees every school, or the one asked for', async () => {
    expect(idsIn(await page('/eleves', academie))).toHaveLength(campagne.eleves.length)
    const one = await page(`/eleves?etablissement=${campagne.colleges[1]}`, academie)
    expect(idsIn(one)).toEqual(ofCollege(1))
  })

  test('another school asked for, or a lycée: refused', async () => {
    expect((await get(app, `/eleves?etablissement=${campagne.colleges[1]}`, chef)).status).toBe(403)
    expect((await get(app, '/eleves', lycee)).status).toBe(403)
  })

  test('is searched without case or accent, and % is a letter', async () => {
    const { id, nom, prenom } = eleveAt(campagne, 1)
    const found = await page(`/eleves?nom=${encodeURIComponent(`${prenom} ${nom}`.toUpperCase())}`, chef)
    expect(idsIn(found)).toEqual([id])
    expect(idsIn(await page('/eleves?nom=%25', chef))).toEqual([])
  })

  test('says in words what is missing, and narrows to it', async () => {
    const text = await page('/eleves?filtre=avis_attendus', chef)
    expect(idsIn(text)).toEqual([eleveAt(campagne, 0).id])
    expect(text).toContain('1 avis d’origine à donner')
    expect(text).toContain('Adulte référent à nommer')
    expect(idsIn(await page('/eleves?filtre=sans_inscription', chef))).toHaveLength(5)
  })
})

describe('naming an adulte référent', () => {
  const name = (cookie: string, fields: [string, string][]) =>
    post(app, '/eleves?classe=3A', { cookie, fields })

  test('names him for the pupils ticked, and comes back to the same list', async () => {
    const [first, second] = ofCollege(0)
    const answer = await name(chef, [
      ['eleves', String(first)],
      ['eleves', String(second)],
      ['adulte', 'Odile Fictive'],
    ])
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/eleves?classe=3A'])
    expect((await page('/eleves', chef)).match(/<td>Odile Fictive<\/td>/g)).toHaveLength(2)
  })

  test('nobody ticked or no name: 422, the name typed is kept', async () => {
    const answer = await name(chef, [['adulte', 'Odile Fictive']])
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain('Cochez au moins un élève.')
    expect(text).toContain('value="Odile Fictive"')
    const ticked = await name(chef, [['eleves', String(ofCollege(0)[2])]])
    const boxes = (await ticked.text()).match(/<input[^>]*name="eleves"[^>]*>/g) ?? []
    expect(boxes.filter((box) => box.includes('checked'))).toEqual([
      expect.stringContaining(`value="${ofCollege(0)[2]}"`),
    ])
  })

  test('a pupil of another school is left alone', async () => {
    const stranger = ofCollege(1)[0] ?? 0
    await name(chef, [
      ['eleves', String(stranger)],
      ['adulte', 'Intrus Fictif'],
    ])
    expect(await page('/eleves', academie)).not.toContain('Intrus Fictif')
  })

  test('an adulte référent names nobody', async () => {
    expect((await name(adulte, [['adulte', 'X']])).status).toBe(403)
    expect(await page('/eleves', adulte)).not.toContain('Nommer l’adulte référent')
  })
})
