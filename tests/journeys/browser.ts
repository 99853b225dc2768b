import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'

const SYSTEM = '/usr/bin/chromium'
// Not the list of the npm package: that one is a single process without web security, which is no browser of anyone.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
]
const PACKAGES: Record<string, string> = { 'libnss3.so': 'libnss3', 'libexpat.so.1': 'libexpat1' }

/** A real Chromium: PASSPRO_CHROMIUM, else Debian's, else the one that npm installs. Never skipped: a failure says what is missing. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium()
  try {
    return await chromium.launch({ executablePath, args: ARGUMENTS })
  } catch (error) {
    throw missingLibrary(error) ?? error
  }
}

async function findChromium(): Promise<string> {
  const told = process.env['PASSPRO_CHROMIUM']
  if (told) return told
  if (existsSync(SYSTEM)) return SYSTEM
  return unpackChromium()
}

// The package unpacks into the temporary folder as `chromium` and takes whatever lies there, of another user or
// version: it gets a folder of its own, named before it is imported.
async function unpackChromium(): Promise<string> {
  const manifest = path.join(projectFolder(), 'node_modules/@sparticuz/chromium/package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const folder = path.join(os.tmpdir(), `passpro-chromium-${version}-${os.userInfo().uid}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

function missingLibrary(error: unknown): Error | undefined {
  const found = /error while loading shared libraries: (\S+):/.exec(String(error))?.[1]
  if (found === undefined) return undefined
  return new Error(
    `Chromium ne démarre pas : la bibliothèque ${found} manque. Installez le paquet ${PACKAGES[found] ?? 'chromium'} de Debian (apt-get install ${PACKAGES[found] ?? 'chromium'}).`,
  )
}

/** A page that fails the test on any message of the console, broken script or refusal of the content policy. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(String(error)))
  return page
}

const complaints: string[] = []

/** Fails when a page complained since the last call. Chromium reports an error status of the page itself: that is no complaint. */
export function expectQuietConsole(): void {
  const heard = complaints
    .splice(0)
    .filter((line) => !/Failed to load resource: .*status of 4\d\d/.test(line))
  expect(heard).toEqual([])
}

/** For a test that cuts the network on purpose. */
export const forgetConsole = (): void => void complaints.splice(0)

interface Violation {
  id: string
  impact?: string | null
  nodes: { target: unknown; failureSummary?: string }[]
}

let axe: string | undefined

/** What axe finds of these impacts. Runs axe from its own file: the policy of the page stands. */
export async function axeViolations(
  page: Page,
  impacts: readonly string[] = ['serious', 'critical'],
): Promise<{ id: string; nodes: string[] }[]> {
  axe ??= readFileSync(path.join(projectFolder(), 'node_modules/axe-core/axe.min.js'), 'utf8')
  // A page whose end is still on its way has no heading yet.
  await page.waitForLoadState('domcontentloaded')
  await page.evaluate(axe)
  const violations = await page.evaluate<Violation[]>(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  )
  return violations
    .filter(({ impact }) => impacts.includes(impact ?? 'minor'))
    .map(({ id, nodes }) => ({
      id,
      nodes: nodes.map((node) => `${String(node.target)} ${node.failureSummary ?? ''}`),
    }))
}

/** No violation that axe can find, best practices included. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await axeViolations(page, ['minor', 'moderate', 'serious', 'critical'])).toEqual([])
}

/** Screenshots of the README and for the eye: kept where PASSPRO_CAPTURES says, nowhere without it. */
export async function capture(page: Page, name: string): Promise<void> {
  const folder = process.env['PASSPRO_CAPTURES']
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
}
