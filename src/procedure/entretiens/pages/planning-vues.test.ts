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
import { declareIndisponibilites, emitConvocations, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { aDisponibilite } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
let app: Hono
let campagne: CampagneFictive
let cookies: Record<'planner' | 'teacher' | 'academie', string>

// Two pupils of the first lycée on Monday 8 March 2027, one convoked; open from nine to ten on Monday and on Tuesday.
beforeAll(async () => {
  base = await testDb()
  const over = appOver(base.db)
  app = over.app
  const on = (uai: string, day: string, nom: string) =>
    aDisponibilite({
      uai,
      intervenants: [nom],
      debut: instantOf(`${day}T09:00`, ZONE),
      fin: instantOf(`${day}T10:00`, ZONE),
    })
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-20T10:00', ZONE),
    disponibilites: ([uai]) => [
      on(uai, '2027-03-08', 'Mme Fictive (lundi)'),
      on(uai, '2027-03-09', 'M. Fictif (mardi)'),
    ],
  })
  const { campagneId, lycees } = campagne
  const items = [0, 1].map((rank) =>
    anInscription({ eleveId: eleveAt(campagne, rank).id, uaiSouhaite: lycees[0] }),
  )
  await at(campagne, '2027-02-20', async (tx) => {
    for (const result of await registerInscriptions(tx, { campagneId, items: items.slice(0, 1) }))
      must(result)
    await placeEntretiens(tx, campagneId)
    await emitConvocations(tx, campagneId)
    for (const result of await registerInscriptions(tx, { campagneId, items: items.slice(1) })) must(result)
    await placeEntretiens(tx, campagneId)
    const away = {
      intervenant: { uai: lycees[0], nom: 'M. Fictif (mardi)' },
      debut: instantOf('2027-03-09T09:00', ZONE),
      fin: instantOf('2027-03-09T09:40', ZONE),
      motif: null,
    }
    for (const result of await declareIndisponibilites(tx, { campagneId, items: [away] })) must(result)
  })
  const open = async (role: 'planificateur' | 'intervenant') =>
    over.cookieFor(await acteurWith(campagne, { role, uai: lycees[0] }))
  cookies = {
    planner: await open('planificateur'),
    teacher: await open('intervenant'),
    academie: await over.cookieFor(campagne.acteur),
  }
}, 60_000)
afterAll(() => base.close())

const page = async (path: string, who: keyof typeof cookies = 'planner'): Promise<string> =>
  (await get(app, path, cookies[who])).text()
const cells = (row: string, html: string): string[] => {
  const found = html.slice(html.indexOf(row))
  return [...found.slice(0, found.indexOf('</tr>')).matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(
    (one) => one[1] ?? '',
  )
}

test('the week of a lycée opens where its next interviews are, in a drawing, by person and in a list', async () => {
  const shown = await page('/planning')
  expect(shown).toContain('Semaine du lundi 8 mars 2027')
  expect(shown).toContain('2 entretiens, dont 1 provisoire (en pointillé).')
  expect(shown.match(/<rect[^>]*passpro-dessin-convoque/g)).toHaveLength(1)
  expect(shown.match(/<rect[^>]*passpro-dessin-provisoire/g)).toHaveLength(1)
  expect(shown.match(/<rect[^>]*passpro-dessin-ouverte/g)).toHaveLength(2)
  expect(cells('Mme Fictive (lundi)</a>', shown)).toEqual(['2', '1', '0 h 40'])
  expect(cells('M. Fictif (mardi)</a>', shown)).toEqual(['0', '0', '–'])
})

test('a week is read day by day, each day a drawing of its own, and searched', async () => {
  const week = await page('/planning')
  expect(week.match(/<svg class="passpro-journee/g)).toHaveLength(5)
  expect(week).toContain('jour=2027-03-08&amp;semaine=2027-03-08">lundi 8</a>')
  const monday = await page('/planning?semaine=2027-03-08&jour=2027-03-08')
  expect(monday.match(/<svg class="passpro-journee/g)).toHaveLength(1)
  expect(monday).toContain('aria-label="lundi 8 mars 2027 : 2 entretiens')
  expect(monday).toContain(eleveAt(campagne, 0).nom)
  const tuesday = await page('/planning?semaine=2027-03-08&jour=2027-03-09')
  expect(tuesday).toContain('Aucun entretien ce jour-là.')
  expect(tuesday).not.toContain(eleveAt(campagne, 0).nom)
  expect(await page('/planning?semaine=2027-03-08&nom=personne')).toContain(
    'Rien ne répond à cette recherche.',
  )
  const csv = await page('/planning/export/csv?semaine=2027-03-08&jour=2027-03-08')
  expect(csv.split('\r\n')[0]).toBe('Jour;Heure;Élève;Établissement;Domaine;Reçoivent;Où;État;Reçu seul')
  expect(csv.trim().split('\r\n')).toHaveLength(3)
})

test('the week of one person shows that person only, with absences hatched', async () => {
  const { rows } = await at(campagne, '2027-02-21', (tx) =>
    sql<{ id: number }>`select id from intervenant where nom = 'M. Fictif (mardi)'`.execute(tx.trx),
  )
  const shown = await page(`/planning?semaine=2027-03-08&intervenant=${rows[0]?.id ?? 0}`)
  expect(shown).toContain('M. Fictif (mardi), semaine du lundi 8 mars 2027')
  expect(shown).toContain('aucun entretien.')
  expect(shown.match(/<rect[^>]*passpro-dessin-absence/g)).toHaveLength(1)
  expect(shown).not.toContain(eleveAt(campagne, 0).nom)
})

test('the load of each day: places without the absences, held and convoked', async () => {
  const shown = await page('/planning/charge')
  expect(cells('lundi 8 mars 2027</th>', shown)).toEqual(['3', '1', '1', '67 %'])
  expect(cells('mardi 9 mars 2027</th>', shown)).toEqual(['1', '0', '0', '0 %'])
  expect(shown).toContain('la journée la plus pleine est le lundi 8 mars 2027, 2 entretiens pour 3 places.')
  const all = await page('/planification/charge', 'academie')
  expect(cells('Lycée fictif n° 1</a>', all)).toEqual(['4', '1', '1', '50 %'])
})

const locate = (latitude: number | null) =>
  at(campagne, '2027-02-21', (tx) =>
    sql`update etablissement set latitude = ${latitude}, longitude = case when uai = ${campagne.lycees[0]} then 2.4 else 2.3 end`.execute(
      tx.trx,
    ),
  )

test('trips are counted and drawn; a school without coordinates is said, and left out of the drawing', async () => {
  await locate(48.8)
  const shown = await page('/planning/sorties')
  expect(shown).toMatch(/1 sortie accompagnée : .* 2,0 entretiens par sortie/)
  expect(shown).toContain('Carte des sorties : 1 sortie, 1 trajet d’un collège à un lycée.')
  await locate(null)
  const unknown = await page('/planning/sorties?semaine=2027-03-08')
  expect(unknown).toContain('Distance inconnue pour')
  expect(unknown).toContain('>distance inconnue</td>')
  expect(unknown).not.toContain('Carte des sorties')
  expect(await page('/planning/sorties?semaine=2027-03-15')).toContain('Aucun entretien sur place')
})

test('an interviewer sees the week, never the load nor the trips', async () => {
  expect(await page('/planning', 'teacher')).not.toContain('Charge par jour')
  for (const path of ['/planning/charge', '/planning/sorties', '/planification/semaine'])
    expect((await get(app, path, cookies.teacher)).status).toBe(403)
})

test('twins of one initial are told apart in the drawing of a week', async () => {
  const [one, other] = [eleveAt(campagne, 0), eleveAt(campagne, 1)]
  await at(campagne, '2027-02-21', (tx) =>
    sql`update eleve set nom = 'MYRTILLE', prenom = case when id = ${one.id} then 'Zoé' else 'Zacharie' end
      where id in (${one.id}, ${other.id})`.execute(tx.trx),
  )
  const drawn = [...(await page('/planning')).matchAll(/<text[^>]*passpro-dessin-mot[^>]*>([^<]*)</g)].map(
    ([, mot]) => mot,
  )
  expect(drawn).toEqual(['Zoé MYRTILLE', 'Zacharie MYRT…'])
})
