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

test('narrowed by the address: name, domaine, reason; and as a file of what is shown', async () => {
  const [, , third, fourth] = [0, 1, 2, 3].map((rank) => eleveAt(campagne, rank))
  const byReason = await page('/sans-place?raison=aucune_disponibilite', 'academie')
  expect(byReason).toContain(fourth?.nom)
  expect(byReason).not.toContain(`/sans-place/${third?.id}/`)
  const byName = await page(
    `/sans-place?nom=${encodeURIComponent(third?.nom.toLowerCase() ?? '')}`,
    'academie',
  )
  expect(byName).toContain(`/sans-place/${third?.id}/bois`)
  expect(byName).not.toContain(`/sans-place/${fourth?.id}/`)
  expect(await page('/sans-place?nom=personne-de-ce-nom', 'academie')).toContain(
    'Rien ne répond à cette recherche.',
  )
  const csv = await page('/sans-place/export/csv?domaine=bois', 'planner')
  const [header = '', ...lines] = csv
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
  expect(header).toBe('Collège;Classe;Nom;Prénom;Domaine;Ce qui l’arrête;Explication')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(
    `${third?.nom};${third?.prenom};Métiers du bois (fictif);Toutes les places sont prises;`,
  )
})

test('sorted by the address, on the screen and in the file alike', async () => {
  const ids = (shown: string): string[] =>
    [...shown.matchAll(/href="\/sans-place\/(\d+)\//g)].map(([, id = '']) => id)
  const up = ids(await page('/sans-place?tri=domaine', 'academie'))
  expect(up).toHaveLength(2)
  expect(ids(await page('/sans-place?tri=-domaine', 'academie'))).toEqual(up.toReversed())
  const names = async (tri: string): Promise<string[]> =>
    (await page(`/sans-place/export/csv?tri=${tri}`, 'academie'))
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(';')[2] ?? '')
  const named = await names('domaine')
  expect(named).toHaveLength(2)
  expect(await names('-domaine')).toEqual(named.toReversed())
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

test('10,000 pupils without a place: 50 a page, and what lacks for all of them in one sentence', async () => {
  const { campagneId, colleges, lycees } = campagne
  await at(campagne, '2027-02-21', async ({ trx, now, acteur }) => {
    const { academie } = acteur
    await sql`insert into eleve (academie, campagne_id, uai, cle_siecle, nom, prenom, date_naissance, classe)
      select ${academie}, ${campagneId}, ${colleges[0]}, 'FOULE-' || n, 'FOULE ' || lpad(n::text, 5, '0'), 'Élève fictif',
        '2012-01-01', '3F' || n % 300 from generate_series(1, 10000) n`.execute(trx)
    await sql`insert into inscription (academie, campagne_id, eleve_id, mef, domaine, mode, uai_souhaite, auteur, inscrit_le)
      select e.academie, e.campagne_id, e.id, m.mef, 'bois', 'presentiel', ${lycees[0]}, 'Fictif', ${now} from eleve e,
        (select mef from inscription where campagne_id = ${campagneId} and domaine = 'bois' limit 1) m
      where e.cle_siecle like 'FOULE-%'`.execute(trx)
    await sql`insert into non_placement (academie, campagne_id, eleve_id, domaine, raison, explication, le)
      select academie, campagne_id, id, 'bois', 'complet', 'Toutes les places sont prises.', ${now} from eleve
      where cle_siecle like 'FOULE-%'`.execute(trx)
  })
  const before = process.cpuUsage()
  const shown = await page('/sans-place?page=3', 'planner')
  const { user, system } = process.cpuUsage(before)
  expect(shown.match(/href="\/sans-place\/\d+\/bois/g)).toHaveLength(50)
  expect(shown).toContain('title="Page 201"')
  expect(shown).toMatch(/Il manque 200\s?020 minutes/)
  expect((user + system) / 1e6).toBeLessThan(3)
  // Their files hold them all, in a memory that stays small.
  const held = process.memoryUsage().rss
  expect((await page('/sans-place/export/csv', 'planner')).split('\r\n').length).toBeGreaterThan(10_000)
  expect((await get(app, '/sans-place/export/xlsx', cookies.planner)).status).toBe(200)
  expect((process.memoryUsage().rss - held) / 1e6).toBeLessThan(250)
}, 60_000)
