import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import {
  listDomaines,
  listFormations,
  listReferents,
  loadCampagne,
  saveOffres,
} from '#src/procedure/campagnes/api.ts'
import { offresFictives } from '#src/procedure/campagnes/examples.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let campagne: CampagneFictive
let app: ReturnType<typeof appOver>['app']
let cookie: string
let chef: string
let close: () => Promise<void>

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-03-01T10:00', ZONE) })
  const over = appOver(base.db)
  app = over.app
  cookie = await over.cookieFor(campagne.acteur)
  chef = await over.cookieFor(await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] }))
})
afterAll(() => close())

const listOffres = async (
  trx: Tx['trx'],
  id: number,
): Promise<{ codeOffre: string; capacite: number | null }[]> =>
  trx
    .selectFrom('offre')
    .select(['code as codeOffre', 'capacite'])
    .where('campagne_id', '=', id)
    .orderBy('code')
    .execute()

const page = async (path: string): Promise<string> => (await get(app, path, cookie)).text()
const valueOf = (text: string, name: string): string =>
  new RegExp(`<(?:input|option)[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(text)?.[1] ?? ''

describe('the campaign of the year after', () => {
  let created: number

  test('starts from this one: dates 52 weeks later, references taken, no pupil', async () => {
    const form = await page(`/campagnes/nouvelle?depuis=${campagne.campagneId}`)
    expect(valueOf(form, 'annee')).toMatch(/^\d{4}-\d{4}$/)
    const reglement = /<option value="(\d+)"[^>]*selected/.exec(form)?.[1] ?? ''
    const days = [
      'ouverture',
      'finInscriptions',
      'finAvisOrigine',
      'debutEntretiens',
      'finEntretiens',
      'finAvisReferent',
      'finConfirmations',
    ]
    const fields = Object.fromEntries(
      ['depuis', 'annee', 'dispositif', ...days].map((name) => [name, valueOf(form, name)]),
    )
    const sent = await post(app, '/campagnes/nouvelle', { cookie, fields: { ...fields, reglement } })
    expect([sent.status, sent.headers.get('Location')]).toEqual([303, '/campagne/ouverture'])
    created = Number(/passpro-campagne=(\d+)/.exec(sent.headers.getSetCookie().join())?.[1])
    await at(campagne, '2027-02-10', async ({ trx }) => {
      const [before, after] = [await loadCampagne(trx, campagne.campagneId), await loadCampagne(trx, created)]
      expect(after.ouverte).toBe(false)
      expect(after.reglementId).toBe(before.reglementId)
      expect(await listDomaines(trx, created)).toEqual(await listDomaines(trx, campagne.campagneId))
      expect(await listFormations(trx, created)).toEqual(await listFormations(trx, campagne.campagneId))
      expect(await listReferents(trx, created)).toEqual(await listReferents(trx, campagne.campagneId))
    })
    expect(await page(`/campagne/ouverture?campagne=${created}`)).toContain(
      'Chaque formation a une fiche signée',
    )
  })

  test('an incomplete one is not opened, and says what is missing', async () => {
    const refused = await post(app, `/campagne/ouverture?campagne=${created}`, { cookie })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Il manque encore : Chaque formation a une fiche signée')
  })

  test('what changes afterwards is told, old and new, to the académie alone', async () => {
    const [referent] = await at(campagne, '2027-02-10', ({ trx }) => listReferents(trx, created))
    if (!referent) throw new Error('aucun référent')
    const key = `${referent.uai}.${referent.domaine}`
    await post(app, `/referents?campagne=${created}`, {
      cookie,
      fields: { [`secteur-${key}`]: 'Ailleurs fictif' },
    })
    const told = await page(`/campagne/changements?campagne=${created}`)
    expect(told).toContain('Changements : 1')
    expect(told).toContain('>Ailleurs fictif</td>')
    expect(await page(`/campagne/changements?campagne=${created}&genre=offre`)).toContain(
      'Rien ne répond à cette recherche.',
    )
    expect((await get(app, '/campagne/changements', chef)).status).toBe(403)
  })

  const offres = (): ReturnType<typeof listOffres> =>
    at(campagne, '2027-02-10', ({ trx }) => listOffres(trx, created))
  const decide = (fields: Record<string, string>): Promise<Response> =>
    post(app, `/campagne/changements?campagne=${created}`, { cookie, fields })

  test('an offer is new, changed, or copied and in no file: each is decided, and what is put aside undone', async () => {
    const [first, second] = offresFictives(campagne.academie, campagne.lycees[0])
    if (!first || !second) throw new Error('pas deux offres')
    const fresh = { ...first, codeOffre: 'ZZ999999', libelleFormation: 'CAP fictif neuf' }
    const before = (await offres()).length
    await at(campagne, '2027-02-10', (tx) =>
      saveOffres(tx, created, [{ ...first, capacite: 3 }, { ...second }, fresh]),
    )
    const told = await page(`/campagne/changements?campagne=${created}`)
    for (const nature of ['Nouveau', 'Changé', 'Sans fichier']) expect(told).toContain(`>${nature}</td>`)
    expect(await page(`/campagne/ouverture?campagne=${created}`)).toContain(
      'Ce qui a changé depuis l’an dernier',
    )

    const keys = [...told.matchAll(/name="decision-([^"]+)"/g)].map(([, key = '']) => key)
    const unseen = keys.filter((key) => key.startsWith('offre:') && !key.includes('ZZ999999'))
    expect(unseen).toHaveLength(before - 2)
    const answer = await decide(
      Object.fromEntries(
        keys.filter((key) => !key.startsWith('secteur:')).map((key) => [`decision-${key}`, 'ecarter']),
      ),
    )
    expect(answer.status).toBe(303)
    const after = await offres()
    expect(after.map(({ codeOffre }) => codeOffre)).toEqual([first.codeOffre, second.codeOffre])
    expect(after[0]?.capacite).toBe(first.capacite)
    const left = await page(`/campagne/changements?campagne=${created}&filtre=a_decider`)
    expect([...left.matchAll(/name="decision-([^"]+)"/g)].map(([, key]) => key?.split(':')[0])).toEqual([
      'secteur',
    ])
  })

  test('what is left is kept at once; a change made since is to decide again; an open campaign decides nothing', async () => {
    await decide({ etape: 'garder' })
    expect(await page(`/campagne/changements?campagne=${created}&filtre=a_decider`)).toContain(
      'Tout est décidé.',
    )
    const [referent] = await at(campagne, '2027-02-10', ({ trx }) => listReferents(trx, created))
    if (!referent) throw new Error('aucun référent')
    const key = `${referent.uai}.${referent.domaine}`
    await post(app, `/referents?campagne=${created}`, {
      cookie,
      fields: { [`secteur-${key}`]: 'Encore ailleurs' },
    })
    expect(await page(`/campagne/changements?campagne=${created}`)).toContain('À décider avant d’ouvrir : 1.')
    await decide({ [`decision-secteur:${key}`]: 'ecarter' })
    const [again] = await at(campagne, '2027-02-10', ({ trx }) => listReferents(trx, created))
    expect(again?.secteur).toEqual(
      (await at(campagne, '2027-02-10', ({ trx }) => listReferents(trx, campagne.campagneId)))[0]?.secteur,
    )
    const open = await post(app, `/campagne/changements?campagne=${campagne.campagneId}`, {
      cookie,
      fields: { etape: 'garder' },
    })
    expect([open.status, (await open.text()).includes('ouverte')]).toEqual([422, true])
    expect((await post(app, '/campagne/changements', { cookie: chef })).status).toBe(403)
  })
})

describe('the referents', () => {
  test('are listed with sector, schools and places, on a map and in a file', async () => {
    const text = await page('/referents')
    expect(text).toMatch(/<svg[^>]*role="img"|il n’y a pas de carte/)
    const csv = await page('/referents/export/csv')
    expect(csv.split('\r\n')[0]).toBe(
      'Lycée;UAI;Domaine;Secteur (départements ou communes);Collèges servis;Places;Entretiens',
    )
    expect((await get(app, '/referents', chef)).status).toBe(403)
  })

  test('a wrong UAI or no domaine comes back with what was typed', async () => {
    const sent = await post(app, '/referents', { cookie, fields: { uai: '123', nouveauSecteur: 'Paris' } })
    expect(sent.status).toBe(422)
    const text = await sent.text()
    expect(text).toContain('sept chiffres et une lettre')
    expect(text).toContain('value="Paris"')
  })

  test('one who holds interviews is not taken away', async () => {
    const eleve = eleveAt(campagne, 0)
    await playInscriptions(campagne, [aParcours({ eleveId: eleve.id })])
    const all = await at(campagne, '2027-02-10', ({ trx }) => listReferents(trx, campagne.campagneId))
    const held = await at(campagne, '2027-02-10', ({ trx }) =>
      trx
        .selectFrom('entretien')
        .select(['id', 'domaine'])
        .where('campagne_id', '=', campagne.campagneId)
        .execute(),
    )
    expect(held).toHaveLength(1)
    const answers = []
    for (const { uai, domaine } of all)
      answers.push(
        (
          await post(app, `/referents?campagne=${campagne.campagneId}`, {
            cookie,
            fields: { retirer: `${uai}.${domaine}` },
          })
        ).status,
      )
    expect(answers.filter((status) => status === 422)).toHaveLength(1)
    expect(
      await at(campagne, '2027-02-10', ({ trx }) => listReferents(trx, campagne.campagneId)),
    ).toHaveLength(1)
  })
})

test('schools are followed one by one: who is silent, what is missing, each number leading to its pupils', async () => {
  const path = `/campagne/etablissements?campagne=${campagne.campagneId}`
  const all = await page(path)
  expect(all).toContain('Établissements : 2')
  expect(all).toMatch(/href="\/eleves\?etablissement=\w+&amp;filtre=avis_attendus"/)
  expect(await page(`${path}&situation=avis`)).toContain('Établissements : 1')
  const csv = await page(`/campagne/etablissements/export/csv?campagne=${campagne.campagneId}&tri=-avis`)
  const [head, first] = csv.trim().split('\r\n')
  expect(head).toBe(
    'Établissement;UAI;Élèves;Inscrits;Avis manquants;Sans place;À remettre;Messages en erreur;Dernier acte',
  )
  expect(first?.split(';')[4]).toBe('1')
  expect((await get(app, '/campagne/etablissements', chef)).status).toBe(403)
})
