import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { TACHES } from '#src/jobs/list.ts'
import { drain } from '#src/jobs/worker.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'
import { champsOfReglement, readReglementForm } from '#src/procedure/campagnes/schema/reglement-form.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let campagne: CampagneFictive
let app: Hono
let first: string
let second: string
let chef: string
let close: () => Promise<void>

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { horloge: new Date('2027-02-10T09:00:00Z') })
  const over = appOver(base.db)
  app = over.app
  first = await over.cookieFor(campagne.acteur)
  second = await over.cookieFor(campagne.approbateur)
  chef = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] }))
})
afterAll(() => close())

const page = async (path: string, cookie = first): Promise<string> => (await get(app, path, cookie)).text()
const send = (path: string, fields: Record<string, string>, cookie = first): Promise<Response> =>
  post(app, path, { cookie, fields })
const work = (): Promise<number> =>
  drain({
    outils: { db: campagne.db, televersements: '' },
    clock: () => new Date('2027-02-10T09:00:00Z'),
    taches: TACHES,
    log: () => undefined,
  })

/** The fields of a form, some of them changed. */
const fieldsOf = (nom: string, over: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(champsOfReglement(nom, aReglement())).map(([name, values]) => [name, values[0] ?? '']),
  ),
  ...over,
})

describe('the form of a reglement', () => {
  test('gives back the reglement that it was filled from', () => {
    const reglement = aReglement()
    expect(readReglementForm(champsOfReglement('essai', reglement))).toEqual({
      ok: true,
      nom: 'essai',
      reglement,
    })
  })

  test('understands levels as one writes them', () => {
    const champs = champsOfReglement('essai', aReglement('paris'))
    const read = readReglementForm({ ...champs, referent: ['Réservé\r\nfavorable'] })
    expect(read).toEqual({ ok: true, nom: 'essai', reglement: aReglement('paris') })
  })

  test.each<[Record<string, string>, string, string]>([
    [{ 'case-favorable-reserve': '' }, 'case-favorable-reserve', 'n’a pas de résultat'],
    [{ 'case-favorable-favorable': 'reserve' }, 'case-favorable-favorable', 'ne peut pas abaisser'],
    [{ 'points-favorable': '750' }, 'points-favorable', 'doivent dépasser'],
    [{ 'points-favorable': 'beaucoup' }, 'points-favorable', 'nombre entier'],
    [{ final: '' }, 'final', 'aucun niveau'],
    [{ nom: ' ' }, 'nom', 'Donnez un nom'],
  ])('with %o comes back with the field named, and what was typed', async (change, champ, sentence) => {
    const answer = await send('/reglements', fieldsOf('règlement refusé', change))
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain(`href="#champ-${champ}"`)
    expect(text).toContain(sentence)
    expect(text).toContain(
      'value="règlement refusé"'.replace('règlement refusé', change['nom'] ?? 'règlement refusé'),
    )
    expect(await page('/reglements')).not.toContain('règlement refusé')
  })

  test('draws its table again for new scales without writing anything', async () => {
    const answer = await send('/reglements', fieldsOf('essai', { origine: 'non\noui', etape: 'tableau' }))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('name="case-oui-favorable"')
    expect(await page('/reglements')).not.toContain('essai, version')
  })
})

describe('a reglement', () => {
  test('is written by one and approved by another; a campaign cannot open before', async () => {
    const written = await send('/reglements', fieldsOf('règlement neuf'))
    const path = written.headers.get('Location') ?? ''
    expect(await page(path)).not.toContain('Approuver cette version')
    const own = await send(`${path}/approbation`, {})
    expect([own.status, (await own.text()).includes('doit être différente')]).toEqual([422, true])

    const created = await send('/campagnes/nouvelle', nouvelle({ reglement: path.split('/').at(-1) ?? '' }))
    expect(created.status).toBe(303)
    const cookie = `${first}; ${
      created.headers
        .getSetCookie()
        .find((one) => one.startsWith('passpro-campagne'))
        ?.split(';')[0]
    }`
    const early = await send('/campagne/ouverture', {}, cookie)
    expect([early.status, (await early.text()).includes('approuvé par une seconde personne')]).toEqual([
      422,
      true,
    ])
    expect((await send(`${path}/approbation`, {}, second)).status).toBe(303)
    const incomplete = await send('/campagne/ouverture', {}, cookie)
    expect(incomplete.status).toBe(422)
    expect(await incomplete.text()).toContain('Domaines enregistrés')
    expect(await page('/campagne', cookie)).toContain('En préparation')
  })

  test('starts from a shipped one, or from a version', async () => {
    expect(await page('/reglements/nouveau?base=paris')).toContain('value="2500"')
    const id = /\/reglements\/(\d+)"/.exec(await page('/reglements'))?.[1]
    expect((await get(app, `/reglements/nouveau?base=${id}`, first)).status).toBe(200)
    expect((await get(app, '/reglements/nouveau?base=inconnu', first)).status).toBe(404)
  })
})

const nouvelle = (over: Record<string, string>): Record<string, string> => ({
  annee: '2027-2028',
  dispositif: 'PASSPRO',
  ouverture: '2028-01-10',
  finInscriptions: '2028-02-25',
  finAvisOrigine: '2028-03-17',
  debutEntretiens: '2028-03-01',
  finEntretiens: '2028-04-21',
  finAvisReferent: '2028-04-28',
  finConfirmations: '2028-05-19',
  ...over,
})

describe('a new campaign', () => {
  const reglement = async (): Promise<string> =>
    /\/reglements\/(\d+)"/.exec(await page('/reglements'))?.[1] ?? ''

  test('out of order, or twice the same year, is refused at its field', async () => {
    const wrong = await send(
      '/campagnes/nouvelle',
      nouvelle({ reglement: await reglement(), dispositif: 'PASS-AGRI', finEntretiens: '2028-02-01' }),
    )
    expect(wrong.status).toBe(422)
    const text = await wrong.text()
    expect(text).toContain(
      '« Début des entretiens » (mercredi 1er mars 2028) vient après « Fin des entretiens »',
    )
    expect(text).toContain('href="#champ-finEntretiens"')
    const twice = await send(
      '/campagnes/nouvelle',
      nouvelle({ reglement: await reglement(), annee: '2026-2027' }),
    )
    expect([twice.status, (await twice.text()).includes('a déjà une campagne')]).toEqual([422, true])
  })

  test.each([
    [{ annee: '2027-2029' }, 'Les deux années doivent se suivre.'],
    [{ reglement: '' }, 'Choisissez un règlement.'],
    [{ ouverture: '31/02/2027' }, 'Donnez un jour.'],
  ])('with %o says what is wrong', async (change, sentence) => {
    const answer = await send('/campagnes/nouvelle', nouvelle({ reglement: '1', ...change }))
    expect([answer.status, (await answer.text()).includes(sentence)]).toEqual([422, true])
  })
})

describe('the cockpit', () => {
  test('places by a job what is registered, convokes nobody, and counts it', async () => {
    const items = [0, 1].map((i) => anInscription({ eleveId: eleveAt(campagne, i).id, mef: '2472340121' }))
    const { campagneId } = campagne
    await at(campagne, '2027-02-01', (tx) => registerInscriptions(tx, { campagneId, items }))
    const cookie = `${first}; passpro-campagne=${campagneId}`
    expect(await page('/campagne', cookie)).toContain('Entretiens placés : 0 sur 2')
    expect(await page('/campagne', cookie)).not.toContain('Placement :')
    await send('/campagne/placement', {}, cookie)
    await send('/campagne/placement', {}, cookie)
    // It is followed while it lasts, and can be left and come back to; a page where one types never comes again by itself.
    const during = await page('/campagne', cookie)
    expect(during).toContain('Placement : en cours.')
    expect(during).toMatch(/<div data-suivi="" aria-live="polite">/)
    expect(during).not.toContain('http-equiv="refresh"')
    expect(await work()).toBe(1)
    const after = await page('/campagne', cookie)
    expect(after).toMatch(/Placement : fait le \p{L}+ \d/u)
    expect(after).toContain('<div data-suivi="" data-fini=""')
    expect(after).toContain('Entretiens placés : 2 sur 2')
    expect(after).toMatch(/Entretiens provisoires, sans convocation<\/a><\/th><td[^>]*>2</)
    expect(after).toMatch(/Collège fictif n° 1<\/a><\/th><td[^>]*>[0-9A-Z]+<\/td><td[^>]*>\d</)
    expect(after).toContain('CADA')
  })

  test('each figure leads to what it counts', async () => {
    const cookie = `${first}; passpro-campagne=${campagne.campagneId}`
    const text = await page('/campagne', cookie)
    const main = text.slice(text.indexOf('id="contenu"'), text.indexOf('Calendrier</h2>'))
    const links = [...main.matchAll(/<t[hd][^>]*><a href="([^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    )
    expect(links).toContain(`/eleves?etablissement=${campagne.colleges[0]}&filtre=avis_attendus`)
    for (const situation of ['silencieuses', 'avis', 'sans_place', 'a_remettre', 'erreurs'])
      expect(links).toContain(`/campagne/etablissements?situation=${situation}`)
    for (const href of new Set(links))
      expect([href, (await get(app, href, cookie)).status]).toEqual([href, 200])
  })

  test('moves the clock of a rehearsal', async () => {
    const cookie = `${first}; passpro-campagne=${campagne.campagneId}`
    expect((await send('/campagne/horloge', { instant: '2027-02-30T10:00' }, cookie)).status).toBe(422)
    expect((await send('/campagne/horloge', { instant: '2027-03-20T10:30' }, cookie)).status).toBe(303)
    expect(await page('/campagne', cookie)).toContain('il est 10 h 30, samedi 20 mars 2027')
  })

  test.each(['/campagne', '/reglements', '/reglements/nouveau', '/campagnes/nouvelle', '/bilan'])(
    '%s is for the académie alone',
    async (path) => {
      expect((await get(app, path, chef)).status).toBe(403)
      expect((await get(app, path, first)).status).toBe(200)
    },
  )
})

describe('the public rules', () => {
  test('are those of each open campaign, with its table, its points and the mention, to anybody', async () => {
    const text = await page('/algorithme', '')
    expect(text).toContain('PASSPRO 2026-2027')
    expect(text).toMatch(/favorable<\/th><td>très favorable<\/td><td>favorable<\/td><td>assez favorable</)
    expect(text).toMatch(/très favorable<\/th><td[^>]*>2500</)
    expect(text).toContain('jamais compté « réservé »')
    expect(text).toContain('tous ses responsables légaux')
    expect(text).toContain('R. 311-3-1-1')
  })
})
