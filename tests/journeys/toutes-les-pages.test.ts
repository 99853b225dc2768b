import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#src/kit/day.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { loadDemonstration } from '#src/rehearsal/demonstration.ts'
import { loadAssets } from '#src/web/assets.ts'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'
import { PAGES } from '#src/web/routes.ts'
import { gestesOf } from '#src/web/pages/aide-model.ts'
import { AIDES } from '#src/web/pages/aide-parcours.ts'
import { post, SITE } from '#src/web/testing.ts'
import { expectQuietConsole, launchBrowser, openPage } from './browser.ts'
import { routesOf, walk, walkerOf, type Visited, type Walker } from './crawl.ts'
import { checkPicture, PICTURES } from './help-pictures.ts'
import { followStep, openStep } from './help-steps.ts'
import { checkList } from './list-checks.ts'
import { invalidPages, wrongHeadings } from './html-checks.ts'
import { judge, signedIn } from './page-checks.ts'
import { LISTS, NOT_THERE_YET, WITHOUT_LINK } from './known-pages.ts'
import { startSite, type Site } from './site.ts'
import { emptySearches, errorStates, judgeStates, refusals } from './states.ts'

/** Lists that grow while they are read: they are compared up to the day before. */
const GROWING = ['/journal', '/eleves/:id/histoire']

async function still(one: Visited, ask: (path: string) => Promise<Response>): Promise<Visited> {
  if (!GROWING.includes(one.pattern)) return one
  const path = `${one.path}?au=${addDays(dayOf(site.clock.now, 'Europe/Paris'), -1)}`
  return { ...one, path, html: await (await ask(path)).text() }
}

const KILO = 1000
const FIRST_VIEW = 150 * KILO
const NEXT_PAGE = 40 * KILO
const SCRIPTS = 30 * KILO
const tell = (what: string, bytes: number): void => void process.stdout.write(`${what} : ${bytes} octets\n`)

let site: Site
let browser: Browser
let people: Walker[] = []
const visited: Visited[] = []
const refused: string[] = []
const reached = new Map<string, Set<string>>()

/** Nobody, then one person of each role and every family (each is at another moment), families before staff. */
async function walkers(): Promise<Walker[]> {
  const found: Walker[] = [{ nom: 'visiteur', cookie: '', acteur: undefined }]
  const roles = new Set<string>()
  const families = ['eleve', 'responsable']
  for (const compte of (await demonstrationAccounts(site.db)).toSorted(
    (a, b) => Number(families.includes(b.role)) - Number(families.includes(a.role)),
  )) {
    if (roles.has(compte.role) && !families.includes(compte.role)) continue
    roles.add(compte.role)
    found.push(await walkerOf(site, compte))
  }
  return found
}

beforeAll(async () => {
  ;[site, browser] = await Promise.all([
    startSite({}, (db) => loadDemonstration(db, () => undefined)),
    launchBrowser(),
  ])
  people = await walkers()
  for (const walker of people) {
    const found = await walk(site.app, walker)
    visited.push(...found.visited)
    refused.push(...found.refused)
    reached.set(walker.nom, found.reached)
    for (const { pattern, path: address } of found.visited) await askFrom(walker, pattern, address)
  }
}, 600_000)
/** What families ask, so that those who answer have something to read. */
async function askFrom({ cookie }: Walker, pattern: string, address: string): Promise<void> {
  const fields = ASKED[pattern]
  if (!fields) return
  const mef = /name="mef" value="([^"]+)"/.exec(visited.find((one) => one.path === address)?.html ?? '')?.[1]
  await post(site.app, address, { cookie, fields: { ...fields, ...(mef === undefined ? {} : { mef }) } })
}
const ASKED: Readonly<Record<string, Record<string, string>>> = {
  '/mon-espace/creneau/:domaine': { motif: 'stage' },
  '/famille/:id/reexamen': { motif: 'Un fait est inexact (essai).' },
}

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

describe('the pages that the server sends, for each person of the demonstration', () => {
  test('every page is reached by links by somebody, or is named with the reason', () => {
    const met = new Set([...reached.values()].flatMap((one) => [...one]))
    const missing = routesOf(undefined)
      .concat(PAGES.filter((one) => one.method === 'GET' && !one.public).map((one) => one.path))
      .filter(
        (pattern) =>
          !met.has(pattern) && WITHOUT_LINK[pattern] === undefined && !NOT_THERE_YET.includes(pattern),
      )
    expect(missing).toEqual([])
    expect(Object.keys(WITHOUT_LINK).filter((pattern) => !PAGES.some((one) => one.path === pattern))).toEqual(
      [],
    )
    expect(visited.length).toBeGreaterThan(150)
  })

  test('offer no link that leads to a refusal', () => {
    expect(refused).toEqual([])
  })

  test('are valid HTML', async () => {
    expect(await invalidPages(visited)).toEqual([])
  })

  test('have one title, one h1, a language, and headings that skip no level', () => {
    expect(visited.flatMap(wrongHeadings)).toEqual([])
  })

  test('are light: a page that follows another costs its HTML alone', () => {
    const [worst] = visited.toSorted((a, b) => b.transferred - a.transferred)
    tell(`Page la plus lourde, ${worst?.path ?? ''}`, worst?.transferred ?? 0)
    const heavy = visited.filter(({ transferred }) => transferred > NEXT_PAGE)
    expect(heavy.map(({ path: address, transferred }) => `${address}: ${transferred}`)).toEqual([])
  })

  test(
    'that are lists are sorted by their address, and their files say the same rows in the same order',
    {
      timeout: 240_000,
    },
    async () => {
      const complaints: Record<string, string[]> = {}
      const read: string[] = []
      for (const one of new Map(visited.map((page) => [page.pattern, page])).values()) {
        const headers = { Cookie: one.walker.cookie }
        const ask = async (path: string) => site.app.request(`${SITE}${path}`, { headers })
        const found = await checkList(await still(one, ask), ask)
        if (found) read.push(one.pattern)
        if (found && found.length > 0) complaints[one.pattern] = found
      }
      expect(complaints).toEqual({})
      expect(read).toEqual(expect.arrayContaining(LISTS))
    },
  )

  test('carry little JavaScript, and none of anybody else', () => {
    const assets = loadAssets(path.join(projectFolder(), 'dist/client'))
    const script = assets.script === undefined ? undefined : assets.files.get(assets.script)
    tell('Script, comprimé', script?.gzip?.byteLength ?? 0)
    expect(script?.gzip?.byteLength).toBeLessThan(SCRIPTS)
    const foreign = visited.filter(({ html }) =>
      /<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\//.test(html),
    )
    expect(foreign.map((one) => one.path)).toEqual([])
  })
})

describe('the pages in a browser', () => {
  test('the first view costs less than its budget, fonts and styles included', async () => {
    const page = await openPage(browser)
    const client = await page.context().newCDPSession(page)
    await client.send('Network.enable')
    let received = 0
    client.on('Network.loadingFinished', ({ encodedDataLength }) => void (received += encodedDataLength))
    await page.goto(`${site.url}/`, { waitUntil: 'networkidle' })
    tell('Première vue', received)
    expect(received).toBeGreaterThan(10 * KILO)
    expect(received).toBeLessThan(FIRST_VIEW)
    await page.context().close()
  })

  test('each can be used at 320 px, zoomed, spaced, in forced colours and with the keyboard; axe finds nothing serious', async () => {
    const once = new Map(visited.map((one) => [one.pattern, one]))
    const shown = [...once.values()].map(({ pattern, path: address, walker }) => ({
      nom: `${pattern} (${walker.nom})`,
      cookie: walker.cookie,
      path: address,
    }))
    expect(await judge({ browser, url: site.url }, shown)).toEqual({})
    expect(once.size).toBeGreaterThan(70)
    expectQuietConsole()
  }, 900_000)
})

describe('the help of each actor, followed literally', () => {
  test.each(AIDES)('$libelle', { timeout: 240_000 }, async ({ acteur, role, etapes }) => {
    const held = people.filter((one) => one.acteur?.habilitations.some((right) => right.role === role))
    const [first, ...others] = held
    if (!first) throw new Error(`personne pour ce rôle : ${role}`)
    const help = `${site.url}/aide/${acteur}`
    const page = await tabOf(first)
    for (const [rank, etape] of etapes.entries()) {
      await openStep(page, help, etape)
      await checkPicture(page, `${acteur}-${rank + 1}`)
      let stopped = await followStep(page, gestesOf(etape.texte))
      // Families are each at another moment: a step is one that somebody of the role can do to its end.
      for (const other of others) {
        if (stopped === '') break
        const tab = await tabOf(other)
        await openStep(tab, help, etape)
        stopped = await followStep(tab, gestesOf(etape.texte))
        await tab.context().close()
      }
      expect(stopped).toBe('')
    }
    await page.context().close()
  })

  test('shows the pictures of its steps, and no other', () => {
    const wanted = AIDES.flatMap(({ acteur, etapes }) => etapes.map((_, rank) => `${acteur}-${rank + 1}.jpg`))
    expect(readdirSync(PICTURES).toSorted()).toEqual(wanted.toSorted())
  })
})

describe('the states that no link shows', () => {
  test('errors and refusals are valid, light, and can be read by anybody', { timeout: 600_000 }, async () => {
    const manager = people.find((one) =>
      one.acteur?.habilitations.some(({ role }) => role === 'chef_origine'),
    )
    const etats = [
      ...(await errorStates(site, manager?.cookie ?? '')),
      ...(await refusals(site, [...new Map(visited.map((one) => [one.pattern, one])).values()])),
    ]
    expect(etats.map(({ status }) => status)).toEqual(expect.arrayContaining([401, 403, 404, 413, 422, 500]))
    expect(etats.length).toBeGreaterThan(25)
    expect(await judgeStates({ browser, url: site.url }, etats)).toEqual({})
  })

  test(
    'lists in which nothing is found say so, and can be read by anybody',
    { timeout: 600_000 },
    async () => {
      const etats = await emptySearches(site, visited)
      expect(etats.length).toBeGreaterThan(15)
      expect(etats.filter(({ html }) => !html.includes('Rien ne répond à cette recherche.'))).toEqual([])
      expect(await judgeStates({ browser, url: site.url }, etats)).toEqual({})
    },
  )
})

async function tabOf({ cookie }: Walker): Promise<Page> {
  const page = await openPage(browser, { viewport: { width: 1280, height: 900 } })
  await signedIn(page, { cookie, url: site.url })
  return page
}
