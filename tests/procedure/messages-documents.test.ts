import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { convocationsIcs } from '#src/documents/convocation-ics.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { convocation } from '#src/documents/examples.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { bacASable, type Depeche } from '#src/jobs/courrier.ts'
import { acteurWith, at, eleveByCle, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { readConvocations } from '#src/procedure/entretiens/api.ts'
import { expedier } from '#src/procedure/envois/api.ts'
import { campagneQuiEcrit, moveTo, query } from '#src/procedure/envois/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

/** Bad cases of messages and documents that no other test names; docs/documents.md says where each of the others is. */
let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let site: ReturnType<typeof appOver>
const ORIGINE = 'https://passpro.exemple.fr'
const sent: Depeche[] = []

beforeAll(async () => {
  base = await testDb()
  campagne = await campagneQuiEcrit(base.db)
  site = appOver(base.db)
  await playInscriptions(
    campagne,
    [1, 2].map((cle) => aParcours({ eleveId: eleveByCle(campagne, cle).id })),
  )
  await moveTo(campagne, '2027-02-27T09:00')
  const livrer = (depeche: Depeche) => Promise.resolve((sent.push(depeche), { sort: 'remis' as const }))
  const courrier = { ...bacASable(ORIGINE), livrer }
  await expedier({ db: base.db, academie: campagne.academie, courrier })
}, 60_000)
afterAll(async () => {
  await base.close()
  await closeDocuments()
})

const links = (): string[] => [
  ...new Set(sent.flatMap(({ texte, html }) => `${texte} ${html}`.match(/https:\/\/[^\s"<>]+/g) ?? [])),
]

/** Everything that a visit could change, as one text. */
const state = async (): Promise<string> => {
  const rows = await query(
    campagne,
    `select (select count(*) from journal) as j, (select count(*) from confirmation) as c, (select count(*) from remise) as r,
      (select json_agg(json_build_array(id, etat, essais) order by id) from envoi) as e`,
  )
  return JSON.stringify(rows)
}

describe('messages', () => {
  test('link opened by a mail scanner, opened twice, forwarded: says nothing, changes nothing', async () => {
    expect(sent.length).toBeGreaterThan(4)
    expect(links().length).toBeGreaterThan(0)
    const before = await state()
    const names = await query<{ nom: string }>(
      campagne,
      'select nom from eleve union select nom from responsable',
    )
    for (const link of [...links(), ...links()]) {
      const answer = await get(site.app, link.replace(ORIGINE, ''))
      const text = await answer.text()
      expect(names.filter(({ nom }) => text.includes(nom))).toEqual([])
    }
    expect(await state()).toBe(before)
  })

  test('personal data in URLs: a link is a page behind sign-in, without a secret, a name or a number', async () => {
    for (const link of links())
      expect(new URL(link).href).toMatch(/^https:\/\/passpro\.exemple\.fr\/[a-z-]*$/)
  })
})

describe('a comment of 50,000 characters', () => {
  test('is refused whole where it is typed, and comes back whole: nothing is lost', async () => {
    const { id: eleveId } = eleveByCle(campagne, 1)
    const [uai] = campagne.colleges
    const adulte = await site.cookieFor(await acteurWith(campagne, { role: 'adulte_referent', uai }))
    const eleve = await site.cookieFor(await acteurWith(campagne, { role: 'eleve', eleveId }))
    const list = await (await get(site.app, '/lettres', adulte)).text()
    const path = /\/lettres\/\d+\/[A-Za-z0-9%_-]+/.exec(list)?.[0] ?? ''
    const mine = path.replace(/^\/lettres\/\d+/, '/mon-espace/lettres')
    await post(site.app, mine, { cookie: eleve, fields: { version: '0', moi: 'Bonjour.' } })
    const texte = 'Élève curieuse. '.repeat(3125).trim()
    const answer = await post(site.app, path, { cookie: adulte, fields: { section: 'generale', texte } })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(texte)
    expect(page).toContain('Ce texte dépasse 2000 caractères.')
    expect(await query(campagne, 'select 1 from annotation')).toEqual([])
  })
})

describe('documents', () => {
  test('ICS: no duplicated event after a change of interviewer', async () => {
    const { campagneId } = campagne
    const event = (): Promise<string> =>
      at(campagne, '2027-03-01', async (tx) => {
        const found = await readConvocations(tx, { campagneId, eleveId: eleveByCle(campagne, 1).id })
        return convocationsIcs(found.map(({ rendezVous }) => rendezVous))
      })
    const before = await event()
    const uid = /^UID:.*$/m.exec(before)?.[0]
    expect(uid).toBeDefined()
    await query(campagne, 'delete from creneau_intervenant')
    expect(await event()).toBe(before)
  })

  test('a text that promises another delay than the rule: the letter promises none', async () => {
    const { pdf } = await renderConvocations([convocation])
    const text = (await readPdf(pdf)).pages.join(' ')
    expect(text).toContain('Prévenez dès que possible')
    expect(text).not.toMatch(/\d+\s*(h|heures|jours|min)\s+avant/i)
  })

  test('PDF, reading order: from whom, to whom, what, when and where, what to bring, in short', async () => {
    const { pdf } = await renderConvocations([convocation])
    const text = (await readPdf(pdf)).pages.join(' ')
    const places = [
      convocation.lycee.nom,
      'Aux responsables légaux',
      'Convocation à un entretien',
      'Date',
      'Lieu',
      'Formations dont parlera',
      'À apporter',
      'En bref',
    ].map((words) => text.indexOf(words))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })
})
