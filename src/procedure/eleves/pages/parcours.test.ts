import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, at, eleveAt } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playEntretiens, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
let eleve: string
let autre: string
let eleveId: number

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  eleveId = eleveAt(site.campagne, 0).id
  eleve = await site.cookieFor(await acteurWith(site.campagne, { role: 'eleve', eleveId }))
  const other = eleveAt(site.campagne, 1).id
  autre = await site.cookieFor(await acteurWith(site.campagne, { role: 'eleve', eleveId: other }))
  await at(site.campagne, '2027-02-01T10:00', async ({ trx }) => {
    const [college] = site.campagne.colleges
    const [lycee, loin] = site.campagne.lycees
    for (const [uai, commune, latitude] of [
      [college, 'Fictiville', 48.8],
      [lycee, 'Valfictif', 48.9],
      [loin, 'Loinville', 49.8],
    ] as const)
      await sql`update etablissement set latitude = ${latitude}, longitude = 2.3, commune = ${commune}, code_postal = '75099'
        where uai = ${uai}`.execute(trx)
  })
}, 60_000)
afterAll(() => site?.close())

const read = async (path: string, cookie = eleve): Promise<string> => wordsOf(await site.page(path, cookie))
const [BOIS] = ['bois']

describe('the discovery of a pupil', () => {
  const PATH = '/mon-espace/decouverte'

  test('keeps his notes and the steps that he ticks, and shows them to him alone', async () => {
    const sent = await site.send(
      PATH,
      [
        ['questions', 'Combien d’heures d’atelier ?'],
        ['appris', ''],
        ['etapes', 'fiches'],
        ['etapes', 'sites'],
        ['etapes', 'crayon'],
      ],
      eleve,
    )
    expect(sent.status).toBe(303)
    expect(await site.page(PATH, eleve)).toContain('Combien d’heures d’atelier ?')
    // What is not on this page is not ticked by it.
    expect(await read('/mon-espace')).toContain('Découvrir les formations À faire maintenant : 2 sur 4')
    expect(await site.page(PATH, autre)).not.toContain('Combien d’heures')
    expect(await site.status(PATH, site.chef)).toBe(403)
  })

  test('takes a tick and a note back', async () => {
    await site.send(PATH, [['etapes', 'sites']], eleve)
    expect(await read('/mon-espace')).toContain('1 sur 4')
    expect(await site.page(PATH, eleve)).not.toContain('Combien d’heures')
  })

  test('gives too long a note back as it was typed', async () => {
    const long = 'é'.repeat(1501)
    const refused = await site.send(PATH, [['questions', long]], eleve)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(long)
  })
})

describe('the lycées, seen by a pupil', () => {
  test('come with their distance from his collège, the nearest first', async () => {
    const page = await read('/mon-espace/lycees')
    expect(page).toContain('11,1 km du collège')
    expect(page.indexOf('11,1 km')).toBeLessThan(page.indexOf('111,2 km'))
    expect(page).toContain('à vol d’oiseau')
    // The address of home has no name: no form can send it.
    expect(
      /<input[^>]*id="adresse"[^>]*>/.exec(await site.page('/mon-espace/lycees', eleve))?.[0],
    ).not.toContain('name=')
  })

  test('he says whether he can go there, in how long, and where he prefers to be received', async () => {
    const path = `/mon-espace/lycees/${site.campagne.lycees[0]}`
    expect((await site.send(path, [['minutes', '35']], eleve)).status).toBe(422)
    expect(
      (
        await site.send(
          path,
          [
            ['faisabilite', 'faisable'],
            ['minutes', '0'],
          ],
          eleve,
        )
      ).status,
    ).toBe(422)
    const fields = [
      ['faisabilite', 'faisable'],
      ['minutes', '35'],
      ['preferes', BOIS],
    ] as const
    expect((await site.send(path, fields, eleve)).status).toBe(303)
    expect(await read('/mon-espace/lycees')).toContain('Faisable chaque jour, 35 minutes Mon lycée préféré')
    expect(await read('/mon-espace/lycees', autre)).not.toContain('35 minutes')
  })

  test('a lycée or a domaine that is not there is refused', async () => {
    expect(await site.status(`/mon-espace/lycees/${site.campagne.colleges[0]}`, eleve)).toBe(404)
    const path = `/mon-espace/lycees/${site.campagne.lycees[0]}`
    const refused = await site.send(
      path,
      [
        ['faisabilite', 'difficile'],
        ['preferes', 'astronautique'],
      ],
      eleve,
    )
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Ce lycée ne reçoit pas d’élèves dans ce domaine.')
  })

  test('his adulte référent finds the preferred lycée chosen beforehand, and what is ticked', async () => {
    await site.send('/mon-espace', [['mef-bois', '2472340121']], eleve)
    const page = await site.page(`/eleves/${eleveId}/inscription`, site.adulte)
    expect(page).toMatch(new RegExp(`<option value="${site.campagne.lycees[0]}" selected="">`))
    const dossier = wordsOf(await site.page(`/eleves/${eleveId}`, site.adulte))
    expect(dossier).toContain('faisable chaque jour, 35 minutes')
    expect(dossier).toContain('J’ai cherché sur Onisep ou Oriane')
  })
})

describe('before and after the interview', () => {
  test('the four questions before, then after with what he had answered', async () => {
    await site.send(
      '/mon-espace/preparation',
      [
        ['avant_attrait', 'J’aime le bois.'],
        ['etapes', 'crayon'],
      ],
      eleve,
    )
    expect(await read('/mon-espace/reflexion')).toContain('Votre entretien n’a pas encore eu lieu.')
    const parcours = [aParcours({ eleveId })]
    await playInscriptions(site.campagne, parcours)
    await playEntretiens(site.campagne, parcours)
    await site.moveTo('2027-04-01T10:00')
    const after = await read('/mon-espace/reflexion')
    expect(after).toContain('J’aime le bois.')
    await site.send('/mon-espace/reflexion', [['apres_attrait', 'J’aime encore plus.']], eleve)
    expect(await site.page('/mon-espace/reflexion', eleve)).toContain('J’aime encore plus.')
    expect(await read('/mon-espace')).toContain('À faire maintenant : 1 sur 4')
  })
})
