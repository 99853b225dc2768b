import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { portOf } from '#src/web/http-server.ts'
import { fictionalProvider, type Fictif } from '#src/web/identity/fictional-provider.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'
import { NO_PROVIDER, post, signIn, testApp, type TestApp } from '#src/web/testing.ts'

const HEAD = {
  given_name: 'Solange',
  family_name: 'Annuaire',
  FrEduFonctAdm: 'DIR',
  FrEduRneResp: '0905001e$UAJ',
}
const people: Record<string, Record<string, unknown>> = {}

let site: TestApp
let fictif: Fictif
let server: Server
let url = ''
beforeAll(async () => {
  site = await testApp()
  site.clock.now = new Date()
  fictif = fictionalProvider(
    (sujet) => Promise.resolve(people[sujet]),
    () => portOf(server),
  )
  const app = site.with({ connexions: { ...NO_PROVIDER, fournisseurs: (origine) => [annuaire(origine)] } })
  const answer = getRequestListener(app.fetch)
  server = createServer((request, response) =>
    request.url?.startsWith(fictif.chemin)
      ? fictif.listener(request, response)
      : void answer(request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://localhost:${portOf(server)}`
}, 60_000)
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await site.close()
})
beforeEach(() => {
  for (const sujet of Object.keys(people)) delete people[sujet]
})

/** The provider of the demonstration, taken for a directory of the State. */
const annuaire = (origine: string): Fournisseur => {
  const { demonstration: _, ...fournisseur } = fictif.fournisseur(origine)
  return { ...fournisseur, annuaire: true }
}

/** A browser that follows nothing by itself and keeps its cookies. */
class Navigateur {
  readonly cookies = new Map<string, string>()
  async go(address: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await fetch(new URL(address, url), { ...init, headers, redirect: 'manual' })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return answer
  }
  /** Follows redirections until a page, or until one leads to what `until` says. */
  async follow(address: string, until?: (to: string) => boolean): Promise<{ to: string; answer: Response }> {
    let to = address
    for (let step = 0; step < 12; step++) {
      const answer = await this.go(to)
      const next = answer.headers.get('Location')
      if (answer.status < 300 || answer.status >= 400 || next === null) return { to, answer }
      to = new URL(next, new URL(to, url)).href
      if (until?.(to)) return { to, answer }
    }
    throw new Error('redirections sans fin')
  }
}

const aller = (sujet: string, suite = '/'): string =>
  `/connexion/aller/fictif?suite=${encodeURIComponent(suite)}&personne=${sujet}`
const back = (to: string): boolean => new URL(to).pathname === '/connexion/retour/fictif'

/** Only the provider of a demonstration is told whom to let in: here the page of the provider is reached by hand. */
async function leaveAs(navigateur: Navigateur, sujet: string, suite = '/'): Promise<string> {
  const { to } = await navigateur.follow(aller(sujet, suite), (one) =>
    one.includes('/fournisseur-fictif/auth'),
  )
  const { to: returned } = await navigateur.follow(`${to}&login_hint=${sujet}&prompt=login`, back)
  return returned
}

const signInAs = async (
  sujet: string,
  suite = '/',
): Promise<{ navigateur: Navigateur; page: string; to: string }> => {
  const navigateur = new Navigateur()
  const { to, answer } = await navigateur.follow(await leaveAs(navigateur, sujet, suite))
  return { navigateur, page: await answer.text(), to }
}

describe('a directory', () => {
  test('lets the head of a school in, with the rights of his school, in the account of before the next time', async () => {
    people['chef'] = HEAD
    const first = await signInAs('chef', '/comptes')
    expect(new URL(first.to).pathname).toBe('/comptes')
    expect(first.page).toContain('Solange Annuaire')
    expect(first.page).toContain('Chef d’établissement d’origine')
    await signInAs('chef')
    expect(await countOf('Solange Annuaire')).toBe(1)
  }, 30_000)

  test('takes its rights back when it no longer says so', async () => {
    people['mute'] = { ...HEAD, family_name: 'Mutée' }
    expect((await signInAs('mute')).page).toContain('Chef d’établissement d’origine')
    people['mute'] = { family_name: 'Mutée', FrEduFonctAdm: 'ENS', FrEduRne: '0905001E' }
    expect((await signInAs('mute')).page).not.toContain('Chef d’établissement d’origine')
  }, 30_000)

  test('A3, A31: gives a delegate the signature for the days of the delegation, and says whose', async () => {
    const day = (offset: number): string => {
      const [year, month, date] = new Date(site.clock.now.getTime() + offset * 86_400_000)
        .toISOString()
        .slice(0, 10)
        .split('-')
      return `${date}/${month}/${year}`
    }
    const delegation = (debut: number, fin: number): string =>
      `PASSPRO|/|${day(debut)}|${day(fin)}|Solange Annuaire|FrEduRneResp=0905001E$UAJ|s|m`
    people['adjoint'] = { family_name: 'Adjoint', FrEduFonctAdm: 'ADF', FrEduResDel: delegation(-1, 1) }
    const { navigateur } = await signInAs('adjoint')
    const page = await (await navigateur.go('/mon-compte')).text()
    expect(page).toContain('par délégation de')
    people['tardif'] = { family_name: 'Tardif', FrEduFonctAdm: 'ADF', FrEduResDel: delegation(-9, -2) }
    expect(new URL((await signInAs('tardif')).to).pathname).toBe('/acces')
  }, 30_000)

  test('who has no right yet types a code, once, and is then known', async () => {
    people['prof'] = {
      given_name: 'Régis',
      family_name: 'Enseignant',
      FrEduFonctAdm: 'ENS',
      FrEduRne: '0905002F',
    }
    const { navigateur, page, to } = await signInAs('prof', '/mon-compte')
    expect([new URL(to).pathname, page.includes('Bonjour, Régis Enseignant')]).toEqual(['/acces', true])
    const manager = await signIn(site, 'academie')
    const fields = {
      nom: 'Régis Enseignant',
      role: 'intervenant',
      etablissement: '0905002F',
      debut: '2020-01-01',
    }
    const opened = await (await post(site.app, '/comptes', { cookie: manager, fields })).text()
    const code = /<code>([A-Z2-9-]{14})<\/code>/.exec(opened)?.[1] ?? ''
    const typed = await navigateur.go('/acces', {
      method: 'POST',
      headers: { Origin: url },
      body: new URLSearchParams({ code }),
    })
    expect([typed.status, typed.headers.get('Location')]).toEqual([303, '/mon-compte'])
    expect((await signInAs('prof', '/mon-compte')).page).toContain('Intervenant')
  }, 30_000)
})

describe('attacks on the way back', () => {
  test.each<[string, (to: URL, navigateur: Navigateur) => void]>([
    [
      'without the cookie of the departure',
      (_, navigateur) => navigateur.cookies.delete('passpro-connexion'),
    ],
    ['with another state', (to) => to.searchParams.set('state', 'autre')],
    ['with another issuer', (to) => to.searchParams.set('iss', 'https://ailleurs.example')],
    ['with another code', (to) => to.searchParams.set('code', 'A'.repeat(43))],
    ['with a refusal', (to) => (to.search = `?error=access_denied&state=${to.searchParams.get('state')}`)],
  ])(
    '%s opens nothing',
    async (_, change) => {
      people['chef'] = HEAD
      const navigateur = new Navigateur()
      const to = new URL(await leaveAs(navigateur, 'chef'))
      change(to, navigateur)
      const answer = await navigateur.go(to.href)
      expect([401, 422]).toContain(answer.status)
      expect(navigateur.cookies.has('passpro')).toBe(false)
      expect(await answer.text()).not.toContain('ailleurs')
    },
    30_000,
  )

  test('the same answer a second time, or in another browser, opens nothing', async () => {
    people['chef'] = HEAD
    const [navigateur, other] = [new Navigateur(), new Navigateur()]
    const to = await leaveAs(navigateur, 'chef')
    expect((await other.go(to)).status).toBe(422)
    expect((await navigateur.go(to)).status).toBe(303)
    expect((await navigateur.go(to)).status).toBe(422)
  }, 30_000)
})

/** What is wrong in a token of the end of a session. */
interface Faux {
  iss?: string
  aud?: string
  events?: object
  nonce?: string
  sid?: undefined
  /** Seconds since it was signed. */
  old?: number
}

describe('end of the sessions of a provider', () => {
  test('the provider ends a session by a token of its own, and by no other', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const issuer = 'https://annuaire.example'
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'a', alg: 'RS256', use: 'sig' }] }
    const metadata = {
      issuer,
      jwks_uri: `${issuer}/jwks`,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
    }
    const fournisseur: Fournisseur = {
      ...annuaire(url),
      cle: 'annuaire',
      emetteur: issuer,
      fetch: (address) => Promise.resolve(Response.json(address.endsWith('/jwks') ? jwks : metadata)),
    }
    const app = site.with({ connexions: { ...NO_PROVIDER, fournisseurs: () => [fournisseur] } })
    const sessions = async (): Promise<number> =>
      (await rowsOf(sql`select count(*)::int as n from session where sid = 's1'`))[0]?.n ?? -1
    await rowsOf(sql`insert into session (empreinte, academie, compte_id, ouverte_le, vue_le, fournisseur, sujet, sid)
      select 'e1', '90', min(id), now(), now(), 'annuaire', 'u1', 's1' from compte where academie = '90' returning 1 as n`)
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
    const end = async (claims: Faux, key = privateKey): Promise<number> => {
      const token = await new SignJWT({ sid: 's1', events, jti: 'j', ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'a' })
        .setIssuer(claims.iss ?? issuer)
        .setAudience(claims.aud ?? 'passpro')
        .setIssuedAt(Math.floor(site.clock.now.getTime() / 1000) - (claims.old ?? 0))
        .sign(key)
      return (await post(app, '/connexion/fin/annuaire', { fields: { logout_token: token }, headers: {} }))
        .status
    }
    const stranger = (await generateKeyPair('RS256')).privateKey
    expect(await end({}, stranger)).toBe(401)
    for (const wrong of [
      { iss: 'https://ailleurs.example' },
      { aud: 'autre' },
      { events: {} },
      { nonce: 'n' },
      { sid: undefined },
      { old: 3600 },
    ])
      expect(await end(wrong), JSON.stringify(wrong)).toBe(401)
    expect(await sessions()).toBe(1)
    expect(await end({})).toBe(200)
    expect(await sessions()).toBe(0)
  }, 30_000)
})

const rowsOf = (query: ReturnType<typeof sql>): Promise<{ n: number }[]> =>
  site.db.transaction().execute(async (trx) => {
    await sql`select set_config('passpro.academie', '90', true)`.execute(trx)
    const { rows } = await sql<{ n: number }>`${query}`.execute(trx)
    return rows
  })

const countOf = async (nom: string): Promise<number> =>
  (await rowsOf(sql`select count(*)::int as n from compte where nom = ${nom}`))[0]?.n ?? -1
