import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  accueilOf,
  askCodeAdresse,
  createCompte,
  drawCodeAdresse,
  giveCode,
  type Habilitation,
} from '#src/procedure/comptes/api.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { bacASable } from '#src/jobs/courrier.ts'
import { expedier } from '#src/procedure/envois/api.ts'
import { hashOfCode, newCode } from '#src/kit/access-code.ts'
import { cookieOf, get, post, testApp, type TestApp } from '#src/web/testing.ts'

const PASSWORD = 'girafe lampe soulier trombone'

let site: TestApp
beforeAll(async () => {
  site = await testApp()
}, 60_000)
afterAll(() => site.close())
beforeEach(() => {
  site.clock.now = new Date(site.clock.now.getTime() + 20 * 60_000)
})

const textOf = async (answer: Response): Promise<string> => (await answer.text()).replaceAll('&#x27;', "'")
const rowsOf = <T>(query: ReturnType<typeof sql>): Promise<T[]> =>
  site.db.transaction().execute(async (trx) => {
    await sql`select set_config('passpro.academie', '90', true)`.execute(trx)
    return (await sql<T>`${query}`.execute(trx)).rows
  })

const RESPONSABLE: Habilitation = {
  role: 'responsable',
  uai: null,
  eleveId: null,
  responsableId: null,
  debut: '2020-01-01',
  fin: null,
}

interface Famille {
  cookie: string
  courriel: string
  compteId: number
}

/** A guardian types the code of his collège, chooses a password, and is asked to show that he reads his address. */
async function opens(courriel: string): Promise<Famille> {
  const code = newCode()
  const compteId = await inTransaction({ db: site.db, acteur: accueilOf('90') }, async (tx) => {
    const id = await createCompte(tx, { nom: 'Famille Fictive', habilitations: [RESPONSABLE] })
    await giveCode(tx, { compteId: id, empreinte: hashOfCode(code) ?? '' })
    return id
  })
  const began = cookieOf(await post(site.app, '/acces', { fields: { code } }), 'passpro-connexion')
  const opened = await post(site.app, '/acces/ouvrir', {
    cookie: began,
    fields: { courriel, motDePasse: PASSWORD },
  })
  expect([opened.status, opened.headers.get('Location')]).toEqual([303, '/connexion/adresse'])
  expect(opened.headers.getSetCookie().some((one) => /^passpro=./.test(one))).toBe(false)
  return { cookie: cookieOf(opened, 'passpro-connexion'), courriel, compteId }
}

/** What the sandbox of a demonstration shows of the last code sent to this address. */
async function received(courriel: string): Promise<string> {
  await expedier({ db: site.db, academie: '90', courrier: bacASable('http://passpro.test') })
  const [envoi] = await rowsOf<{ contenu: { code?: string } }>(
    sql`select contenu from envoi where genre = 'adresse' and adresse = lower(${courriel}) order by id desc limit 1`,
  )
  return envoi?.contenu.code ?? ''
}
const typed = ({ cookie }: Famille, code: string): Promise<Response> =>
  post(site.app, '/connexion/adresse', { cookie, fields: { code } })
const entered = (answer: Response): boolean =>
  answer.headers.getSetCookie().some((one) => /^passpro=./.test(one))
/** The minute between two codes goes by. */
const aMinuteLater = () =>
  rowsOf(sql`update code_adresse set le = le - interval '61 seconds' returning compte_id`)

describe('the address of a family', () => {
  test('A25: nothing is shown and nothing else is written before the code sent to it comes back', async () => {
    const famille = await opens('Mere.Fictive@exemple.fr')
    const page = await textOf(await get(site.app, '/connexion/adresse', famille.cookie))
    expect(page).toContain('mere.fictive@exemple.fr')
    const code = await received(famille.courriel)
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    expect(await textOf(await get(site.app, '/connexion/adresse', famille.cookie))).not.toContain(code)
    const done = await typed(famille, code.toLowerCase())
    expect([done.status, done.headers.get('Location'), entered(done)]).toEqual([303, '/', true])
    expect(await textOf(await get(site.app, '/', cookieOf(done, 'passpro')))).toContain('Famille Fictive')
    const again = await post(site.app, '/connexion', {
      fields: { courriel: famille.courriel, motDePasse: PASSWORD },
    })
    expect([again.headers.get('Location'), entered(again)]).toEqual(['/', true])
  }, 30_000)

  test('the password alone leads back to the same question, never in', async () => {
    const { courriel } = await opens('pere.fictif@exemple.fr')
    const answer = await post(site.app, '/connexion', { fields: { courriel, motDePasse: PASSWORD } })
    expect([answer.headers.get('Location'), entered(answer)]).toEqual(['/connexion/adresse', false])
    const [envoi] = await rowsOf<{ n: number }>(
      sql`select count(*)::int as n from envoi where adresse = ${courriel}`,
    )
    expect(envoi?.n).toBe(1)
  }, 30_000)

  test('of twenty uses of one code at the same time one gets in', async () => {
    const famille = await opens('tante.fictive@exemple.fr')
    const code = await received(famille.courriel)
    const answers = await Promise.all(Array.from({ length: 20 }, () => typed(famille, code)))
    expect(answers.filter(entered).length).toBe(1)
  }, 30_000)

  test('a code that is wrong, old, or not the last one opens nothing', async () => {
    const famille = await opens('oncle.fictif@exemple.fr')
    const first = await received(famille.courriel)
    const wrong = await typed(famille, 'ABCD-EFGH-JKLM')
    expect([wrong.status, entered(wrong)]).toEqual([422, false])
    await aMinuteLater()
    const { cookie, courriel } = famille
    const asked = await post(site.app, '/connexion/adresse/envoi', { cookie, fields: { courriel } })
    expect(asked.status).toBe(303)
    expect((await typed(famille, first)).status).toBe(422)
    const second = await received(courriel)
    expect(second).not.toBe(first)
    await rowsOf(sql`update code_adresse set expire_le = now() - interval '1 second' returning 1 as n`)
    expect((await typed(famille, second)).status).toBe(422)
    await aMinuteLater()
    await post(site.app, '/connexion/adresse/envoi', { cookie, fields: { courriel } })
    expect(entered(await typed(famille, await received(courriel)))).toBe(true)
  }, 30_000)

  test('the answer is the same for an address that another uses, a new one, or one asked for too soon', async () => {
    const first = await opens('nourrice.fictive@exemple.fr')
    expect(entered(await typed(first, await received(first.courriel)))).toBe(true)
    const { cookie } = await opens('parrain.fictif@exemple.fr')
    const ask = async (courriel: string): Promise<unknown[]> => {
      const answer = await post(site.app, '/connexion/adresse/envoi', { cookie, fields: { courriel } })
      return [answer.status, answer.headers.get('Location'), answer.headers.getSetCookie().length]
    }
    const tooSoon = await ask('parrain.fictif@exemple.fr')
    await aMinuteLater()
    const fresh = await ask('jamais.vue@exemple.fr')
    await aMinuteLater()
    const another = await ask(first.courriel)
    expect([fresh, another]).toEqual([tooSoon, tooSoon])
  }, 30_000)

  test('guesses make one wait', async () => {
    const famille = await opens('cousine.fictive@exemple.fr')
    const code = await received(famille.courriel)
    for (let guess = 0; guess < 5; guess++) await typed(famille, 'ABCD-EFGH-JKLM')
    expect(await textOf(await typed(famille, code))).toMatch(/Attendez [0-9]+ secondes/)
  }, 30_000)
})

test('the base keeps the hash of a code alone, and a school’s mailbox gets none', async () => {
  await inTransaction({ db: site.db, acteur: accueilOf('90') }, async (tx) => {
    const { id } = await tx.trx.selectFrom('compte').select('id').orderBy('id').executeTakeFirstOrThrow()
    const ask = (adresse: string) => askCodeAdresse(tx, { compteId: id, adresse })
    expect(await ask('ce.0905001E@exemple.fr')).toBe(false)
    expect(await ask('agent.fictif@exemple.fr')).toBe(true)
    const code = await drawCodeAdresse(tx, id)
    const kept = await tx.trx
      .selectFrom('code_adresse')
      .selectAll()
      .where('compte_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(kept.empreinte).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(kept)).not.toContain(code ?? '?')
  })
})
