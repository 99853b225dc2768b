import { existsSync, readFileSync } from 'node:fs'
import iconv from 'iconv-lite'

export type Row = {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
  readonly damaged: boolean
}
export type Table = { readonly header: readonly string[]; readonly rows: readonly Row[] }
type Cut = { readonly line: number; readonly cells: string[] }

// Tab, LF and CR are left out: a quoted comment may hold them.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|\p{Bidi_Control}/u

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const windows = bytes.some((byte) => byte >= 0x80 && byte <= 0x9f)
    return iconv.decode(Buffer.from(bytes), windows ? 'windows-1252' : 'iso-8859-15')
  }
}

function separatorOf(text: string): string {
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const counts = [';', ',', '\t'].map((mark) => ({ mark, n: first.split(mark).length }))
  return counts.sort((a, b) => b.n - a.n)[0]?.mark ?? ';'
}

/** Cuts a CSV text into records; `line` is the physical line where the record starts, the first being 1. */
export function cut(text: string, separator = ';'): Cut[] {
  const records: Cut[] = []
  let line = 1
  let start = 1
  let cell = ''
  let quoted = false
  let cells: string[] = []
  const endCell = () => {
    cells.push(cell)
    cell = ''
  }
  const endRecord = () => {
    endCell()
    if (cells.length > 1 || cells[0] !== '') records.push({ line: start, cells })
    cells = []
    start = line
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (c === '\n') line++
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') cell += text[++i]
      else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"' && cell === '') quoted = true
    else if (c === separator) endCell()
    else if (c === '\n') endRecord()
    else if (c !== '\r') cell += c
  }
  if (cell !== '' || cells.length > 0) endRecord()
  return records
}

export const columnName = (name: string) => name.trim().normalize('NFC').toLowerCase()

function rowOf(record: Cut, header: readonly string[]): Row {
  const cells = new Map<string, string>()
  header.forEach((name, i) => {
    if (!cells.has(name)) cells.set(name, (record.cells[i] ?? '').trim().normalize('NFC'))
  })
  const damaged = record.cells.length !== header.length || record.cells.some((cell) => FORBIDDEN.test(cell))
  return { line: record.line, cells, damaged }
}

export function tableOf(text: string): Table {
  const clean = text.replace(/^\uFEFF/, '')
  const [head, ...rest] = cut(clean, separatorOf(clean))
  const header = (head?.cells ?? []).map(columnName)
  return { header, rows: rest.map((record) => rowOf(record, header)) }
}

/** The table of a file, or null where the file does not exist. */
export function readTable(path: string): Table | null {
  return existsSync(path) ? tableOf(decode(readFileSync(path))) : null
}

export const cell = (row: Row, column: string) => row.cells.get(columnName(column)) ?? ''
