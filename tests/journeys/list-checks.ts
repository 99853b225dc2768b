import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { lireXlsx } from '#src/exchange/xlsx.ts'
import type { Visited } from './crawl.ts'

type Ask = (path: string) => Promise<Response>

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
    .trim()
const unquoted = (cell: string): string => cell.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"')

/** Rows of a file, quoted cells included. */
function rowsOf(csv: string): string[][] {
  const lines = csv
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
  return lines.map((line) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^;]*)(?:;|$)/g)].map(([, cell = '']) => unquoted(cell)).slice(0, -1),
  )
}

async function rowsOfSheet(bytes: ArrayBuffer): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-liste-'))
  const file = path.join(folder, 'liste.xlsx')
  writeFileSync(file, new Uint8Array(bytes))
  let count = 0
  for await (const row of lireXlsx(file)) count += Number(row !== undefined)
  rmSync(folder, { recursive: true })
  return count
}

/** A list of things in one cell is lines on the screen, and semicolons in a file. */
const plain = (cell = ''): string => cell.replaceAll(' ; ', ' ')

interface Shown {
  titles: string[]
  rows: string[][]
  tris: string[]
  files: string[]
}

/** The list of a page: the table, or the series of things to fill in, before the links to its files. */
function listOf(html: string): Shown | undefined {
  const end = html.indexOf('class="passpro-hors-papier passpro-exports"')
  if (end < 0) return undefined
  const start = html.indexOf('class="passpro-hors-papier passpro-tri"')
  const files = [...html.slice(end, end + 2000).matchAll(/href="([^"]*\/export\/(?:csv|xlsx)[^"]*)"/g)].map(
    ([, href = '']) => href.replaceAll('&amp;', '&'),
  )
  return { ...(start < 0 ? tableOf(html, end) : seriesOf(html.slice(start, end))), files }
}

const trisOf = (html: string): string[] =>
  [...html.matchAll(/[?&;]tri=(-?[a-z_A-Z]+)/g)].map(([, tri = '']) => tri)

/** Each thing says in its title whom it is about, his class after a comma. */
function seriesOf(html: string): Omit<Shown, 'files'> {
  const [links = '', ...articles] = html.split('<article')
  return {
    titles: ['Élève'],
    rows: articles.map((one) => [textOf(/<h2[^>]*>(.*?)(?:,|<span|<\/h2>)/s.exec(one)?.[1] ?? '')]),
    tris: trisOf(links),
  }
}

function tableOf(html: string, end: number): Omit<Shown, 'files'> {
  const table = html.slice(html.lastIndexOf('<table', end), end)
  const [head = '', body = ''] = table.split('<tbody>')
  return {
    titles: [...head.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, cell = '']) =>
      textOf(cell).replace(/ [↕↑↓]$/, ''),
    ),
    rows: [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)]
      .map(([, row = '']) =>
        [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => textOf(cell)),
      )
      .filter((cells) => cells.length > 1),
    tris: trisOf(head),
  }
}

/** What a file and its screen say otherwise of the same rows, in the columns that both have. */
function otherwise(shown: Shown, [header = [], ...lines]: string[][]): string[] {
  const common = shown.titles.flatMap((title, column) => {
    const inFile = header.indexOf(title)
    return inFile < 0 ? [] : [{ title, column, inFile }]
  })
  const same = ({ column, inFile }: (typeof common)[number]): number[] =>
    shown.rows.map((row, rank) => Number(plain(row[column]) === plain(lines[rank]?.[inFile])))
  // A day or a level may be said otherwise on the screen: a column that agrees on most rows must agree on all.
  const compared = common.filter((one) => same(one).filter(Boolean).length * 2 > shown.rows.length)
  if (shown.rows.length > 0 && compared.length === 0)
    return [`aucune colonne de ${header.join(' ; ')} n’est celle de l’écran`]
  return compared.flatMap((one) => {
    const rank = shown.rows.findIndex(
      (row, at) =>
        plain(row[one.column]) !== plain(lines[at]?.[one.inFile]) &&
        row[one.column] !== '–' &&
        lines[at]?.[one.inFile] !== '',
    )
    return rank < 0
      ? []
      : [
          `${one.title}, ligne ${rank + 1} : « ${shown.rows[rank]?.[one.column]} » à l’écran, « ${lines[rank]?.[one.inFile]} » dans le fichier`,
        ]
  })
}

/** What is wrong with a list and its files: as it opens, and in its last order, reversed. */
export async function checkList(
  { path: address, html }: Pick<Visited, 'path' | 'html'>,
  ask: Ask,
): Promise<string[] | undefined> {
  const first = listOf(html)
  if (!first) return undefined
  if (first.tris.length === 0) return ['ne se trie pas']
  const last = first.tris.at(-1)?.replace(/^-?/, '-') ?? ''
  const sorted = listOf(await (await ask(`${address}${address.includes('?') ? '&' : '?'}tri=${last}`)).text())
  const complaints: string[] = []
  for (const shown of [first, sorted]) {
    if (!shown) return ['triée, la liste n’est plus là']
    const [csv = '', xlsx = ''] = shown.files
    const lines = rowsOf(await (await ask(csv)).text())
    complaints.push(...otherwise(shown, lines))
    if (lines.length - 1 < shown.rows.length)
      complaints.push(`${lines.length - 1} lignes dans ${csv}, ${shown.rows.length} à l’écran`)
    if (lines[0]?.some((title) => !/^[\p{Lu}]/u.test(title)))
      complaints.push(`en-têtes : ${lines[0].join(' ; ')}`)
    const sheet = await rowsOfSheet(await (await ask(xlsx)).arrayBuffer())
    if (sheet !== lines.length) complaints.push(`${sheet} lignes dans ${xlsx}, ${lines.length} dans ${csv}`)
  }
  return complaints
}
