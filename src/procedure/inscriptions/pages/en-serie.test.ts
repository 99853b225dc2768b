import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, at, eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { deposerDemande } from '#src/procedure/eleves/api.ts'
import { selectInscriptions } from '#src/procedure/inscriptions/api.ts'

const PATH = '/eleves/inscriptions'
const [MENUISERIE, CHARPENTE] = ['2472340121', '2472340221'] as const
let site: CollegeSite
let campagne: CampagneFictive

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  campagne = site.campagne
})
afterAll(() => site.close())

const idOf = (i: number): number => eleveAt(campagne, i).id
/** What is typed in the boxes of these pupils, by rank. */
const send = (typed: Readonly<Record<number, string>>, cookie?: string) =>
  site.send(
    PATH,
    Object.entries(typed).map(([i, keys]) => [`touches-${idOf(Number(i))}`, keys] as const),
    cookie,
  )
const registered = (i: number): Promise<string[]> =>
  at(campagne, '2027-02-01', async ({ trx }) =>
    (await selectInscriptions(trx, [idOf(i)])).map(({ mef }) => mef).toSorted(),
  )
/** Interviews that have their place: one a pupil here, both formations being of one domaine. */
const interviewsOf = (ranks: readonly number[]): Promise<number> =>
  at(campagne, '2027-02-01', async ({ trx }) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from entretien where eleve_id = any (${ranks.map(idOf)}::bigint[])`.execute(
      trx,
    )
    return rows[0]?.n ?? 0
  })
/** The key of a formation, as the page shows it. */
async function keyOf(libelle: string): Promise<string> {
  const html = await site.page(PATH)
  return new RegExp(`data-touche="([a-z]+)" data-libelle="${libelle}`).exec(html)?.[1] ?? ''
}

describe('registering a class by keys', () => {
  test('several pupils at once, each for his own formations, placed in the same breath', async () => {
    const [m, c] = [await keyOf('Menuiserie'), await keyOf('Charpente')]
    const answer = await send({ 0: `${m}${c}`, 1: c.toUpperCase(), 2: '' }, site.adulte)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/eleves'])
    expect(await Promise.all([0, 1, 2].map(registered))).toEqual([
      [MENUISERIE, CHARPENTE].toSorted(),
      [CHARPENTE],
      [],
    ])
    expect(await interviewsOf([0, 1, 2])).toBe(2)
  })

  test('a key that names nothing: the pupil is named, nobody is registered, what was typed stays', async () => {
    const answer = await send({ 2: await keyOf('Menuiserie'), 3: 'é' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    const { prenom, nom } = eleveAt(campagne, 3)
    expect(wordsOf(html)).toContain(`${prenom} ${nom} : la touche « é » ne désigne aucune formation.`)
    expect(html).toMatch(new RegExp(`name="touches-${idOf(3)}"[^>]*value="é"`))
    expect(await registered(2)).toEqual([])
  })

  test('what he has already is no mistake, and nothing at all is said', async () => {
    const m = await keyOf('Menuiserie')
    expect((await send({ 0: m, 2: m })).status).toBe(303)
    expect(await registered(2)).toEqual([MENUISERIE])
    const nothing = await send({ 0: m })
    expect(nothing.status).toBe(422)
    expect(wordsOf(await nothing.text())).toContain('Écrivez la touche d’une formation au moins')
  })

  test('what a pupil asked for is in his box beforehand', async () => {
    const acteur = await acteurWith(campagne, { role: 'eleve', eleveId: idOf(4) })
    await at({ db: campagne.db, acteur }, '2027-02-01', (tx) =>
      deposerDemande(tx, { campagneId: campagne.campagneId, eleveId: idOf(4), mef: CHARPENTE }),
    )
    const html = await site.page(PATH)
    const c = await keyOf('Charpente')
    expect(html).toMatch(new RegExp(`name="touches-${idOf(4)}"[^>]*value="${c}"`))
    expect(wordsOf(html)).toContain('Demandé par l’élève : Charpente (fictive).')
  })

  test('a pupil of another school is not on the page, and his box is nobody’s', async () => {
    const other = campagne.eleves.findIndex(({ uai }) => uai === campagne.colleges[1])
    const answer = await send({ [other]: await keyOf('Menuiserie') })
    expect(answer.status).toBe(422)
    expect(await registered(other)).toEqual([])
    expect((await site.send(`${PATH}?etablissement=${campagne.colleges[1]}`, [])).status).toBe(404)
  })

  test('after the last day the page says so and takes nothing', async () => {
    const m = await keyOf('Menuiserie')
    await site.moveTo('2027-02-27T00:00')
    expect(await site.page(PATH)).not.toContain('name="touches-')
    const answer = await send({ 5: m })
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain('jusqu’au vendredi 26 février 2027')
    expect(await registered(5)).toEqual([])
  })
})
