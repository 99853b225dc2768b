import type { Page } from 'playwright-core'

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

const said = (what: string, found: readonly string[]): Complaints =>
  found.length === 0 ? [] : [`${what} : ${found.join(', ')}`]

/** 320 pixels, 200 % of a screen of 1280, and text spaced as RGAA 10.12 asks: nothing to scroll sideways, nothing cut. */
export async function checkReflow(page: Page): Promise<Complaints> {
  const complaints: Complaints = []
  for (const [name, width, height] of [
    ['320 px', 320, 640],
    ['zoom 200 %', 640, 450],
  ] as const) {
    await page.setViewportSize({ width, height })
    complaints.push(...said(`${name} déborde`, await page.evaluate<string[]>(OVERFLOW)))
    complaints.push(...said(`${name}, tableau à pousser de côté`, await page.evaluate<string[]>(PUSHED)))
  }
  await page.setViewportSize({ width: 1280, height: 900 })
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
export async function checkForcedColours(page: Page): Promise<Complaints> {
  await page.emulateMedia({ forcedColors: 'active' })
  const found = await page.evaluate<string[]>(INVISIBLE)
  await page.emulateMedia({ forcedColors: 'none' })
  return said('couleurs imposées, texte invisible', found)
}

/** Marks what the keyboard should reach, in order: a group of radio buttons is one stop. */
const MARK = `(() => {
  const groups = new Set()
  let rank = 0
  for (const element of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')) {
    if (element.disabled || element.type === 'hidden' || element.tabIndex < 0) continue
    // Not what a closed group of the menu hides.
    if (!element.checkVisibility() || element.getClientRects().length === 0 || getComputedStyle(element).visibility === 'hidden') continue
    if (element.type === 'radio') {
      const group = element.form + element.name
      const chosen = document.querySelector('input[type=radio][name="' + CSS.escape(element.name) + '"]:checked')
      if (groups.has(group) || (chosen && chosen !== element)) continue
      groups.add(group)
    }
    element.dataset.rang = String(rank++)
  }
  document.activeElement?.blur?.()
  return rank
})()`

const FOCUSED = `(() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const shown = (one, pseudo) => {
    const style = getComputedStyle(one, pseudo)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
  }
  const label = element.labels && element.labels[0]
  const visible = shown(element) || (label && (shown(label) || shown(label, '::before') || shown(label, '::after')))
  return { rang: Number(element.dataset.rang ?? -1), visible: Boolean(visible), name: element.tagName.toLowerCase() + ' « ' + (element.textContent || element.name || '').trim().slice(0, 30) + ' »' }
})()`

interface Focused {
  rang: number
  visible: boolean
  name: string
}

/** A page with hundreds of stops is walked no further: they are the rows of one table. */
const STOPS = 70

/** Tab by Tab: focus seen at each stop, in the order of the page, through to the end. */
export async function checkKeyboard(page: Page): Promise<Complaints> {
  await page.setViewportSize({ width: 1280, height: 900 })
  const expected = await page.evaluate<number>(MARK)
  const complaints: Complaints = []
  let last = -1
  let stops = 0
  for (; stops < Math.min(expected, STOPS); stops++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate<Focused | null>(FOCUSED)
    if (!found) break
    if (!found.visible) complaints.push(`focus invisible : ${found.name}`)
    // A field of a date has several stops of its own.
    if (found.rang >= 0 && found.rang < last) complaints.push(`ordre du clavier : ${found.name}`)
    if (found.rang >= 0) last = found.rang
  }
  if (stops < Math.min(expected, STOPS)) complaints.push(`clavier arrêté après ${stops} sur ${expected}`)
  return complaints.slice(0, 5)
}
