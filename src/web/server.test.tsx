import { NO_ASSETS } from '#src/web/assets.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDb } from '#src/db/connection.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { html, page } from '#src/web/page.ts'
import { PAGES } from '#src/web/routes.ts'
import { get, post, signIn, SITE, testApp, type TestApp } from '#src/web/testing.ts'

const TEXT = 'Un commentaire long de Mme Fictive, écrit pendant une heure.'

let site: TestApp
let cookie: string

const broken = [
  page({
    method: 'POST',
    path: '/essai/panne',
    droit: 'connecte',
    handler: () => {
      throw new Error('cassé exprès')
    },
  }),
  page({
    method: 'POST',
    path: '/essai/sql/:id',
    droit: 'connecte',
    handler: async ({ tx }) => {
      await tx.trx.insertInto('academie').values({ code: 'Dupont', nom: 'x' }).execute()
      return html(<Frame title="Essai">jamais</Frame>)
    },
  }),
  page({
    method: 'POST',
    path: '/essai/fichier',
    droit: 'connecte',
    televersement: true,
    handler: () => html(<Frame title="Reçu">Reçu</Frame>),
  }),
]

beforeAll(async () => {
  site = await testApp({ pages: [...PAGES, ...broken] })
  cookie = await signIn(site, 'chef_origine')
})
afterAll(() => site.close())

describe('headers', () => {
  test.each([
    ['GET', '/', 200],
    ['GET', '/campagnes', 303],
    ['GET', '/nulle-part', 404],
    ['POST', '/sante', 405],
    ['DELETE', '/', 405],
    ['POST', '/connexion', 415],
    ['GET', '/assets/absent.css', 404],
  ])(
    'A33, A35, A36, A51: %s %s answers %i with every security header and is kept nowhere',
    async (method, path, status) => {
      const { status: got, headers } = await site.app.request(`${SITE}${path}`, { method })
      expect(headers.get('X-Robots-Tag')).toContain('noindex')
      expect(got).toBe(status)
      expect(headers.get('Content-Security-Policy')).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self';",
      )
      expect(headers.get('Content-Security-Policy')).not.toContain('unsafe')
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
      expect(headers.get('Cache-Control')).toBe('no-store')
      expect(headers.get('X-Reference')).toMatch(/^[0-9A-F]{8}$/)
    },
  )

  test('search engines may show public information, never what is of a person, a code or a demonstration', async () => {
    const robots = async (path: string, options: Parameters<typeof site.with>[0], cookie = '') =>
      (await site.with(options).request(`${SITE}${path}`, { headers: { Cookie: cookie } })).headers.get(
        'X-Robots-Tag',
      )
    const production = { mode: 'production' } as const
    const shown = [
      '/',
      '/formations',
      '/calendrier',
      '/algorithme',
      '/accessibilite',
      '/mentions-legales',
      '/plan-du-site',
    ]
    for (const path of shown) {
      if (path !== '/formations') expect(await robots(path, production), path).toBeNull()
      expect(await robots(path, {}), path).toContain('noindex')
    }
    for (const path of [
      '/connexion',
      '/acces',
      '/acces/ouvrir',
      '/verification',
      '/campagnes',
      '/nulle-part',
      '/sante',
    ])
      expect(await robots(path, production), path).toContain('noindex')
    // The home of somebody signed in is his own.
    expect(await robots('/', production, await signIn(site, 'academie'))).toContain('noindex')
  })

  test('a local address and https send no referrer; a plain http address needs the Origin that it would cost', async () => {
    const policy = async (url: string) => (await site.app.request(url)).headers.get('Referrer-Policy')
    expect(await policy('http://localhost:3000/')).toBe('no-referrer')
    expect(await policy('http://serveur.lan/')).toBe('same-origin')
    const https = site.with({ origin: 'https://passpro.test' })
    const { headers } = await https.request('http://interne:3000/')
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('Strict-Transport-Security')).toContain('max-age=31536000')
  })

  test('hashed files are kept for a year and served in the encoding that the browser takes', async () => {
    const bytes = (text: string) => Buffer.from(text)
    const css = { bytes: bytes('clair'), br: bytes('brotli'), gzip: undefined, type: 'text/css' }
    const assets = { ...NO_ASSETS, files: new Map([['/assets/a.css', css]]) }
    const app = site.with({ assets })
    const answer = await app.request(`${SITE}/assets/a.css`, { headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(answer.headers.get('Content-Encoding')).toBe('br')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(await answer.text()).toBe('brotli')
    const plain = await app.request(`${SITE}/assets/a.css`)
    expect(plain.headers.get('Content-Encoding')).toBeNull()
    expect(await plain.text()).toBe('clair')
  })
})

describe('refusals of HTTP', () => {
  test('a method that the address does not have names those that it has', async () => {
    const answer = await post(site.app, '/campagnes/', { cookie })
    expect(answer.status).toBe(404)
    const refused = await site.app.request(`${SITE}/sante`, { method: 'POST' })
    expect(refused.headers.get('Allow')).toBe('GET, HEAD')
    expect((await site.app.request(`${SITE}/sante`, { method: 'HEAD' })).status).toBe(200)
  })

  test.each([
    ['/campagnes', 10_000_001, 413],
    ['/essai/fichier', 10_000_001, 200],
    ['/essai/fichier', 60_000_001, 413],
  ])('%s with %i bytes: %i', async (path, size, status) => {
    const answer = await post(site.app, path, { cookie, fields: { texte: 'a'.repeat(size - 6) } })
    expect(answer.status).toBe(status)
    if (status === 413) expect(await answer.text()).toContain('10 Mo')
  })

  test('a body cut short is told so and is no outage', async () => {
    const headers = { Cookie: cookie, Origin: SITE, 'Content-Type': 'multipart/form-data; boundary=x' }
    const answer = await site.app.request(`${SITE}/campagnes`, {
      method: 'POST',
      body: '--x\r\ncoupé',
      headers,
    })
    expect(answer.status).toBe(400)
  })
})

describe('outages', () => {
  test('a bug gives the text back with a button to send it again, and a reference found in the log', async () => {
    const fields = { commentaire: TEXT, cle: '3f0e3c1e-5b7c-4f0a-9a69-8f7f3b1f2c4d' }
    const answer = await post(site.app, '/essai/panne', { cookie, fields })
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).toContain(TEXT)
    expect(text).toContain('rien n’est perdu')
    expect(text).toContain('action="/essai/panne"')
    expect(text).toContain(fields.cle)
    expect(text).not.toContain('cassé exprès')
    const reference = answer.headers.get('X-Reference') ?? 'aucune'
    expect(text).toContain(reference)
    expect(site.lines.some((line) => line.includes(`ERREUR ref=${reference} Error: cassé exprès`))).toBe(true)
  })

  test('the log tells the pattern of a route and the code of the database, never an address or a value', async () => {
    const before = site.lines.length
    await post(site.app, '/essai/sql/7077077077?nom=Dupont', { cookie })
    const written = site.lines.slice(before).join('\n')
    expect(written).toContain('POST /essai/sql/:id 500')
    expect(written).toContain('code=23514')
    expect(written).toContain('constraint=academie_code_sur_deux_chiffres')
    expect(written).not.toMatch(/Dupont|7077077077/)
  })

  test('A53, A58: without the base: public pages stand, the health check says so, a form gives its text back', async () => {
    const db = openDb({ host: '/nulle/part', port: 5432, database: 'absente' })
    const app = site.with({ db })
    expect((await get(app, '/', cookie)).status).toBe(200)
    const regles = await get(app, '/algorithme')
    expect([regles.status, await regles.text()]).toEqual([
      200,
      expect.stringContaining('réessayez plus tard'),
    ])
    const health = await get(app, '/sante')
    expect([health.status, await health.json()]).toEqual([503, { base: 'injoignable' }])
    const answer = await post(app, '/campagnes', { cookie, fields: { commentaire: TEXT } })
    expect(answer.status).toBe(503)
    const text = await answer.text()
    expect(text).toContain(TEXT)
    expect(text).toContain('Envoyer de nouveau')
    await db.destroy()
  })
})
