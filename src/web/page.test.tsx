import { NO_ASSETS } from '#src/web/assets.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { Button } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, type FormState } from '#src/web/form.ts'
import { file, html, page, redirect, type Page } from '#src/web/page.ts'
import { PAGES } from '#src/web/routes.ts'
import { createApp } from '#src/web/server.ts'
import { jetonOf } from '#src/web/session.ts'
import {
  cookieOf,
  get,
  hiddenField,
  NO_PROVIDER,
  post,
  signIn,
  SITE,
  testApp,
  type TestApp,
} from '#src/web/testing.ts'

const Commentaire = z.object({ commentaire: texte('Écrivez un commentaire.') })
const TEXT = 'Élève assidue, projet mûri & <solide>.'

const Essai = ({ state }: { state: FormState }) => (
  <Frame title="Essai" state={state}>
    <Form state={state}>
      <TextArea name="commentaire" label="Commentaire" state={state} luParLaFamille />
      <Button>Enregistrer</Button>
    </Form>
  </Frame>
)

const note = (tx: Tx, apres: object): Promise<void> =>
  appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, acte: 'essai', objet: 'essai', objetId: 1, apres }])

const essais: readonly Page[] = [
  page({
    method: 'GET',
    path: '/essai',
    droit: 'responsable.proteger',
    menu: { libelle: 'Essais', ordre: 1, sansCampagne: true },
    handler: () => html(<Essai state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: '/essai',
    droit: 'responsable.proteger',
    handler: async ({ tx, form }) => {
      await note(tx, { avant: 'le contrôle' })
      const read = readForm(form, Commentaire)
      if (!read.ok) return html(<Essai state={read.state} />, 422)
      return redirect('/essai', 'Commentaire enregistré.')
    },
  }),
  page({
    method: 'GET',
    path: '/essai/fichier',
    droit: 'connecte',
    handler: () => file(Buffer.from('a;b'), { name: 'liste élèves.csv', type: 'text/csv' }),
  }),
  page({
    method: 'GET',
    path: '/essai/:id',
    droit: 'connecte',
    handler: ({ id }) => redirect(`/n/${id('id')}`),
  }),
]

let site: TestApp
let chef: string

beforeAll(async () => {
  site = await testApp({ pages: [...PAGES, ...essais] })
})
beforeEach(async () => {
  site.clock.now = new Date('2027-02-01T09:00:00Z')
  chef = await signIn(site, 'chef_origine')
})
afterAll(() => site.close())

const acts = (): Promise<number> =>
  site.db.transaction().execute(async (trx) => {
    await sql`select set_config('passpro.academie', '90', true)`.execute(trx)
    const { rows } = await sql<{ n: number }>`select count(*) n from journal where acte = 'essai'`.execute(
      trx,
    )
    return rows[0]?.n ?? 0
  })

describe('the route table', () => {
  test('is this list, each page with its policy', () => {
    const list = PAGES.map(
      ({ method, path, droit, public: open }) => `${method} ${path} ${open ? 'public' : droit}`,
    )
    expect(list).toEqual(expect.arrayContaining(['GET / public', 'POST /brouillons connecte']))
    expect(list.filter((line) => line.endsWith('public'))).toEqual([
      'GET / public',
      'GET /connexion public',
      'POST /connexion public',
      'GET /connexion/second-facteur public',
      'POST /connexion/second-facteur public',
      'GET /connexion/aller/:fournisseur public',
      'GET /connexion/retour/:fournisseur public',
      'POST /connexion/fin/:fournisseur public',
      'POST /deconnexion public',
      'GET /acces public',
      'POST /acces public',
      'GET /acces/ouvrir public',
      'POST /acces/ouvrir public',
      'GET /connexion/adresse public',
      'POST /connexion/adresse public',
      'POST /connexion/adresse/envoi public',
      'GET /accessibilite public',
      'GET /mentions-legales public',
      'GET /guide public',
      'GET /guide/:nom public',
      'GET /algorithme public',
      'GET /calendrier public',
      'GET /statistiques public',
      'GET /aide public',
      'GET /aide/:acteur public',
      'GET /plan-du-site public',
      'GET /formations public',
      'GET /formations/:campagne public',
      'GET /formations/:campagne/:mef public',
      'GET /sante public',
      'GET /verification public',
      'GET /verification/:academie/:empreinte public',
      'POST /verification/:academie/:empreinte public',
      'GET /agenda/:academie/:secret public',
    ])
  })

  test.each([
    [{ droit: undefined }, /sans politique/],
    [{ public: true }, /publique et réservée/],
    [{ path: '/essai/:id', menu: { libelle: 'x', ordre: 1 } }, /impropre au menu/],
    [{ path: '/' }, /déclarée deux fois/],
  ])('stops the start when a page is %o', (change, reason) => {
    const wrong = {
      method: 'GET',
      path: '/x',
      droit: 'connecte',
      handler: () => redirect('/'),
      ...change,
    } as Page
    const [home] = PAGES
    expect(() => createApp({ ...OPTIONS(), pages: [...(home ? [home] : []), wrong] })).toThrow(reason)
  })
})

const OPTIONS = () => ({
  db: site.db,
  mode: 'demonstration' as const,
  theme: 'neutre' as const,
  assets: NO_ASSETS,
  clock: () => site.clock.now,
  log: () => undefined,
  televersements: '',
  connexions: NO_PROVIDER,
})

describe('who may come in', () => {
  test('nobody: asked to sign in, and led back after', async () => {
    const answer = await get(site.app, '/essai')
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/connexion?suite=%2Fessai'])
  })

  test.each(['intervenant', 'academie', 'adulte_referent'] as const)('%s: refused', async (role) => {
    const cookie = await signIn(site, role)
    expect((await get(site.app, '/essai', cookie)).status).toBe(403)
    expect(await (await get(site.app, '/', cookie)).text()).not.toContain('href="/essai"')
  })

  test('the role granted: comes in, and finds the page in his menu', async () => {
    expect((await get(site.app, '/essai', chef)).status).toBe(200)
    expect(await (await get(site.app, '/', chef)).text()).toContain('href="/essai"')
  })

  test('a form sent after the session has ended comes back whole', async () => {
    site.clock.now = new Date('2027-02-01T10:00:00Z')
    const before = await acts()
    const answer = await post(site.app, '/essai', { cookie: chef, fields: { commentaire: TEXT } })
    expect(answer.status).toBe(401)
    const text = await answer.text()
    expect(text).toContain('Élève assidue, projet mûri &amp; &lt;solide&gt;.')
    expect(text).toContain('Envoyer de nouveau')
    expect(await acts()).toBe(before)
  })
})

describe('where a form comes from', () => {
  const sent = (headers: Record<string, string>, more: Record<string, string> = {}) =>
    post(site.app, '/essai', { cookie: chef, headers, fields: { commentaire: TEXT, ...more } })

  test.each([
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }],
    [{ 'Sec-Fetch-Site': 'same-origin' }],
    [{ Origin: SITE }],
  ])('taken: %o', async (headers) => {
    expect((await sent(headers)).status).toBe(303)
  })

  test.each([
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: SITE }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ 'Sec-Fetch-Site': 'none' }],
    [{ Origin: 'https://ailleurs.example' }],
    [{ Origin: 'null' }],
    [{}],
  ])('refused, with the text to copy and no button to send it: %o', async (headers) => {
    const before = await acts()
    const answer = await sent(headers)
    expect(answer.status).toBe(403)
    const text = await answer.text()
    expect(text).toContain('Élève assidue, projet mûri &amp; &lt;solide&gt;.')
    expect(text).not.toContain('Envoyer de nouveau')
    expect(await acts()).toBe(before)
  })

  test('A51: a browser that gives neither is known by the hidden field of its session, and by no other', async () => {
    const jeton = hiddenField(await (await get(site.app, '/essai', chef)).text(), 'jeton')
    expect((await sent({ Origin: 'null' }, { jeton })).status).toBe(303)
    expect((await sent({ Origin: 'null' }, { jeton: jetonOf('autre') })).status).toBe(403)
  })
})

describe('a form', () => {
  test('refused: 422, error first in the title, summary that leads to the field, text kept, nothing written', async () => {
    const before = await acts()
    const answer = await post(site.app, '/essai', { cookie: chef, fields: { commentaire: '  ' } })
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain('<title>Erreur : Essai – PASSPRO</title>')
    expect(text).toContain('href="#champ-commentaire"')
    expect(text).toContain('aria-describedby="champ-commentaire-aide champ-commentaire-erreur"')
    expect(text).toContain('La famille lira ce commentaire.')
    expect(await acts()).toBe(before)
  })

  test('accepted: the next page says so, once', async () => {
    const answer = await post(site.app, '/essai', { cookie: chef, fields: { commentaire: TEXT } })
    const cookie = `${chef}; ${cookieOf(answer, 'passpro-message')}`
    const next = await get(site.app, '/essai', cookie)
    expect(await next.text()).toContain('Commentaire enregistré.')
    expect(cookieOf(next, 'passpro-message')).toBe('passpro-message=')
  })

  test('A6: sent twice with one key, at once or later: one act, one answer', async () => {
    const cle = hiddenField(await (await get(site.app, '/essai', chef)).text(), 'cle')
    const before = await acts()
    const once = () => post(site.app, '/essai', { cookie: chef, fields: { commentaire: TEXT, cle } })
    const answers = [...(await Promise.all([once(), once(), once()])), await once()]
    expect(answers.map((one) => [one.status, one.headers.get('Location')])).toEqual(
      answers.map(() => [303, '/essai']),
    )
    expect(await acts()).toBe(before + 1)
  })

  test('sent again with its key and another text, as the back button allows: it is another act, and nothing is lost', async () => {
    const cle = hiddenField(await (await get(site.app, '/essai', chef)).text(), 'cle')
    const before = await acts()
    for (const commentaire of [TEXT, `${TEXT} Et une phrase de plus.`, TEXT])
      await post(site.app, '/essai', { cookie: chef, fields: { commentaire, cle } })
    expect(await acts()).toBe(before + 2)
  })

  test('a refusal does not use the key up, and the page comes back with the same one', async () => {
    const cle = 'b1c6f7d4-0d0b-4f57-8f0e-5f4b6a1d9c33'
    const before = await acts()
    const refused = await post(site.app, '/essai', { cookie: chef, fields: { commentaire: '', cle } })
    expect(hiddenField(await refused.text(), 'cle')).toBe(cle)
    await post(site.app, '/essai', { cookie: chef, fields: { commentaire: TEXT, cle } })
    expect(await acts()).toBe(before + 1)
  })
})

describe('answers', () => {
  test('a file is a download under a plain name', async () => {
    const answer = await get(site.app, '/essai/fichier', chef)
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="liste--l-ves.csv"')
    expect(await answer.text()).toBe('a;b')
  })

  test('a fixed path is taken before a parameter, and an identifier that is no number is not found', async () => {
    expect((await get(site.app, '/essai/12', chef)).headers.get('Location')).toBe('/n/12')
    expect((await get(site.app, '/essai/abc', chef)).status).toBe(404)
  })
})

describe('drafts', () => {
  const keep = (cookie: string, text: string) =>
    post(site.app, '/brouillons', { cookie, fields: { brouillon: 'avis-7', texte: text } })
  const read = async (cookie: string) => (await get(site.app, '/brouillons?brouillon=avis-7', cookie)).json()

  test('are kept for their author alone, the last one only', async () => {
    await keep(chef, 'un')
    const answer = await keep(chef, TEXT)
    expect(await answer.json()).toEqual({ heure: expect.stringMatching(/^\d{1,2} h \d\d$/) })
    expect(await read(chef)).toMatchObject({ texte: TEXT })
    expect(await read(await signIn(site, 'academie'))).toEqual({ texte: null, heure: null })
  })

  test('are refused without a session, or too long', async () => {
    expect((await keep('', TEXT)).status).toBe(401)
    expect((await keep(chef, 'a'.repeat(20_001))).status).toBe(422)
  })
})
