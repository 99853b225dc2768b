import { createElement } from 'react'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acteurWith } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { html, page, type Attente } from '#src/web/page.ts'
import { PAGES } from '#src/web/routes.ts'
import { appOver, get } from '#src/web/testing.ts'

let site: CollegeSite
beforeAll(async () => {
  site = await collegeSite('2027-03-03T10:00')
})
afterAll(() => site.close())

const waiting = (path: `/${string}`, attentes: readonly Attente[]) =>
  page({
    method: 'GET',
    path,
    droit: path === '/interdite' ? 'campagne.suivre' : 'connecte',
    attente: () => Promise.resolve(attentes),
    handler: () => html(createElement('p')),
  })

const PAGES_TRIED = [
  ...PAGES.filter(({ attente }) => attente === undefined),
  waiting('/sans-jour', [{ texte: 'Sans jour' }]),
  waiting('/plus-tard', [{ texte: 'Plus tard', jusquAu: '2027-03-09' }]),
  waiting('/passe', [{ texte: 'Trop tard', jusquAu: '2027-03-02' }]),
  waiting('/bientot', [{ texte: 'Bientôt', jusquAu: '2027-03-03', href: '/bientot?filtre=a' }]),
  waiting('/en-retard', [{ texte: 'En retard', depuis: '2027-03-03' }]),
  waiting('/interdite', [{ texte: 'Chez un autre' }]),
]

/** Lines of the first screen of somebody: address, words of the link, what follows it. */
async function linesOf(cookie: string, pages = PAGES_TRIED): Promise<(string | undefined)[][]> {
  const { app } = appOver(site.campagne.db, { pages })
  const answer = await get(app, '/', cookie)
  expect(answer.status).toBe(200)
  const [section = ''] = /<section[^>]*a-faire.*?<\/section>/s.exec(await answer.text()) ?? []
  expect(section).toMatch(
    /Prochaine étape de la campagne : [a-zé’ ]+, (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) /,
  )
  return [...section.matchAll(/<li><a href="([^"]*)">([^<]*)<\/a>([^<]*)/g)].map(([, ...said]) => said)
}

test('the first screen says what waits on the pages that one may enter: late first, then by last day, nothing too late', async () => {
  expect(await linesOf(site.chef)).toEqual([
    ['/en-retard', 'En retard', ', depuis le mercredi 3 mars 2027'],
    ['/bientot?filtre=a', 'Bientôt', ', jusqu’au mercredi 3 mars 2027'],
    ['/plus-tard', 'Plus tard', ', jusqu’au mardi 9 mars 2027'],
    ['/sans-jour', 'Sans jour', ''],
  ])
  expect((await linesOf(site.academie)).flat()).toContain('Chez un autre')
})

test('a head reads what his school has to do, with a link to it', async () => {
  const lines = await linesOf(site.chef, [...PAGES])
  expect(lines.map(([href]) => href)).toContain('/informations')
})

test.each([
  ['psyen', 'college', ['/eleves/etablissements', '/eleves?filtre=inscrits']],
  ['academie_lecture', null, ['/reglements', '/eleves/etablissements', '/eleves?filtre=inscrits']],
  ['auditeur', null, ['/reglements', '/journal?du=2027-03-03']],
] as const)('%s has nothing to do, and reads where things stand', async (role, where, hrefs) => {
  const { colleges } = site.campagne
  const acteur = await acteurWith(site.campagne, {
    role,
    ...(where === 'college' ? { uai: colleges[0] } : {}),
  })
  const lines = await linesOf(await site.cookieFor(acteur), [...PAGES])
  expect(lines.map(([href]) => href)).toEqual(expect.arrayContaining([...hrefs]))
  if (where === 'college') {
    const pupils = site.campagne.eleves.filter((one) => one.uai === colleges[0]).length
    expect(lines[0]?.[1]).toMatch(new RegExp(`^${pupils} élèves suivis : `))
  }
})

test('who has to act is not told where things stand', async () => {
  const lines = await linesOf(site.chef, [...PAGES])
  expect(lines.map(([href]) => href)).not.toContain('/eleves/etablissements')
})
