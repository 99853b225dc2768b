import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'
import { refuseUnsafeBase } from '#src/web/production-check.ts'
import { readSettings } from '#src/web/settings.ts'
import { cookieOf, get, post, signIn, testApp, type TestApp } from '#src/web/testing.ts'

const MINUTE = 60_000
let site: TestApp

beforeAll(async () => {
  site = await testApp()
})
afterAll(() => site.close())

const isSignedIn = async (cookie: string): Promise<boolean> =>
  (await get(site.app, '/campagnes', cookie)).status === 200
const after = (minutes: number): void => {
  site.clock.now = new Date(site.clock.now.getTime() + minutes * MINUTE)
}

describe('session', () => {
  test('opens a session: the header names the person, the role and the school', async () => {
    const cookie = await signIn(site, 'chef_origine')
    const text = await (await get(site.app, '/', cookie)).text()
    expect(text).toContain('Bastien Fictif')
    expect(text).toContain('Chef d’établissement d’origine')
    expect(text).toContain('Collège des Bouleaux (fictif)')
  })

  test('the base keeps the hash of the token, never the token', async () => {
    const cookie = await signIn(site, 'academie')
    const { rows } = await site.db.transaction().execute(async (trx) => {
      await sql`select set_config('passpro.academie', '90', true)`.execute(trx)
      return sql<{ empreinte: string }>`select empreinte from session`.execute(trx)
    })
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(cookie.slice('passpro='.length))
  })
})

describe('end of a session', () => {
  test('A35: 30 minutes without a request; each request starts them again', async () => {
    const cookie = await signIn(site, 'academie')
    after(29)
    expect(await isSignedIn(cookie)).toBe(true)
    after(29)
    expect(await isSignedIn(cookie)).toBe(true)
    after(31)
    expect(await isSignedIn(cookie)).toBe(false)
  })

  test('12 hours, however busy', async () => {
    const cookie = await signIn(site, 'academie')
    for (let quarter = 0; quarter < 48; quarter++) {
      after(15)
      expect(await isSignedIn(cookie)).toBe(true)
    }
    after(1)
    expect(await isSignedIn(cookie)).toBe(false)
  })

  test('A35: sign-out closes it on the server, and a copy of the cookie is worth nothing', async () => {
    const cookie = await signIn(site, 'academie')
    const answer = await post(site.app, '/deconnexion', { cookie })
    expect(answer.status).toBe(303)
    expect(cookieOf(answer, 'passpro')).toBe('passpro=')
    expect(await isSignedIn(cookie)).toBe(false)
  })

  test('a forged token is nobody', async () => {
    expect(await isSignedIn(`passpro=${'A'.repeat(43)}`)).toBe(false)
  })
})

describe('cookies', () => {
  const newCode = async (): Promise<string> => {
    const cookie = await signIn(site, 'academie')
    const fields = { nom: 'Témoin Fictif', role: 'academie', debut: '2020-01-01' }
    const page = await (await post(site.app, '/comptes', { cookie, fields })).text()
    return /<code>([A-Z2-9-]{14})<\/code>/.exec(page)?.[1] ?? ''
  }
  const attributes = async (origin?: string): Promise<string> => {
    const app = origin ? site.with({ origin }) : site.app
    const code = await newCode()
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    const begun = await post(app, '/acces', { fields: { code }, headers })
    return begun.headers.getSetCookie()[0] ?? ''
  }
  test('plain on http, __Host- and Secure on https, never read by a script', async () => {
    const plain = await attributes()
    expect(plain).toMatch(/^passpro-connexion=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    const secure = await attributes('https://passpro.test')
    expect(secure).toMatch(
      /^__Host-passpro-connexion=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})

describe('production', () => {
  test('offers no account of the demonstration and no banner', async () => {
    const app = site.with({ mode: 'production' })
    const page = await (await get(app, '/connexion')).text()
    for (const { nom } of await demonstrationAccounts(site.db)) expect(page).not.toContain(nom)
    expect((await get(app, '/connexion/aller/fictif?personne=90-1')).status).toBe(404)
    expect((await post(app, '/connexion', { fields: { academie: '90', compte: '1' } })).status).toBe(422)
    expect(await (await get(app, '/')).text()).not.toContain('données fictives')
    const answer = await get(app, '/campagnes')
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/connexion?suite=%2Fcampagnes'])
  })

  test('A42: does not start without an https address, nor on a base of demonstration, and says why', async () => {
    expect(() => readSettings({ PASSPRO_MODE: 'production' })).toThrow(/PASSPRO_URL/)
    expect(() => readSettings({ PASSPRO_MODE: 'production', PASSPRO_URL: 'http://a.fr' })).toThrow(/https/)
    expect(readSettings({ PASSPRO_MODE: 'production', PASSPRO_URL: 'https://a.fr/' })).toMatchObject({
      origin: 'https://a.fr',
      demonstrationData: false,
    })
    await expect(refuseUnsafeBase(site.db)).rejects.toThrow(/comptes de démonstration/)
  })

  test.each([
    [{ PORT: 'abc' }, /PORT vaut « abc »/],
    [{ PASSPRO_MODE: 'prod' }, /PASSPRO_MODE vaut « prod »/],
    [{ PASSPRO_URL: 'passpro' }, /PASSPRO_URL/],
  ])('a setting that cannot be is named: %o', (env, sentence) => {
    expect(() => readSettings(env)).toThrow(sentence)
  })
})
