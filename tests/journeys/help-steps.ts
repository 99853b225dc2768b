import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { EtapeAide, Geste } from '#src/web/pages/aide-model.ts'

/** Marks what bears this name: word for word first, else what begins with it (a label goes on with its hint). */
const MARK = `(nom) => {
  for (const old of document.querySelectorAll('[data-geste]')) delete old.dataset.geste
  const shown = [...document.querySelectorAll('main a[href], main button, main summary, main label')]
    .filter((one) => one.checkVisibility())
  const said = (one) => one.textContent.trim().replace(/\\s+/g, ' ')
  const found = shown.find((one) => said(one) === nom) ?? shown.find((one) => said(one).startsWith(nom))
  if (!found) return null
  found.dataset.geste = ''
  return { kind: found.control ? found.control.type : 'click', field: found.htmlFor || '' }
}`

/** From the page of the help, by its own link, to the page that the step names. */
export async function openStep(page: Page, help: string, { menu, titre }: EtapeAide): Promise<void> {
  await page.goto(help)
  await page.getByRole('listitem').getByRole('link', { name: menu, exact: true }).last().click()
  const heading = page.getByRole('heading', { level: 1 }).filter({ hasText: titre })
  await heading.waitFor()
  expect(await heading.count()).toBe(1)
}

interface Found {
  locator: Locator
  /** What fills it: the type of the field of a label, else a click. */
  kind: string
  field: string
}

/** Does all that a step says, in its order; tells what could not be done, or what a page refused. */
export async function followStep(page: Page, gestes: readonly Geste[]): Promise<string> {
  let hour = 9
  for (const geste of gestes) {
    const found = (await find(page, geste)) ?? (await backTo(page, geste))
    if (!found) return `${new URL(page.url()).pathname} : rien ne s’appelle « ${nameOf(geste)} »`
    if (found.kind === 'time') hour += 1
    await act(page, found, `${String(hour).padStart(2, '0')}:00`)
    const status = await page.evaluate<number>(
      `performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0`,
    )
    if (status >= 400) return `« ${nameOf(geste)} » : ${status}, ${await page.locator('main').innerText()}`
  }
  return ''
}

const nameOf = (geste: Geste): string => ('nom' in geste ? geste.nom : geste.ouvre)

/** A reader who opened something comes back to the page of the step. */
async function backTo(page: Page, geste: Geste): Promise<Found | undefined> {
  await page.goBack()
  return find(page, geste)
}

async function find(page: Page, geste: Geste): Promise<Found | undefined> {
  await page.waitForLoadState('domcontentloaded')
  if ('ouvre' in geste) {
    const locator = page.locator(`main a[href^="${geste.ouvre}"]:not([href*="/export/"])`).first()
    return (await locator.count()) > 0 ? { locator, kind: 'click', field: '' } : undefined
  }
  const found = await page.evaluate<Omit<Found, 'locator'> | null>(`(${MARK})(${JSON.stringify(geste.nom)})`)
  return found ? { ...found, locator: page.locator('[data-geste]') } : undefined
}

async function act(page: Page, { locator, kind, field: id }: Found, hour: string): Promise<void> {
  const field = page.locator(`[id="${id}"]`)
  if (kind === 'date') await field.fill('2027-02-10')
  else if (kind === 'time') await field.fill(hour)
  else if (kind.startsWith('select')) await field.selectOption({ index: 1 })
  else if (/^(text|search|textarea)/.test(kind)) await field.fill('Fictif')
  else await locator.click()
  await page.waitForLoadState('load')
}
