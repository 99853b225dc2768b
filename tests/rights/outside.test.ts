import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, legauxOf } from '#src/procedure/bonus/examples/campagne.ts'
import { recordConfirmations } from '#src/procedure/bonus/api.ts'
import { ask, attendu, withoutChance } from './answers.ts'
import { ground, INSTANTS, rowsOf, seenIn, type Ground } from './ground.ts'
import { addressOf, nameOf, PUBLIC, RESERVED } from './routes.ts'

let g: Ground
beforeAll(async () => {
  g = await ground()
  await g.to(INSTANTS.ouverte)
})
afterAll(() => g.close())

describe('A40: what anybody reads', () => {
  /** Tells of one paper, to who holds it: nothing of anybody else. */
  const ONE_PAPER = /^\/(verification|agenda)\//
  const pages = PUBLIC.filter(({ method, path }) => method === 'GET' && !ONE_PAPER.test(path))
  const read = async (): Promise<Map<string, string>> => {
    const texts = new Map<string, string>()
    for (const page of pages) {
      const path = addressOf(page, g.sien.choses, { role: 'academie' })
      texts.set(nameOf(page), withoutChance(await ask(g.app, { page, path, cookie: '' }), path))
    }
    return texts
  }

  test('is the same to the letter whatever becomes of a pupil: nothing to subtract, nothing to solve', async () => {
    const before = await read()
    expect(before.size).toBeGreaterThan(15)
    const { campagne, choses } = g.sien
    const { campagneId } = campagne
    await at(campagne, '2027-05-12', async (tx) => {
      const [inscription] = await tx.trx
        .selectFrom('inscription')
        .select(['id', 'mef'])
        .where('eleve_id', '=', choses.eleve)
        .execute()
      const decision = 'non' as const
      const items = [null, ...legauxOf(campagne, choses.eleve).map(({ id }) => id)].map((responsableId) => ({
        eleveId: choses.eleve,
        mef: inscription?.mef ?? '',
        responsableId,
        decision,
        support: 'papier' as const,
      }))
      const said = await recordConfirmations(tx, { campagneId, items })
      expect(said.filter(({ ok }) => ok)).not.toEqual([])
    })
    const seven = await g.asOwner(
      `insert into eleve (academie, campagne_id, uai, cle_siecle, nom, prenom, date_naissance)
       select academie, campagne_id, uai, 'dehors-' || n, 'Fictif', 'Sept', date_naissance from eleve, generate_series(1, 7) n
       where id = $1 returning id`,
      [choses.eleve],
    )
    expect(seven).toHaveLength(7)
    expect(await read()).toEqual(before)
  })
})

describe('A49: words of a query, in every box of every page', () => {
  const PAYLOADS = [
    `' or '1'='1`,
    `'); select pg_sleep(60); --`,
    `1; drop table eleve; --`,
    `\\'; delete from inscription; --`,
    `nom desc; update eleve set nom = 'perdu'`,
    `$1 || (select nom from eleve limit 1)`,
    `%27%20or%201=1`,
  ]
  /** Boxes of the forms that search, and what the links of a page change in its address. */
  const boxesOf = (text: string): string[] => [
    ...new Set([
      ...[...text.matchAll(/<form[^>]*method="get"[^>]*>(.*?)<\/form>/gs)].flatMap(([, form = '']) =>
        [...form.matchAll(/ name="([^"]+)"/g)].map(([, name = '']) => name),
      ),
      ...[...text.matchAll(/href="[^"?]*\?([^"#]+)"/g)].flatMap(([, query = '']) => [
        ...new URLSearchParams(query.replaceAll('&amp;', '&')).keys(),
      ]),
    ]),
  ]

  /** A list that is carried away is noted in the journal: that may grow. */
  const tables = async () => [...(await rowsOf(g.sien))].filter(([nom]) => !nom.startsWith('journal'))

  test('shows nothing more, breaks nothing, waits for nothing and changes nothing', async () => {
    const rows = await tables()
    const wrong: string[] = []
    let asked = 0
    for (const [rank, page] of RESERVED.filter(({ method }) => method === 'GET').entries()) {
      const own = g.sien.personnes.filter((one) => one.lien === 'sien' && attendu(page, one) === 'entre')
      const qui = own[rank % own.length]
      if (!qui) continue
      const path = addressOf(page, g.sien.choses, qui)
      const plain = await ask(g.app, { page, path, cookie: qui.cookie })
      for (const box of boxesOf(plain.texte).flatMap((one) => [one, one, one])) {
        const payload = PAYLOADS[asked++ % PAYLOADS.length] ?? ''
        const address = `${path}?${new URLSearchParams({ [box]: payload }).toString()}`
        const started = performance.now()
        const answer = await ask(g.app, { page, path: address, cookie: qui.cookie })
        const strangers = [...seenIn(answer.texte)].filter((id) => !qui.voit.has(id))
        const slow = performance.now() - started > 30_000
        if (answer.status >= 500 || strangers.length > 0 || slow)
          wrong.push(
            `${nameOf(page)} ${box}=${payload} ${qui.role} : ${answer.status} ${strangers.join(', ')}`,
          )
      }
    }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(250)
    expect(await tables()).toEqual(rows)
  })
})
