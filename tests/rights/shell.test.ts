import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '#src/web/page.ts'
import { isSecret } from '#src/procedure/comptes/rights.ts'
import { SITE } from '#src/web/testing.ts'
import { attendu, demandeursOf, RIEN } from './answers.ts'
import { ground, rowsOf, type Ground, type Personne } from './ground.ts'
import { addressOf, hasThing, nameOf, PUBLIC, RESERVED } from './routes.ts'

/** What holds of every route, whoever asks and whatever the answer. */
let g: Ground
beforeAll(async () => {
  g = await ground()
})
afterAll(() => g.close())

const ALL = [...RESERVED, ...PUBLIC]
const named = (pages: readonly Page[]) => pages.map((page) => [nameOf(page), page] as const)

/** Somebody who may come in, or nobody for a public page. */
const entitled = (page: Page): Pick<Personne, 'role' | 'cookie'> =>
  (page.public
    ? undefined
    : g.sien.personnes.find((one) => one.lien === 'sien' && attendu(page, one) === 'entre')) ?? {
    role: 'eleve',
    cookie: '',
  }

interface Envoi {
  path: string
  method?: string
  cookie: string
  headers?: Record<string, string>
  body?: string
}

const send = ({ path, method = 'GET', cookie, headers = {}, body }: Envoi): Promise<Response> =>
  Promise.resolve(
    g.app.request(`${SITE}${path}`, {
      method,
      headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    }),
  )

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** Asked first: what follows sends empty forms, some of which end sessions. */
describe('through the account of another, every page reads and none writes', () => {
  const AU_DESSUS = ['academie', 'auditeur', 'assistance']
  let aide: Personne | undefined
  beforeAll(() => {
    aide = g.sien.personnes.find((one) => one.role === 'assistance' && one.lien === 'sien')
  })
  /** The session of who helps sees what this person sees. */
  const through = (qui: Pick<Personne, 'acteur'>) =>
    g.asOwner(
      `update session set assistance_compte_id = $1, assistance_fin = vue_le + interval '30 minutes' where compte_id = $2`,
      [qui.acteur.compteId, aide?.acteur.compteId],
    )
  const helped = (page: Page): Personne | undefined =>
    g.sien.personnes.find(
      (one) => one.lien === 'sien' && !AU_DESSUS.includes(one.role) && attendu(page, one) === 'entre',
    )
  const open = ALL.filter((page) => page.method === 'GET' && page.public !== true)

  test.each(named(open))('%s', async (_name, page) => {
    const qui = helped(page)
    if (!qui) return
    await through(qui)
    const path = addressOf(page, g.sien.choses, qui)
    const [theirs, seen] = [
      await send({ path, cookie: qui.cookie }),
      await send({ path, cookie: aide?.cookie ?? '' }),
    ]
    const secret = page.assistance === 'refusee' || (page.droit && isSecret(page.droit))
    expect(seen.status).toBe(secret ? 403 : theirs.status)
    if (!secret && seen.headers.get('Content-Type')?.startsWith('text/html'))
      expect(await seen.text()).toContain('Vous voyez l’écran de ')
  })

  test('every form of every role is refused, but the way back and the way out', async () => {
    const before = await rowsOf(g.sien)
    const statuses: Record<string, number> = {}
    for (const page of ALL.filter((one) => one.method === 'POST' && !one.machine && !one.assistance)) {
      const qui = helped(page)
      if (!qui) continue
      await through(qui)
      const path = addressOf(page, g.sien.choses, qui)
      const sent = { path, method: 'POST', headers: { ...FORM, Origin: SITE }, body: 'nom=x' }
      statuses[nameOf(page)] = (await send({ ...sent, cookie: aide?.cookie ?? '' })).status
    }
    expect(Object.entries(statuses).filter(([, status]) => status !== 403)).toEqual([])
    expect(Object.keys(statuses).length).toBeGreaterThan(70)
    expect(ALL.filter((page) => page.assistance === 'permise').map(nameOf)).toEqual([
      'POST /assistance/fin',
      'POST /deconnexion',
    ])
    expect(await rowsOf(g.sien)).toEqual(before)
  })
})

describe('headers and cookies, on every route and every status', () => {
  const SAFE: Readonly<Record<string, RegExp>> = {
    'X-Content-Type-Options': /^nosniff$/,
    'X-Frame-Options': /^DENY$/,
    'Cross-Origin-Opener-Policy': /^same-origin$/,
    'Cross-Origin-Resource-Policy': /^same-origin$/,
    'Referrer-Policy': /^(no-referrer|same-origin)$/,
    'Content-Security-Policy': /default-src 'none'.*script-src 'self'(;|$).*frame-ancestors 'none'/,
  }

  /** What is not as it must be in an answer. */
  function unsafe(page: Page, answer: Response): string[] {
    const missing = Object.entries(SAFE).filter(
      ([name, value]) => !value.test(answer.headers.get(name) ?? ''),
    )
    const cookies = answer.headers
      .getSetCookie()
      .filter((one) => !/Max-Age=0/.test(one))
      .filter((one) => !/HttpOnly/i.test(one) || !/SameSite=(Lax|Strict)/i.test(one) || !/Path=\//i.test(one))
    const kept = page.public !== true && !/no-store/.test(answer.headers.get('Cache-Control') ?? '')
    return [
      ...(answer.headers.get('X-Robots-Tag') === null && !(page.public && page.indexable && answer.ok)
        ? [`${answer.status} montrée aux moteurs`]
        : []),
      ...missing.map(([name]) => `${answer.status} sans ${name}`),
      ...cookies.map((one) => `${answer.status} ${one}`),
      ...(kept ? [`${answer.status} gardée`] : []),
    ]
  }

  test.each(named(ALL))('%s', async (_name, page) => {
    const qui = entitled(page)
    const path = addressOf(page, g.sien.choses, qui)
    const post =
      page.method === 'POST' ? { method: 'POST', headers: { ...FORM, Origin: SITE }, body: '' } : {}
    const answers = [
      await send({ path, cookie: qui.cookie, ...post }),
      await send({ path, cookie: '', ...post }),
      await send({ path, cookie: 'passpro=faux', ...post }),
      await send({ path, cookie: qui.cookie, method: 'DELETE' }),
      await send({ path, cookie: qui.cookie, method: 'POST', headers: { Origin: SITE }, body: '{}' }),
      ...(hasThing(page)
        ? [await send({ path: addressOf(page, RIEN, qui), cookie: qui.cookie, ...post })]
        : []),
    ]
    expect(answers.flatMap((answer) => unsafe(page, answer))).toEqual([])
    expect(answers.map(({ status }) => status).filter((status) => status >= 500 && status !== 503)).toEqual(
      [],
    )
  })
})

describe('no form is taken from elsewhere', () => {
  const FROM_ELSEWHERE: Readonly<Record<string, Record<string, string>>> = {
    'nothing said': {},
    'another origin': { Origin: 'https://ailleurs.example' },
    'no origin and no token': { Origin: 'null' },
    'another site': { 'Sec-Fetch-Site': 'cross-site', Origin: SITE },
    'a neighbour of the site': { 'Sec-Fetch-Site': 'same-site', Origin: SITE },
    'an address typed': { 'Sec-Fetch-Site': 'none', Origin: SITE },
  }
  const taken = ALL.filter((page) => page.method === 'POST' && !page.machine)

  test.each(named(taken))('%s', async (_name, page) => {
    const before = await rowsOf(g.sien)
    const statuses: Record<string, number> = {}
    const people = [entitled(page), { role: 'eleve', cookie: '' } as const]
    for (const [what, from] of Object.entries(FROM_ELSEWHERE))
      for (const qui of people) {
        const path = addressOf(page, g.sien.choses, qui)
        const sent = { path, method: 'POST', cookie: qui.cookie, headers: { ...FORM, ...from } }
        statuses[`${what} ${qui.cookie === '' ? 'sans session' : ''}`] = (
          await send({ ...sent, body: 'jeton=faux&commentaire=x' })
        ).status
      }
    expect(Object.entries(statuses).filter(([, status]) => status !== 403)).toEqual([])
    expect(await rowsOf(g.sien)).toEqual(before)
  })

  test('only the call of a provider, which proves itself, needs no origin', () => {
    expect(ALL.filter((page) => page.machine).map(nameOf)).toEqual(['POST /connexion/fin/:fournisseur'])
    expect(demandeursOf(g).length).toBeGreaterThan(30)
  })
})
