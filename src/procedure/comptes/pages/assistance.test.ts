import type { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let app: Hono
let close: () => Promise<void>
let campagne: CampagneFictive
let cookieFor: (acteur: Acteur) => Promise<string>
let aide: Acteur
let chef: Acteur
let cookie: string

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  ;({ app, cookieFor } = appOver(base.db))
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-02-01T10:00', ZONE),
    elevesParCollege: 2,
  })
  aide = await acteurWith(campagne, { role: 'assistance' })
  chef = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] })
})
afterAll(() => close())
beforeEach(async () => {
  cookie = await cookieFor(aide)
})

const MOTIF = 'Appel du collège : la liste lui semble vide'
const seeThrough = ({ compteId }: Acteur, motif = MOTIF): Promise<Response> =>
  post(app, `/assistance/${compteId}`, { cookie, fields: { motif } })
const statusOf = async (path: string): Promise<number> => (await get(app, path, cookie)).status

const journal = (acte: string): Promise<{ auteur: string; apres: object | null; objet_id: string }[]> =>
  at(campagne, '2027-02-01', async ({ trx }) => {
    const { rows } = await sql<{ auteur: string; apres: object | null; objet_id: string }>`
      select auteur, apres, objet_id from journal where acte = ${acte} order by rang`.execute(trx)
    return rows
  })
const BOTH = 'Compte fictif (assistance), voyant l’écran de Compte fictif (chef_origine)'

test('a person is found by a part of the name, never by the whole list', async () => {
  const found = await (await get(app, '/assistance?cherche=chef_or', cookie)).text()
  expect(found).toContain(`/assistance/${chef.compteId}`)
  expect(await (await get(app, '/assistance?cherche=Co', cookie)).text()).not.toContain('chef_origine')
})

test('without a reason nothing is seen, and what was typed comes back', async () => {
  const refused = await seeThrough(chef, 'court')
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('>court</textarea>')
  expect(await statusOf('/eleves')).toBe(403)
})

test('the page is that of the person, under a banner that names both; then one comes back', async () => {
  expect((await seeThrough(chef)).headers.get('Location')).toBe('/')
  expect((await journal('assistance.ouvrir')).at(-1)?.apres).toEqual({ nom: chef.nom, motif: MOTIF })
  const seen = await (await get(app, '/eleves', cookie)).text()
  const theirs = await (await get(app, '/eleves', await cookieFor(chef))).text()
  expect(seen).toContain(`Vous voyez l’écran de ${chef.nom}`)
  expect(seen).toContain(aide.nom)
  const table = /<table[\s\S]*<\/table>/
  expect(table.exec(seen)?.[0]).toMatch(/Élève|Eleve/)
  expect(table.exec(seen)?.[0]).toBe(table.exec(theirs)?.[0])
  expect((await journal('assistance.voir')).at(-1)).toEqual({
    auteur: BOTH,
    apres: { chemin: '/eleves' },
    objet_id: String(chef.compteId),
  })
  expect((await post(app, '/assistance/fin', { cookie })).status).toBe(303)
  expect(await statusOf('/eleves')).toBe(403)
})

test('every form is refused, and secrets are not shown', async () => {
  await seeThrough(chef)
  for (const path of ['/eleves', '/brouillons', '/connexion', '/comptes', '/campagnes'])
    expect((await post(app, path, { cookie, fields: { nom: 'x' } })).status, path).toBe(403)
  for (const path of ['/mon-compte', '/comptes', `/comptes/${chef.compteId}`])
    expect(await statusOf(path), path).toBe(403)
  expect(await (await get(app, '/', cookie)).text()).not.toContain('href="/comptes"')
})

test('A32: the file of a pupil is read under both names', async () => {
  await seeThrough(chef)
  const eleve = campagne.eleves.find(({ uai }) => uai === campagne.colleges[0])
  expect(await statusOf(`/eleves/${eleve?.id}`)).toBe(200)
  expect((await journal('eleve.lire')).at(-1)).toMatchObject({
    auteur: BOTH,
    objet_id: String(eleve?.id),
  })
})

test('it ends by itself after half an hour', async () => {
  await seeThrough(chef)
  const minutes = await at(campagne, '2027-02-01', async ({ trx }) => {
    const { rows } = await sql<{ minutes: number }>`
      update session set assistance_fin = assistance_fin - interval '30 minutes'
      where assistance_compte_id = ${chef.compteId} and compte_id = ${aide.compteId}
      returning extract(epoch from assistance_fin - vue_le)::int as minutes`.execute(trx)
    return rows.at(-1)?.minutes
  })
  expect(minutes).toBe(0)
  expect(await statusOf('/eleves')).toBe(403)
})

test('it ends at once with the right of who helps, and with the account of who is helped', async () => {
  const other = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[1] })
  await seeThrough(other)
  expect(await statusOf('/eleves')).toBe(200)
  await at(campagne, '2027-02-01', ({ trx }) =>
    sql`update compte set ferme_le = now() where id = ${other.compteId}`.execute(trx),
  )
  expect(await statusOf('/eleves')).toBe(403)
  await seeThrough(chef)
  const right = (fin: string | null) =>
    at(campagne, '2027-02-01', ({ trx }) =>
      sql`update habilitation set fin = ${fin} where compte_id = ${aide.compteId}`.execute(trx),
    )
  await right('2027-01-31')
  expect(await statusOf('/eleves')).toBe(403)
  await right(null)
})

test('nobody sees the screens of the académie or his own, and nobody else may see another’s', async () => {
  for (const qui of [campagne.acteur, aide, await acteurWith(campagne, { role: 'auditeur' })])
    expect((await seeThrough(qui)).status).toBe(404)
  for (const qui of [campagne.acteur, chef]) {
    const theirs = await cookieFor(qui)
    expect((await get(app, '/assistance', theirs)).status).toBe(403)
    const sent = { cookie: theirs, fields: { motif: MOTIF } }
    expect((await post(app, `/assistance/${chef.compteId}`, sent)).status).toBe(403)
  }
})
