import type { Browser, CDPSession, Page } from 'playwright-core'
import { axeViolations, openPage } from './browser.ts'

/** What is wrong with a page as it is shown, in words; nothing when all is well. */
export type Complaints = string[]

const OVERFLOW = `(() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const inside = (element) => {
    for (let one = element.parentElement; one; one = one.parentElement)
      if (/auto|scroll|hidden/.test(getComputedStyle(one).overflowX)) return true
    return false
  }
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !inside(element))
    .slice(0, 3)
    .map((element) => element.tagName.toLowerCase() + '.' + element.getAttribute('class'))
})()`

// Only what is read across and down at once may be pushed sideways on a telephone.
const PUSHED = `[...document.querySelectorAll('.fr-table:not(.passpro-croisement) .fr-table__container')]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.querySelector('caption')?.textContent)`

// Text that a box cuts: hidden on purpose for those who see is not cut.
const CLIPPED = `[...document.body.querySelectorAll('main *')]
  .filter((element) => {
    const style = getComputedStyle(element)
    return style.overflowY === 'hidden' && !/sr-only/.test(element.className) && element.clientHeight > 2 &&
      element.scrollHeight > element.clientHeight + 2 && element.textContent.trim() !== ''
  })
  .slice(0, 3)
  .map((element) => element.tagName.toLowerCase() + '.' + element.getAttribute('class'))`

const SPACING = `(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }')
  document.adoptedStyleSheets = [sheet]
})()`

const WIDE = { width: 1280, height: 900 }

const said = (what: string, found: readonly string[]): Complaints =>
  found.length === 0 ? [] : [`${what} : ${found.join(', ')}`]

/** 320 pixels, 200 % of a screen of 1280, and text spaced as RGAA 10.12 asks: nothing to scroll sideways, nothing cut. */
async function checkReflow(page: Page): Promise<Complaints> {
  const complaints: Complaints = []
  for (const [name, width, height] of [
    ['320 px', 320, 640],
    ['zoom 200 %', 640, 450],
  ] as const) {
    await page.setViewportSize({ width, height })
    complaints.push(...said(`${name} déborde`, await page.evaluate<string[]>(OVERFLOW)))
    complaints.push(...said(`${name}, tableau à pousser de côté`, await page.evaluate<string[]>(PUSHED)))
  }
  await page.setViewportSize(WIDE)
  await page.evaluate(SPACING)
  complaints.push(...said('texte espacé déborde', await page.evaluate<string[]>(OVERFLOW)))
  complaints.push(...said('texte espacé coupé', await page.evaluate<string[]>(CLIPPED)))
  await page.evaluate('document.adoptedStyleSheets = []')
  return complaints
}

const INVISIBLE = `[...document.querySelectorAll('main a, main button, main label, main p, main th, main td, main h1, main h2')]
  .filter((element) => {
    if (element.textContent.trim() === '' || element.getBoundingClientRect().width === 0) return false
    let ground = element
    while (ground && /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement
    return ground && getComputedStyle(element).color === getComputedStyle(ground).backgroundColor
  })
  .slice(0, 3)
  .map((element) => element.tagName.toLowerCase() + ' « ' + element.textContent.trim().slice(0, 30) + ' »')`

/** Colours of the reader in place of ours: every text is still there to read. */
async function checkForcedColours(page: Page): Promise<Complaints> {
  await page.emulateMedia({ forcedColors: 'active' })
  const found = await page.evaluate<string[]>(INVISIBLE)
  await page.emulateMedia({ forcedColors: 'none' })
  return said('couleurs imposées, texte invisible', found)
}

/**
 * Marks what the keyboard should reach, in order (a group of radio buttons is one stop), notes each stop that is made, and
 * puts the keyboard before all of it. A field of a date has several stops of its own: they are told apart.
 */
const MARK = `(() => {
  const forms = new Map()
  let rank = 0
  let within = 0
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')) {
    if (element.disabled || element.type === 'hidden' || element.tabIndex < 0) continue
    // Not what a closed group of the menu hides.
    if (!element.checkVisibility() || element.getClientRects().length === 0 || getComputedStyle(element).visibility === 'hidden') continue
    if (element.type === 'radio') {
      const groups = forms.get(element.form) ?? forms.set(element.form, new Set()).get(element.form)
      const chosen = [...(element.form ?? document).querySelectorAll('input[type=radio]:checked')].find(({ name }) => name === element.name)
      if (groups.has(element.name) || (chosen && chosen !== element)) continue
      groups.add(element.name)
    }
    if (/date|time|month|week/.test(element.type)) within += 6
    element.dataset.rang = String(rank++)
  }
  const shown = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
  }
  window.arrets = []
  document.addEventListener('focusin', ({ target }) => {
    const label = target.labels && target.labels[0]
    const visible = shown(target) || (label && (shown(label) || shown(label, '::before') || shown(label, '::after')))
    window.arrets.push({ rang: Number(target.dataset.rang ?? -1), visible: Boolean(visible), name: target.tagName.toLowerCase() + ' « ' + (target.textContent || target.name || '').trim().slice(0, 30) + ' »' })
  })
  const start = document.createElement('span')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus()
  start.remove()
  window.arrets.length = 0
  return { expected: rank, within }
})()`

interface Stop {
  rang: number
  visible: boolean
  name: string
}

/** A page with hundreds of stops is walked no further: they are the rows of one table. */
const STOPS = 70

const TAB = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 }
const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** Presses a key so many times without waiting for an answer to each: what they reach is noted in the page. */
async function press(page: Page, times: number): Promise<void> {
  const opened = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, opened)
  const session = await opened
  await Promise.all(
    Array.from({ length: times }).flatMap(() => [
      session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...TAB }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...TAB }),
    ]),
  )
}

/** Tab by Tab from the top: focus seen at each stop, each thing reached, in the order of the page, through to the end. */
async function checkKeyboard(page: Page): Promise<Complaints> {
  await page.setViewportSize(WIDE)
  const { expected, within } = await page.evaluate<{ expected: number; within: number }>(MARK)
  const wanted = Math.min(expected, STOPS)
  await press(page, wanted + within)
  const stops = await page.evaluate<Stop[]>('window.arrets')
  const complaints = stops.filter(({ visible }) => !visible).map(({ name }) => `focus invisible : ${name}`)
  const reached = stops.filter(({ rang }) => rang >= 0).slice(0, wanted)
  const wrong = reached.find(({ rang }, rank) => rang !== rank)
  if (wrong) complaints.push(`ordre du clavier : ${wrong.name}`)
  else if (reached.length < wanted) complaints.push(`clavier arrêté après ${reached.length} sur ${wanted}`)
  return [...new Set(complaints)].slice(0, 5)
}

const SUMMARY = `(() => {
  const summary = document.getElementById('erreurs')
  if (!summary) return null
  return {
    focused: document.activeElement === summary,
    links: summary.querySelectorAll('a').length,
    lost: [...summary.querySelectorAll('a')].filter((one) => !document.getElementById(one.hash.slice(1))).map((one) => one.textContent),
  }
})()`

/** The summary of the errors, before anything else: it has the focus, and its links lead the keyboard to the fields. */
async function checkSummary(page: Page): Promise<Complaints> {
  const summary = await page.evaluate<{ focused: boolean; links: number; lost: string[] } | null>(SUMMARY)
  if (!summary) return []
  const complaints = said('erreurs qui ne mènent à aucun champ', summary.lost)
  if (!summary.focused) complaints.push('le résumé des erreurs n’a pas le focus')
  if (summary.links === 0 || complaints.length > 0) return complaints
  await press(page, 1)
  const hash = await page.evaluate<string>('document.activeElement.hash ?? ""')
  if (hash === '') return ['après le résumé des erreurs, le clavier ne va pas à son premier lien']
  await page.keyboard.press('Enter')
  const there = await page.evaluate<boolean>(
    `(() => { const field = document.getElementById(${JSON.stringify(hash.slice(1))}); return field.contains(document.activeElement) })()`,
  )
  return there ? [] : [`le lien ${hash} du résumé ne mène pas le clavier à son champ`]
}

// The colours of the night are those of the style alone: only what depends on them is asked again.
const CONTRAST = `axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })
  .then(({ violations }) => violations.flatMap(({ nodes }) => nodes.slice(0, 2).map(({ target, failureSummary }) => String(target) + ' ' + failureSummary)))`

/** The dark theme, for a browser that asks for it: text still has its contrast. */
async function checkDark(page: Page): Promise<Complaints> {
  await page.emulateMedia({ colorScheme: 'dark' })
  const found = await page.evaluate<string[]>(CONTRAST)
  await page.emulateMedia({ colorScheme: 'light' })
  return said('thème sombre', found)
}

/** All that is asked of a page, whatever brought it: an address, a refusal, an error. */
async function checkPage(page: Page): Promise<Complaints> {
  return [
    ...(await checkSummary(page)),
    ...(await axeViolations(page)).map(({ id, nodes }) => `axe ${id} : ${nodes[0] ?? ''}`),
    ...(await checkKeyboard(page)),
    ...(await checkDark(page)),
    ...(await checkForcedColours(page)),
    ...(await checkReflow(page)),
  ]
}

/** A page to judge: at its address, as the person of this cookie; or as it was answered, with the site's own style and script. */
export interface Shown {
  nom: string
  cookie: string
  path: string
  html?: string
}

/** While one tab waits for its page, the other is judged. */
const TABS = 2

/** Judges each page in a browser; tells what is wrong with each, by its name. */
export async function judge(
  { browser, url }: { browser: Browser; url: string },
  shown: readonly Shown[],
): Promise<Record<string, Complaints>> {
  const complaints: Record<string, Complaints> = {}
  const left = shown.values()
  await Promise.all(
    Array.from({ length: TABS }, async () => {
      const page = await openPage(browser, { viewport: WIDE })
      for (const one of left) {
        await show(page, url, one)
        const found = await checkPage(page)
        if (found.length > 0) complaints[one.nom] = found
      }
      await page.context().close()
    }),
  )
  return complaints
}

async function show(page: Page, url: string, { cookie, path, html }: Shown): Promise<void> {
  const address = `${url}${path}`
  await page.context().clearCookies()
  await signedIn(page, { cookie, url })
  if (html !== undefined)
    await page.route(address, (route) =>
      route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }),
    )
  await page.goto(address)
  if (html !== undefined) await page.unroute(address)
}

/** Puts the session of somebody in a tab. */
export async function signedIn(page: Page, { cookie, url }: { cookie: string; url: string }): Promise<void> {
  const [name = '', value = ''] = cookie.split('=')
  if (cookie !== '') await page.context().addCookies([{ name, value, url }])
}
