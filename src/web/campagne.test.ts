import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#src/db/transaction.ts'
import { json, page } from '#src/web/page.ts'
import { PAGES } from '#src/web/routes.ts'
import { cookieOf, get, post, signIn, testApp, type TestApp } from '#src/web/testing.ts'

const ici = page({
  method: 'GET',
  path: '/essai',
  droit: 'connecte',
  handler: ({ campagne, tx }) => json({ annee: campagne.annee, now: tx.now }),
})

let site: TestApp
let academie: string

beforeAll(async () => {
  site = await testApp({ pages: [...PAGES, ici] })
  academie = await signIn(site, 'academie')
})
afterAll(() => site.close())

const seen = async (path: string, cookie: string): Promise<unknown> =>
  (await get(site.app, path, cookie)).json()

async function addCampagne(annee: string, horloge: string | null): Promise<number> {
  const nobody = { academie: '90', compteId: null, nom: 'Essai', pourLeCompteDe: null }
  return inTransaction({ db: site.db, acteur: nobody }, async ({ trx }) => {
    const { rows } = await sql<{ id: number }>`
      with r as (
        insert into reglement (academie, nom, version, contenu, empreinte, redacteur_id, redige_le)
        select '90', ${annee}, 1, '{}', 'x', min(id), now() from compte returning id
      )
      insert into campagne (academie, annee, dispositif, reglement_id, ouverture, fin_inscriptions, fin_avis_origine,
        debut_entretiens, fin_entretiens, fin_avis_referent, fin_confirmations, horloge)
      select '90', ${annee}, 'PASSPRO', r.id, '2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2027-01-05',
        '2027-01-06', '2027-01-07', ${horloge}::timestamptz from r
      returning id`.execute(trx)
    return rows[0]?.id ?? 0
  })
}

async function openOne(campagneId: number): Promise<void> {
  const nobody = { academie: '90', compteId: null, nom: 'Essai', pourLeCompteDe: null }
  await inTransaction({ db: site.db, acteur: nobody }, ({ trx }) =>
    sql`insert into campagne_ouverture (academie, campagne_id, compte_id, le)
      select '90', ${campagneId}, min(id), now() from compte`.execute(trx),
  )
}

test('without any campagne, a page that needs one says so', async () => {
  const answer = await get(site.app, '/essai', academie)
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('Aucune campagne')
})

test('the latest that is open rules, else the latest, until another is chosen; its clock dates the transaction', async () => {
  const horloge = '2026-02-10T08:00:00.000Z'
  const before = await addCampagne('2025-2026', horloge)
  await addCampagne('2026-2027', null)
  expect(await seen('/essai', academie)).toMatchObject({ annee: '2026-2027' })
  expect(await seen(`/essai?campagne=${before}`, academie)).toEqual({ annee: '2025-2026', now: horloge })
  // Once one is open, the one that is being prepared takes nobody away from it.
  await openOne(before)
  expect(await seen('/essai', academie)).toMatchObject({ annee: '2025-2026' })
  expect(await (await get(site.app, '/campagnes', academie)).text()).toMatch(
    /PASSPRO 2026-2027<span[^>]*>Pas encore ouverte/,
  )

  const chosen = await post(site.app, '/campagnes', {
    cookie: academie,
    fields: { campagne: String(before) },
  })
  expect(chosen.status).toBe(303)
  const cookie = `${academie}; ${cookieOf(chosen, 'passpro-campagne')}`
  expect(await seen('/essai', cookie)).toEqual({ annee: '2025-2026', now: horloge })
  expect(await (await get(site.app, '/', cookie)).text()).toContain('Campagne PASSPRO 2025-2026')
})

test.each(['999999', 'abc', ''])(
  'a campagne that is not there (%s) is refused, and the choice comes back',
  async (campagne) => {
    const answer = await post(site.app, '/campagnes', { cookie: academie, fields: { campagne } })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choisissez une campagne de la liste.')
  },
)
