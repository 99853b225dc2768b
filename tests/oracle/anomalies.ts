import { basename } from 'node:path'
import { cell, type Row, type Table } from './csv.ts'

export type Gravite = 'bloquant' | 'avertissement'
type Expectation = { readonly label: string; readonly keys: readonly string[] }
/** What `anomalies.csv` must hold (each: one of its keys) and what it may hold where the formats leave it open. */
export type Book = { readonly musts: Expectation[]; readonly allowed: Set<string> }
export type Place = { readonly file: string; readonly line: number | '*' | '' }

export const newBook = (): Book => ({ musts: [], allowed: new Set() })

export const keyOf = (place: Place, gravite: Gravite) => `${basename(place.file)}|${place.line}|${gravite}`

export function allow(book: Book, place: Place, gravites: readonly Gravite[] = ['avertissement']): void {
  for (const gravite of gravites) book.allowed.add(keyOf(place, gravite))
}

export function expectOneOf(book: Book, expectation: Expectation): void {
  book.musts.push(expectation)
  for (const key of expectation.keys) book.allowed.add(key)
}

export function warn(book: Book, place: Place, why: string): void {
  const key = keyOf(place, 'avertissement')
  expectOneOf(book, { label: `${key} (${why})`, keys: [key] })
}

/** A refused line may carry warnings besides; nothing else is said of them. */
export function refuse(book: Book, place: Place, why: string): void {
  const key = keyOf(place, 'bloquant')
  expectOneOf(book, { label: `${key} (${why})`, keys: [key] })
  allow(book, place)
}

function keysOfRow(row: Row): readonly [string, string] {
  const gravite = cell(row, 'gravite') === 'bloquant' ? 'bloquant' : 'avertissement'
  const file = cell(row, 'fichier')
  const ligne = cell(row, 'ligne')
  const line = /^[1-9]\d*$/.test(ligne) ? Number(ligne) : ''
  return [keyOf({ file, line }, gravite), keyOf({ file, line: '*' }, gravite)]
}

export function compareAnomalies(book: Book, table: Table): string[] {
  const actual = table.rows.map(keysOfRow)
  const present = new Set(actual.flat())
  const missing = book.musts.filter((must) => !must.keys.some((key) => present.has(key)))
  const extra = actual.filter((keys) => !keys.some((key) => book.allowed.has(key)))
  const strange = table.rows.filter((row) => !['bloquant', 'avertissement'].includes(cell(row, 'gravite')))
  return [
    ...missing.map((must) => `anomalies.csv : ligne absente ${must.label}`),
    ...[...new Set(extra.map((keys) => keys[0]))].map((key) => `anomalies.csv : ligne inattendue ${key}`),
    ...strange.map((row) => `anomalies.csv ligne ${row.line} : gravité inconnue`),
  ]
}
