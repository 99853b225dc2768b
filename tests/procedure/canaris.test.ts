import type { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { testDb } from '#src/db/testing.ts'
import { serveurSmtp, type ServeurSmtp } from '#src/jobs/testing.ts'
import { TACHES } from '#src/jobs/list.ts'
import { enqueue } from '#src/jobs/queue.ts'
import { drain } from '#src/jobs/worker.ts'
import {
  acteurWith,
  at,
  eleveAt,
  legauxOf,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { runCourrier } from '#src/procedure/envois/api.ts'
import { campagneQuiEcrit, moveTo } from '#src/procedure/envois/examples.ts'
import { PAGES } from '#src/web/routes.ts'
import { appOver, get, post } from '#src/web/testing.ts'

/** Marks of a name, an address, a telephone, an INE and a comment: none stands anywhere by chance. */
const MARK = /zq(nom|prenom|rue|mail|mot)|\d{9}ZQ|06990099/i

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let server: ServeurSmtp
let app: Hono
const logs: string[] = []
const urls = new Set<string>()
const files = new Set<string>()
let pages = 0
let marked = 0
let refused = 0

beforeAll(async () => {
  base = await testDb()
  server = await serveurSmtp()
  const over = appOver(base.db, { log: (line) => void logs.push(line) })
  app = over.app
  campagne = await campagneQuiEcrit(base.db, { elevesParCollege: 2 })
  await at(campagne, '2027-02-01', async ({ trx }) => {
    await sql`update eleve set nom = 'ZQNOM' || id, prenom = 'Zqprenom' || id, ine = lpad(id::text, 9, '0') || 'ZQ',
      telephone = '0699009901', courriel = 'zqmail-e' || id || '@exemple.fr'`.execute(trx)
    await sql`update responsable set nom = 'ZQNOMR' || id, prenom = 'Zqprenomr' || id, telephone = '0699009902',
      adresse = '{"lignes": ["1 zqrue du Canari"], "codePostal": "75000", "localite": "Zqrueville", "pays": "France"}',
      courriel = 'zqmail-r' || id || '@exemple.fr'`.execute(trx)
  })
  await playParcours(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId })),
  )
  await at(campagne, '2027-05-20', async ({ trx }) => {
    await sql`update avis_origine set commentaire = 'zqmot de l’origine'`.execute(trx)
    await sql`update compte_rendu set texte = 'zqmot du lycée'`.execute(trx)
  })
  for (const acteur of await people()) await live(await over.cookieFor(acteur))
}, 300_000)
afterAll(async () => {
  await server.stop()
  await closeDocuments()
  await base.close()
})

async function people(): Promise<Acteur[]> {
  const { id, uai } = eleveAt(campagne, 0)
  const [lycee] = campagne.lycees
  const [guardian] = legauxOf(campagne, id)
  const withRole = (over: Parameters<typeof acteurWith>[1]) => acteurWith(campagne, over)
  return [
    await withRole({ role: 'eleve', eleveId: id }),
    await withRole({ role: 'responsable', responsableId: guardian?.id ?? null }),
    await withRole({ role: 'chef_origine', uai }),
    await withRole({ role: 'adulte_referent', uai }),
    await withRole({ role: 'planificateur', uai: lycee }),
    await withRole({ role: 'intervenant', uai: lycee }),
    await withRole({ role: 'chef_referent', uai: lycee }),
    campagne.acteur,
  ]
}

const MOST = 60
const IN_PAGE = /(?:href|action|src|formaction)="([^"]*)"/g

/** Reads what somebody can reach, takes the files, then sends every form of the site with marks in it. */
async function live(cookie: string): Promise<void> {
  const queue = ['/']
  for (let i = 0; i < Math.min(queue.length, MOST); i++) {
    const answer = await get(app, queue[i] ?? '/', cookie)
    note(answer)
    if (!/text\/html/.test(answer.headers.get('Content-Type') ?? '')) continue
    const page = await answer.text()
    pages++
    if (MARK.test(page)) marked++
    for (const [, found = ''] of page.matchAll(IN_PAGE)) {
      const link = found.replaceAll('&amp;', '&')
      urls.add(link)
      if (link.startsWith('/') && !link.includes('#') && !queue.includes(link)) queue.push(link)
    }
  }
  const typed = 'Zqmot ZQNOM zqmail@exemple.fr 0699009903'
  const fields = Object.fromEntries(
    'nom prenom texte motif commentaire courriel compteRendu droit date ine visa fichier domaine eleve mef'
      .split(' ')
      .map((name) => [name, typed]),
  )
  for (const { method, path } of PAGES)
    if (method === 'POST') {
      const answer = await post(app, path.replaceAll(/:[a-z]+/gi, '1'), { cookie, fields })
      if (answer.status >= 400) refused++
      note(answer)
    }
  // A letter that PostgreSQL refuses: its error quotes what it was given.
  note(await get(app, '/eleves?nom=ZQNOM%00', cookie))
  note(await get(app, '/zqnom/zqmail@exemple.fr', cookie))
}

function note(answer: Response): void {
  const location = answer.headers.get('Location')
  if (location !== null) urls.add(decodeURIComponent(location))
  const name = answer.headers.get('Content-Disposition')
  if (name !== null) files.add(decodeURIComponent(name))
}

describe('A36, A37, A38: marks put in names, addresses, comments and INE of a whole campaign', () => {
  test('are met where people read them', () => {
    expect(pages).toBeGreaterThan(150)
    expect(marked).toBeGreaterThan(40)
    expect(refused).toBeGreaterThan(200)
  })
  test('A37: are in no line of the log, errors included', () => {
    expect(logs.length).toBeGreaterThan(700)
    expect(logs.filter((line) => MARK.test(line))).toEqual([])
  })
  test('A36: are in no address that the service makes, and none leads elsewhere but to two public sites', () => {
    expect(urls.size).toBeGreaterThan(150)
    expect([...urls].filter((url) => MARK.test(url))).toEqual([])
    const known = /^http:\/\/passpro\.test|^https:\/\/www\.(onisep\.fr|oriane\.info)\//
    expect([...urls].filter((url) => /^(https?:)?\/\//.test(url) && !known.test(url))).toEqual([])
  })
  test('A38: are in no file name', () => {
    expect(files.size).toBeGreaterThan(3)
    expect([...files].filter((name) => MARK.test(name))).toEqual([])
  })
})

test('A25: are in no message, but the address it goes to', async () => {
  await moveTo(campagne, '2027-03-08T09:00')
  const courrier = server.courrier()
  await runCourrier({ db: base.db, now: new Date('2027-03-08T08:00:00Z'), televersements: '', courrier })
  courrier.fermer()
  expect(server.recus.length).toBeGreaterThan(3)
  for (const { mail, a } of server.recus) {
    const said = `${mail.subject} ${mail.text} ${String(mail.html)}`
    expect(MARK.test(String(mail.subject)), mail.subject).toBe(false)
    expect(MARK.test(said.replaceAll(a, ''))).toBe(false)
  }
})

test('A37: are in no line of the work outside requests, faults included', async () => {
  const lines: string[] = []
  await base.db.transaction().execute((trx) => enqueue(trx, { nom: 'menage', charge: {} }))
  await base.db
    .transaction()
    .execute((trx) =>
      enqueue(trx, { nom: 'emission', charge: { academie: 'ZQNOM', campagneId: 1, compteId: 1 } }),
    )
  await drain({
    outils: { db: base.db, televersements: '/nulle/part' },
    clock: () => new Date('2027-06-01T08:00:00Z'),
    taches: TACHES,
    log: (line) => void lines.push(line),
  })
  expect(lines.some((line) => line.includes('ERREUR'))).toBe(true)
  expect(lines.filter((line) => MARK.test(line))).toEqual([])
})
