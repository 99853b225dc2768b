import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { dayOf, instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playAvisOrigine, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { readConvocations } from '#src/procedure/entretiens/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

const SUJETS = ['Les horaires de l’atelier', 'Les poursuites d’études', 'Le port de charges']
const CONSEIL = 'Conseil fictif : visiter l’atelier de menuiserie et demander les horaires.'

let campagne: CampagneFictive
let app: ReturnType<typeof appOver>['app']
let close: () => Promise<void>
let intervenant: string
let chef: string
let voisin: string
let uai: string
/** Two interviews of one domaine, one lycée and one day, in the order of their hours. */
let entretiens: { id: number; debut: Date; inscriptionId: number }[]

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  const over = appOver(base.db)
  app = over.app
  campagne = await fictionalCampagne(base.db, {
    horloge: instantOf('2027-03-01T10:00', ZONE),
    elevesParCollege: 6,
  })
  const parcours = campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId }))
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  const { campagneId } = campagne
  const placed = await at(campagne, '2027-03-01', async (tx) => {
    const { rows } = await sql<{ id: number; debut: Date; uai: string; inscriptionId: number }>`
      select n.id, lower(n.plage) as debut, k.uai, i.id as "inscriptionId" from entretien n
      join creneau k on k.id = n.creneau_id
      join inscription i on (i.eleve_id, i.domaine) = (n.eleve_id, n.domaine)
      where n.campagne_id = ${campagneId} order by debut, n.id`.execute(tx.trx)
    return rows
  })
  const first = placed[0]
  if (!first) throw new Error('aucun entretien placé')
  uai = first.uai
  const jour = dayOf(first.debut, ZONE)
  entretiens = placed.filter(
    (one) => one.uai === uai && dayOf(one.debut, ZONE) === jour && (one === first || one.debut > first.debut),
  )
  await at(campagne, '2027-01-20', async (tx) => {
    await sql`insert into fiche_formation (academie, campagne_id, mef, uai, version, sujets, redacteur, redige_le, signataire, signe_le)
      values (${campagne.academie}, ${campagneId}, '2472340121', ${uai}, 1, ${SUJETS}::text[], 'Rédacteur fictif', now(), 'Proviseure fictive', now())`.execute(
      tx.trx,
    )
    await moveHorloge(tx, { campagneId, instant: instantOf(`${jour}T18:00`, ZONE) })
  })
  intervenant = await over.cookieFor(await acteurWith(campagne, { role: 'intervenant', uai }))
  chef = await over.cookieFor(await acteurWith(campagne, { role: 'chef_referent', uai }))
  const other = campagne.lycees.find((one) => one !== uai)
  voisin = await over.cookieFor(await acteurWith(campagne, { role: 'intervenant', uai: other ?? null }))
})
afterAll(() => close())

const page = async (path: string, cookie = intervenant): Promise<string> =>
  (await get(app, path, cookie)).text()
const at0 = (i: number): { id: number; debut: Date; inscriptionId: number } => {
  const one = entretiens[i]
  if (!one) throw new Error(`pas d’entretien ${i}`)
  return one
}
const startOf = (id: number): Promise<Date | undefined> =>
  at(campagne, '2027-03-01', async (tx) => {
    const found = await readConvocations(tx, { campagneId: campagne.campagneId })
    return found.find(({ rangee }) => rangee.entretienId === id)?.rangee.debut
  })

describe('two pupils who came in each other’s place', () => {
  const swap = (a: number, b: number, cookie = intervenant) =>
    post(app, '/entretiens/echange', { cookie, fields: { premier: String(a), second: String(b) } })

  test('change places in one act, and change back', async () => {
    const [a, b] = [at0(0), at0(1)]
    const before = [await startOf(a.id), await startOf(b.id)]
    expect((await swap(a.id, b.id)).status).toBe(303)
    expect([await startOf(a.id), await startOf(b.id)]).toEqual(before.toReversed())
    await swap(b.id, a.id)
    expect([await startOf(a.id), await startOf(b.id)]).toEqual(before)
  })

  test('not with himself, not by another lycée', async () => {
    expect((await swap(at0(0).id, at0(0).id)).status).toBe(422)
    const before = await startOf(at0(0).id)
    // As if there were no such interviews.
    expect((await swap(at0(0).id, at0(1).id, voisin)).status).toBe(422)
    expect(await startOf(at0(0).id)).toEqual(before)
  })
})

describe('an interview that took place', () => {
  const entry = (fields: [string, string][]) =>
    post(app, `/entretiens/${at0(0).id}`, {
      cookie: intervenant,
      fields: [
        ['presence', 'present'],
        ['compteRendu', CONSEIL],
        [`avis-${at0(0).inscriptionId}`, 'favorable'],
        ...fields,
      ],
    })

  test('proposes the topics of the signed sheet, and says nothing of marks, seats or ranks', async () => {
    const text = await page(`/entretiens/${at0(0).id}`)
    for (const sujet of SUJETS) expect(text).toContain(sujet)
    expect(text).not.toMatch(/moyenne|note sur|places offertes|candidats|rang du vœu/i)
  })

  test('keeps the topics ticked, the others as not dealt with, and five observations in words', async () => {
    const answer = await entry([
      ['abordes', '0'],
      ['abordes', '2'],
      ['observation-motivation', 'Parle avec envie de l’atelier.'],
    ])
    expect(answer.status).toBe(303)
    const text = await page(`/entretiens/${at0(0).id}`)
    expect(text).toContain('Parle avec envie de l’atelier.')
    const ticked = [...text.matchAll(/<input[^>]*name="abordes"[^>]*>/g)].filter(([tag]) =>
      tag.includes('checked'),
    )
    expect(ticked.map(([tag]) => /value="(\w+)"/.exec(tag)?.[1])).toEqual(['0', '2'])
    expect(await page('/signature', chef)).toContain('Sujets non abordés : Les poursuites d’études.')
  })

  test('one box says that everything was dealt with', async () => {
    await entry([['abordes', 'tous']])
    expect(await page('/signature', chef)).not.toContain('Sujets non abordés')
  })

  test('what the head signs otherwise than proposed stays beside what was proposed', async () => {
    const id = at0(0).inscriptionId
    const signed = await post(app, '/signature', {
      cookie: chef,
      fields: { [`avis-${id}`]: 'assez_favorable', [`commentaire-${id}`]: '', signer: 'tous' },
    })
    expect(signed.status).toBe(303)
    const text = await page('/signature/ecarts', chef)
    expect(text).toMatch(/>favorable<\/td><td[^>]*>[^<]*<\/td><td[^>]*>assez favorable<\/td>/)
    expect((await get(app, '/signature/ecarts', intervenant)).status).toBe(403)
    const csv = await page('/signature/ecarts/export/csv', chef)
    expect(csv.trim().split('\r\n')).toHaveLength(2)
  })

  test('observations no longer change once an avis is signed', async () => {
    await entry([['observation-motivation', 'Autre chose.']])
    expect(await page(`/entretiens/${at0(0).id}`)).not.toContain('Autre chose.')
  })
})

test('the school of the pupils reads who leaves, when and with whom, on that day and no pupil of another', async () => {
  const [college, other] = campagne.colleges
  const over = appOver(campagne.db)
  const head = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai: college }))
  const jour = dayOf(at0(0).debut, ZONE)
  const text = await page(`/departs?jour=${jour}`, head)
  const ids = new Set([...text.matchAll(/href="\/eleves\/(\d+)"/g)].map((match) => Number(match[1])))
  expect(ids.size).toBeGreaterThan(0)
  for (const id of ids) expect(campagne.eleves.find((one) => one.id === id)?.uai).toBe(college)
  const csv = (await page(`/departs/export/csv?jour=${jour}`, head)).trim().split('\r\n')
  expect(csv[0]).toBe('Départ;Retour;Entretien;Élève;Classe;Établissement;Où;Avec;Adulte référent')
  expect(csv.length - 1).toBeGreaterThanOrEqual(ids.size)
  expect((await get(app, `/departs?etablissement=${other}`, head)).status).toBe(404)
  expect((await get(app, '/departs', chef)).status).toBe(403)
})
