import { readFileSync } from 'node:fs'
import path from 'node:path'
import { HtmlValidate, type ConfigData } from 'html-validate'
import { projectFolder } from '#src/kit/project-folder.ts'
import type { Visited } from './crawl.ts'

const validator = new HtmlValidate(
  JSON.parse(
    readFileSync(path.join(projectFolder(), 'tests/journeys/html-validate.json'), 'utf8'),
  ) as ConfigData,
)

export const invalidIn = async (html: string): Promise<string[]> =>
  (await validator.validateString(html)).results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  )

/** What is not HTML, each kind once, with a page where it stands; one page of each route is read. */
export async function invalidPages(visited: readonly Visited[]): Promise<string[]> {
  const told = new Map<string, string>()
  for (const { pattern, html } of new Map(visited.map((one) => [one.pattern, one])).values())
    for (const message of await invalidIn(html)) told.set(message, pattern)
  return [...told].map(([message, pattern]) => `${pattern} ${message}`)
}

/** One title, one h1, a language, and headings that skip no level. */
export function wrongHeadings({ pattern, html }: Visited): string[] {
  const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level))
  const skips = levels.some((level, rank) => rank > 0 && level > (levels[rank - 1] ?? 0) + 1)
  const ones = levels.filter((level) => level === 1).length
  const good =
    ones === 1 && !skips && /<html lang="fr"/.test(html) && /<title>[^<]+ – PASSPRO<\/title>/.test(html)
  return good ? [] : [`${pattern}: ${levels.join(' ')}`]
}
