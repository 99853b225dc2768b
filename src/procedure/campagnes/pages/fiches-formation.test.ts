import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  acteurWith,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { appOver, get, post } from '#src/web/testing.ts'

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let web: ReturnType<typeof appOver>
const cookies = { chef: '', prof: '', academie: '', college: '' }

const MENUISERIE = '2472340121'
const page = async (path: string, cookie = ''): Promise<string> =>
  (await (await get(web.app, path, cookie)).text()).replaceAll('&#x27;', '’')
const send = (path: string, cookie: string, fields: Record<string, string>) =>
  post(web.app, path, { cookie, fields })
const publique = (): string => `/formations/${campagne.campagneId}/${MENUISERIE}`
const editor = (): string => `/fiches-formation/${campagne.lycees[0]}/${MENUISERIE}`
const TEXTES = {
  attendus: 'Aimer travailler le bois, même debout toute la journée.',
  contenu: 'Atelier douze heures par semaine.\n\nStages de six semaines.',
  poursuites: 'Un brevet professionnel.',
  sujets: 'Les stages\n\n  La tenue ',
}

beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db, { horloge: instantOf('2027-02-01T10:00', ZONE) })
  web = appOver(base.db)
  const [uai] = campagne.lycees
  const open = async (role: 'chef_referent' | 'intervenant' | 'chef_origine', where: string) =>
    web.cookieFor(await acteurWith(campagne, { role, uai: where }))
  cookies.chef = await open('chef_referent', uai)
  cookies.prof = await open('intervenant', uai)
  cookies.college = await open('chef_origine', campagne.colleges[0])
  cookies.academie = await web.cookieFor(campagne.acteur)
}, 60_000)
afterAll(() => base?.close())

describe('the sheet of a formation', () => {
  test('is said to come as long as nobody signed it', async () => {
    expect(await page(`/formations/${campagne.campagneId}`)).toContain('Fiche à venir')
    expect(await page(publique())).toContain('Aucun lycée n’a encore signé')
  })

  test('is signed only once it says what helps to choose', async () => {
    const { attendus } = TEXTES
    expect((await send(editor(), cookies.prof, { attendus })).status).toBe(303)
    const refused = await send(`${editor()}/signature`, cookies.chef, {})
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Écrivez « Ce que l’on y apprend » avant de signer.')
    expect(await page(publique())).not.toContain(attendus)
  })

  test('is public once the head signed it, and its version never changes after', async () => {
    await send(editor(), cookies.prof, TEXTES)
    expect((await send(`${editor()}/signature`, cookies.prof, {})).status).toBe(403)
    expect((await send(`${editor()}/signature`, cookies.chef, {})).status).toBe(303)
    const shown = await page(publique())
    for (const words of [TEXTES.attendus, 'Stages de six semaines.', 'La tenue', 'Questions à poser'])
      expect(shown).toContain(words)
    expect((await send(`${editor()}/signature`, cookies.chef, {})).status).toBe(422)

    await send(editor(), cookies.prof, { ...TEXTES, attendus: 'Tout autre chose.' })
    expect(await page(publique())).toContain(TEXTES.attendus)
    expect(await page(editor(), cookies.prof)).toContain('il lit la version 1')
    await send(`${editor()}/signature`, cookies.academie, {})
    const after = await page(publique())
    expect(after).toContain('Tout autre chose.')
    expect(after).not.toContain(TEXTES.attendus)
  })

  test('belongs to its lycée: nobody else reads it before, nor writes it', async () => {
    const other = `/fiches-formation/${campagne.lycees[1]}/${MENUISERIE}`
    expect((await get(web.app, other, cookies.chef)).status).toBe(404)
    expect((await send(other, cookies.chef, TEXTES)).status).toBe(404)
    expect((await get(web.app, editor(), cookies.college)).status).toBe(403)
    expect((await get(web.app, '/formations/999', '')).status).toBe(404)
    expect((await get(web.app, `/formations/${campagne.campagneId}/0000000000`, '')).status).toBe(404)
  })

  test('too long a text comes back as it was typed', async () => {
    const long = 'é'.repeat(1501)
    const refused = await send(editor(), cookies.prof, { ...TEXTES, journee: long })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(long)
  })

  test('says for whom a delegate has signed it', async () => {
    const [uai] = campagne.lycees
    const adjointe = await acteurWith(campagne, {
      role: 'chef_referent',
      uai,
      delegueePar: 'Bastien Fictif (proviseur)',
    })
    const cookie = await web.cookieFor(adjointe)
    const journee = 'Une journée dite par l’adjointe.'
    expect((await send(editor(), cookies.prof, { ...TEXTES, journee })).status).toBe(303)
    expect((await send(`${editor()}/signature`, cookie, {})).status).toBe(303)
    const shown = await page(publique())
    expect(shown).toContain(journee)
    expect(shown).toContain(
      'par Compte fictif (chef_referent), pour Bastien Fictif (proviseur), par délégation',
    )
  })

  test('is found by a part of its name, without accents', async () => {
    const list = await page(`/formations/${campagne.campagneId}?nom=metiers+du+BOIS`)
    expect(list).toContain('Menuiserie')
    expect(list).not.toContain('Service en salle')
  })
})
