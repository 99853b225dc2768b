import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BonusLine, bonusCells } from './bonus.ts'
import { cut } from './csv.ts'
import { sha256 } from './outputs.ts'

const HEADER =
  'INE;Nom;Prénom;Date de naissance;UAI origine;Académie;Code offre de formation (vœu);Code MEF;Libellé formation;Avis final;Points'
const NAMES = HEADER.split(';')
const LIBELLE = NAMES.indexOf('Libellé formation')

const quoted = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const written = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.map(quoted).join(';')}\r\n`).join('')

const keyOf = (cells: readonly string[]) => `${cells[0]} ${cells[5]}/${cells[6]}`

/** BOM, CRLF at each end of line, quotes only when needed. */
function compareBytes(text: string, cells: readonly (readonly string[])[]): string[] {
  const body = text.replace(/^\uFEFF/, '')
  return [
    ...(text.startsWith('\uFEFF') ? [] : ['bonus-affelnet.csv : pas de BOM']),
    ...(body === written(cells) ? [] : ['bonus-affelnet.csv : fins de ligne ou guillemets']),
    ...(cells[0]?.join(';') === HEADER ? [] : ['bonus-affelnet.csv : en-tête']),
  ]
}

function compareCells(line: BonusLine, found: readonly string[]): string[] {
  const expected = bonusCells(line)
  return expected.flatMap((wanted, i) => {
    // The formats do not say whose label it is: the formation's or the wish's.
    const right = wanted === found[i] || (i === LIBELLE && found[i] === line.wish.libelle)
    return right
      ? []
      : [`bonus-affelnet.csv ${keyOf(expected)} : ${NAMES[i]} vaut « ${found[i]} » au lieu de « ${wanted} »`]
  })
}

function isSorted(
  rows: readonly (readonly string[])[],
  keyOfRow: (row: readonly string[]) => string,
): boolean {
  const keys = rows.map(keyOfRow)
  return keys.every((key, i) => i === 0 || key >= (keys[i - 1] ?? ''))
}

function compareOrder(rows: readonly (readonly string[])[]): string[] {
  const sorted =
    isSorted(rows, (row) => `${row[0]} ${row[5]}/${row[6]}`) ||
    isSorted(rows, (row) => `${row[0]} ${row[6]}/${row[5]}`)
  return sorted ? [] : ['bonus-affelnet.csv : ordre des lignes']
}

function compareBonus(expected: readonly BonusLine[], text: string): string[] {
  const cells = cut(text.replace(/^\uFEFF/, '')).map((record) => record.cells)
  const rows = cells.slice(1)
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  const wanted = new Set(expected.map((line) => keyOf(bonusCells(line))))
  return [
    ...compareBytes(text, cells),
    ...expected.flatMap((line) => {
      const key = keyOf(bonusCells(line))
      const row = found.get(key)
      return row ? compareCells(line, row) : [`bonus-affelnet.csv ${key} : ligne absente`]
    }),
    ...[...found.keys()]
      .filter((key) => !wanted.has(key))
      .map((key) => `bonus-affelnet.csv ${key} : ligne inattendue`),
    ...(found.size === rows.length ? [] : ['bonus-affelnet.csv : ligne répétée']),
    ...compareOrder(rows),
  ]
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null

/** Every number that stands under a key, or beside a string, equal to `name`: the cover's own keys are not specified. */
export function numbersNamed(value: unknown, name: string): number[] {
  const all = (inside: unknown): number[] => {
    if (typeof inside === 'number') return [inside]
    return isObject(inside) ? Object.values(inside).flatMap(all) : []
  }
  if (!isObject(value)) return []
  if (!Array.isArray(value) && Object.values(value).includes(name)) return all(value)
  return Object.entries(value).flatMap(([key, inside]) =>
    key === name ? all(inside) : numbersNamed(inside, name),
  )
}

function everyLeaf(value: unknown): unknown[] {
  return isObject(value) ? Object.values(value).flatMap(everyLeaf) : [value]
}

/** The counts and sums of the cover, against the lines of the file it covers. */
function compareCover(
  cover: unknown,
  bonus: { readonly lines: readonly BonusLine[]; readonly bytes: Uint8Array },
): string[] {
  const leaves = everyLeaf(cover)
  const levels = new Set(bonus.lines.map((line) => line.final.final))
  const wrong = [...levels].filter((level) => {
    const own = bonus.lines.filter((line) => line.final.final === level)
    const sum = own.reduce((total, line) => total + line.final.points, 0)
    const numbers = numbersNamed(cover, level)
    return !numbers.includes(own.length) || !numbers.includes(sum)
  })
  const hash = sha256(bonus.bytes)
  const hashed = leaves.some((leaf) => typeof leaf === 'string' && leaf.toLowerCase().includes(hash))
  return [
    ...(hashed ? [] : ['bordereau.json : empreinte SHA-256']),
    ...(leaves.includes(bonus.lines.length)
      ? []
      : [`bordereau.json : nombre de lignes (${bonus.lines.length})`]),
    ...wrong.map((level) => `bordereau.json : nombre ou somme pour ${level}`),
    ...(JSON.stringify(cover ?? null).includes('repetition')
      ? []
      : ['bordereau.json : la marque « repetition » manque']),
  ]
}

function json(path: string): { readonly value: unknown; readonly wrong: boolean } {
  try {
    return { value: JSON.parse(readFileSync(path, 'utf8')), wrong: false }
  } catch {
    return { value: null, wrong: true }
  }
}

export function checkFiles(folder: string, lines: readonly BonusLine[]): string[] {
  const path = join(folder, 'bonus-affelnet.csv')
  const [cover, report] = [json(join(folder, 'bordereau.json')), json(join(folder, 'bilan.json'))]
  const unreadable = [
    ...(cover.wrong ? ['bordereau.json : illisible'] : []),
    ...(report.wrong ? ['bilan.json : illisible'] : []),
  ]
  if (!existsSync(path)) return [...unreadable, 'bonus-affelnet.csv : fichier absent']
  const bytes = readFileSync(path)
  const covered = cover.wrong ? [] : compareCover(cover.value, { lines, bytes })
  return [...unreadable, ...compareBonus(lines, bytes.toString('utf8')), ...covered]
}
