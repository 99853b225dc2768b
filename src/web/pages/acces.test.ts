import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cookieOf, get, post, signIn, testApp, type TestApp } from '#src/web/testing.ts'

const PASSWORD = 'girafe lampe soulier trombone'

let site: TestApp
let manager = ''
beforeAll(async () => {
  site = await testApp()
}, 60_000)
afterAll(() => site.close())
beforeEach(async () => {
  // Ten minutes later: what one test failed is forgiven, and no code of a telephone serves twice.
  site.clock.now = new Date(site.clock.now.getTime() + 20 * 60_000)
  manager = await signIn(site, 'academie')
})

const textOf = async (answer: Response): Promise<string> =>
  (await answer.text()).replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
const codeIn = (page: string): string =>
  /<code>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})<\/code>/.exec(page)?.[1] ?? ''

/** The code of a new account of this role. */
async function newAccount(
  nom: string,
  role = 'adulte_referent',
  etablissement = '0905001E',
): Promise<string> {
  const fields = { nom, role, etablissement, debut: '2020-01-01' }
  return codeIn(await textOf(await post(site.app, '/comptes', { cookie: manager, fields })))
}

/** Types the code: the cookie of what has begun, and the page that opens the account. */
async function typeCode(code: string): Promise<{ cookie: string; page: string }> {
  const answer = await post(site.app, '/acces', { fields: { code } })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/acces/ouvrir'])
  const cookie = cookieOf(answer, 'passpro-connexion')
  return { cookie, page: await textOf(await get(site.app, '/acces/ouvrir', cookie)) }
}

const telephone = (page: string): TOTP => {
  const shown = /Clé à saisir : (?:<!-- -->)?<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1] ?? ''
  const secret = Secret.fromBase32(shown.replaceAll(' ', ''))
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 })
}
const digits = (totp: TOTP): string => totp.generate({ timestamp: site.clock.now.getTime() })

/** Opens a staff account to the end; returns its telephone. */
async function openStaff(nom: string, courriel: string): Promise<TOTP> {
  const { cookie, page } = await typeCode(await newAccount(nom))
  const totp = telephone(page)
  const fields = { courriel, motDePasse: PASSWORD, code: digits(totp) }
  const answer = await post(site.app, '/acces/ouvrir', { cookie, fields })
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/'])
  site.clock.now = new Date(site.clock.now.getTime() + 60_000)
  return totp
}

describe('a code on paper', () => {
  test('opens the account of one person, with a password and a telephone, and is shown once', async () => {
    const { cookie, page } = await typeCode(await newAccount('Ida Fictive'))
    expect(page).toContain('Ida Fictive')
    const totp = telephone(page)
    const fields = { courriel: 'ida@exemple.fr', motDePasse: PASSWORD, code: digits(totp) }
    const answer = await post(site.app, '/acces/ouvrir', { cookie, fields })
    const session = cookieOf(answer, 'passpro')
    expect(await textOf(await get(site.app, '/', session))).toContain('Bonjour, Ida Fictive')
    const kept = await textOf(await get(site.app, '/comptes?cherche=Ida', manager))
    expect(kept).toContain('ida@exemple.fr')
    expect(codeIn(kept)).toBe('')
  })

  test('A24: of twenty uses at the same time, one gets the account', async () => {
    const { cookie, page } = await typeCode(await newAccount('Jo Fictif'))
    const fields = { courriel: 'jo@exemple.fr', motDePasse: PASSWORD, code: digits(telephone(page)) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(site.app, '/acces/ouvrir', { cookie, fields })),
    )
    const opened = answers.filter((one) => one.headers.getSetCookie().some((set) => /^passpro=./.test(set)))
    expect(opened.length).toBe(1)
  }, 30_000)

  test('keeps its value when the password is weak, the telephone wrong or the address taken', async () => {
    await openStaff('Kim Fictif', 'kim@exemple.fr')
    const { cookie, page } = await typeCode(await newAccount('Lou Fictive'))
    const good = { courriel: 'lou@exemple.fr', motDePasse: PASSWORD, code: digits(telephone(page)) }
    const refused = async (over: Partial<typeof good>): Promise<string> => {
      const answer = await post(site.app, '/acces/ouvrir', { cookie, fields: { ...good, ...over } })
      expect(answer.status).toBe(422)
      return textOf(answer)
    }
    expect(await refused({ motDePasse: 'motdepasse2026' })).toContain('parmi les plus courants')
    expect(await refused({ motDePasse: 'LouFictive2027' })).toContain('se devine')
    expect(await refused({ code: '000000' })).toContain('n’est pas le bon')
    const taken = await refused({ courriel: 'KIM@exemple.fr' })
    expect(taken).toContain('ouvre déjà un autre compte')
    expect(taken).not.toContain(PASSWORD)
    expect((await post(site.app, '/acces/ouvrir', { cookie, fields: good })).status).toBe(303)
  }, 30_000)

  test.each(['AAAA-AAAA-AAAA', 'nimporte', '', '1'])('« %s » opens nothing', async (code) => {
    const answer = await post(site.app, '/acces', { fields: { code } })
    expect(answer.status).toBe(422)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a new one takes the place of the old, of the password and of the sessions', async () => {
    const old = await newAccount('Max Fictif')
    const list = await textOf(await get(site.app, '/comptes?cherche=Max', manager))
    const id = /\/comptes\/([0-9]+)/.exec(list)?.[1] ?? ''
    const fresh = codeIn(await textOf(await post(site.app, `/comptes/${id}/code`, { cookie: manager })))
    expect((await post(site.app, '/acces', { fields: { code: old } })).status).toBe(422)
    const { cookie, page } = await typeCode(fresh)
    const fields = { courriel: 'max@exemple.fr', motDePasse: PASSWORD, code: digits(telephone(page)) }
    const session = cookieOf(await post(site.app, '/acces/ouvrir', { cookie, fields }), 'passpro')
    await post(site.app, `/comptes/${id}/code`, { cookie: manager })
    expect(await textOf(await get(site.app, '/', session))).not.toContain('Bonjour')
  }, 30_000)
})

describe('address and password', () => {
  const tried = (courriel: string, motDePasse: string, cookie = ''): Promise<Response> =>
    post(site.app, '/connexion', { cookie, fields: { courriel, motDePasse, suite: '/campagnes' } })

  test('staff then give the code of their telephone, and go where they wanted', async () => {
    const totp = await openStaff('Noa Fictif', 'noa@exemple.fr')
    const first = await tried('Noa@Exemple.fr', PASSWORD)
    expect([first.status, first.headers.get('Location')]).toEqual([303, '/connexion/second-facteur'])
    expect(first.headers.getSetCookie().join()).not.toMatch(/\bpasspro=/)
    const cookie = cookieOf(first, 'passpro-connexion')
    const wrong = await post(site.app, '/connexion/second-facteur', { cookie, fields: { code: '000000' } })
    expect(wrong.status).toBe(422)
    const again = cookieOf(wrong, 'passpro-connexion')
    const code = digits(totp)
    const entered = await post(site.app, '/connexion/second-facteur', { cookie: again, fields: { code } })
    expect([entered.status, entered.headers.get('Location')]).toEqual([303, '/campagnes'])
    const replayed = cookieOf(await tried('noa@exemple.fr', PASSWORD), 'passpro-connexion')
    const twice = await post(site.app, '/connexion/second-facteur', { cookie: replayed, fields: { code } })
    expect(twice.status).toBe(422)
  }, 30_000)

  test('A41: an unknown address and a wrong password are told the same', async () => {
    await openStaff('Ola Fictive', 'ola@exemple.fr')
    const [known, unknown] = [
      await tried('ola@exemple.fr', 'autre chose'),
      await tried('qui@exemple.fr', 'autre chose'),
    ]
    const neutral = async (answer: Response): Promise<string> =>
      (await textOf(answer)).replaceAll(/value="[^"]*"/g, '').replaceAll(/[0-9A-F]{8}/g, '')
    expect([known.status, unknown.status]).toEqual([422, 422])
    expect(await neutral(known)).toBe(await neutral(unknown))
  }, 30_000)

  test('A55: failures make one wait, longer each time, without ever locking; the password then still opens', async () => {
    const totp = await openStaff('Pia Fictive', 'pia@exemple.fr')
    for (let failure = 0; failure < 5; failure++) await tried('pia@exemple.fr', 'faux mot de passe')
    const waiting = await textOf(await tried('pia@exemple.fr', PASSWORD))
    expect(waiting).toMatch(/Attendez [0-9]+ secondes/)
    site.clock.now = new Date(site.clock.now.getTime() + 301_000)
    const cookie = cookieOf(await tried('pia@exemple.fr', PASSWORD), 'passpro-connexion')
    const entered = await post(site.app, '/connexion/second-facteur', {
      cookie,
      fields: { code: digits(totp) },
    })
    expect(entered.status).toBe(303)
  }, 60_000)

  test('ten minutes later what had begun is over', async () => {
    const totp = await openStaff('Quy Fictif', 'quy@exemple.fr')
    const cookie = cookieOf(await tried('quy@exemple.fr', PASSWORD), 'passpro-connexion')
    site.clock.now = new Date(site.clock.now.getTime() + 601_000)
    const late = await post(site.app, '/connexion/second-facteur', { cookie, fields: { code: digits(totp) } })
    expect([late.status, late.headers.get('Location')]).toEqual([303, '/connexion'])
  }, 30_000)

  test.each(['//ailleurs.fr', 'https://ailleurs.fr', '/\\ailleurs.fr'])(
    'never leads to %s',
    async (suite) => {
      const page = await textOf(await get(site.app, `/connexion?suite=${encodeURIComponent(suite)}`))
      expect(page).not.toContain('ailleurs')
    },
  )
})

describe('who keeps accounts', () => {
  test('A31: a right taken back ends with the next page; a closed account has no session left', async () => {
    await openStaff('Rim Fictive', 'rim@exemple.fr')
    const list = await textOf(await get(site.app, '/comptes?cherche=Rim', manager))
    const id = /\/comptes\/([0-9]+)/.exec(list)?.[1] ?? ''
    const one = await textOf(await get(site.app, `/comptes/${id}`, manager))
    const end = /\/comptes\/[0-9]+\/droits\/[0-9]+\/fin/.exec(one)?.[0] ?? ''
    expect((await post(site.app, end, { cookie: manager })).status).toBe(303)
    expect(await textOf(await get(site.app, `/comptes/${id}`, manager))).toContain('Aucun droit aujourd’hui')
    expect((await post(site.app, `/comptes/${id}/fermeture`, { cookie: manager })).status).toBe(303)
    expect(
      (await post(site.app, '/connexion', { fields: { courriel: 'rim@exemple.fr', motDePasse: PASSWORD } }))
        .status,
    ).toBe(422)
  }, 30_000)

  test('a head opens accounts in his school alone, and only for what he may give', async () => {
    const chef = await signIn(site, 'chef_origine')
    const open = (fields: Record<string, string>): Promise<Response> =>
      post(site.app, '/comptes', {
        cookie: chef,
        fields: { nom: 'Sam Fictif', debut: '2020-01-01', ...fields },
      })
    expect((await open({ role: 'adulte_referent', etablissement: '0905001E' })).status).toBe(200)
    expect((await open({ role: 'adulte_referent', etablissement: '0905002F' })).status).toBe(404)
    expect((await open({ role: 'intervenant', etablissement: '0905001E' })).status).toBe(404)
    expect((await open({ role: 'academie', etablissement: '' })).status).toBe(404)
    const others = await textOf(await get(site.app, '/comptes?cherche=Paule', chef))
    expect(others).not.toContain('Paule Fictive')
  }, 30_000)
})
