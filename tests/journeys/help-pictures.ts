import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { projectFolder } from '#src/kit/project-folder.ts'

/** The pictures that the pages of the help show. */
export const PICTURES = path.join(projectFolder(), 'src/web/assets/aide')

/** What each picture shows: its titles, columns, fields and buttons, as they were read when it was taken. */
const SAID = path.join(projectFolder(), 'tests/journeys/help-pictures.json')
const Said = z.record(z.string(), z.array(z.string()))
const readSaid = (): z.infer<typeof Said> =>
  existsSync(SAID) ? Said.parse(JSON.parse(readFileSync(SAID, 'utf8'))) : {}

/** Words that stand on the page and in its picture, among all those of either: one more column is nothing, half is. */
const ALIKE = 0.7

const SIZE = { width: 960, height: 640 }

// Figures and the signs of an order are data, not the page.
const WORDS = `[...new Set([...document.querySelectorAll('main :is(h1, h2, th[scope=col], legend, label, button)')]
  .filter((one) => one.checkVisibility() && !one.closest('tbody, ul, .passpro-carte'))
  .map((one) => one.textContent.replace(/[^\\p{L} ’]/gu, ' ').replace(/\\s+/g, ' ').trim().slice(0, 60))
  .filter(Boolean))]`

/** The picture of a step is that of its page as it is today; taken anew when one asks for captures. */
export async function checkPicture(page: Page, name: string): Promise<void> {
  const words = await page.evaluate<string[]>(WORDS)
  if (process.env['PASSPRO_CAPTURES']) return takePicture(page, { name, words })
  const before = new Set(readSaid()[name])
  const shared = words.filter((one) => before.has(one)).length
  const alike = shared / new Set([...before, ...words]).size
  expect(alike, `l’image ${name} n’est plus celle de sa page : PASSPRO_CAPTURES=1`).toBeGreaterThan(ALIKE)
}

async function takePicture(
  page: Page,
  { name, words }: { name: string; words: readonly string[] },
): Promise<void> {
  const before = page.viewportSize()
  await page.setViewportSize(SIZE)
  // The page itself, without what is above it.
  const { y } = (await page.locator('main').boundingBox()) ?? { y: 0 }
  const clip = { x: 0, y, ...SIZE }
  const file = path.join(PICTURES, `${name}.jpg`)
  await page.screenshot({ path: file, type: 'jpeg', quality: 55, fullPage: true, clip })
  if (before) await page.setViewportSize(before)
  const said = Object.entries({ ...readSaid(), [name]: words }).toSorted(([a], [b]) => a.localeCompare(b))
  writeFileSync(SAID, `${JSON.stringify(Object.fromEntries(said), null, 2)}\n`)
}
