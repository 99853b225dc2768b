import type { ReactNode } from 'react'
import { plainText } from '#src/kit/plain-text.ts'
import type { CelluleEcrite } from '#src/exchange/csv-out.ts'
import type { Choice } from '#src/web/components/choice-fields.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import type { Column } from '#src/web/components/table.tsx'
import type { Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

/** A column of a list: how it is shown, under what name it is sorted, what a file says of it. */
export interface ListColumn<Row> extends Omit<Column<Row>, 'cell'> {
  /** What a file says; without it the column is of the screen alone. */
  valeur?: (row: Row) => CelluleEcrite
  /** What the screen shows, where it is not what a file says. */
  cell?: (row: Row) => ReactNode
  /** What its order compares, where it is not what a file says. */
  ordre?: (row: Row) => CelluleEcrite
  /** For files alone: too long, or said otherwise on the screen. */
  fichierSeul?: true
}

/** What narrows a list, under `name` in its address: one of some choices, a day, else a text to look for. */
export interface ListFilter<Row> {
  name: string
  label: string
  choices?: readonly Choice[]
  /** The empty choice. */
  all?: string
  genre?: 'jour'
  /** For a list that is read whole; SQL narrows the others. */
  keeps?: (row: Row, asked: string) => boolean
  /** It says what list this is, as a school does: an empty one was not searched in vain. */
  cadre?: true
}

export const textFilter = <Row>(label: string, said: (row: Row) => string): ListFilter<Row> => ({
  name: 'nom',
  label,
  keeps: (row, asked) => holds(said(row), asked),
})

/** The schools of the reader, to choose one; who has one only has nothing to choose. */
export const schoolFilter = (schools: readonly { uai: string; nom: string }[]): ListFilter<unknown>[] =>
  schools.length < 2
    ? []
    : [
        {
          name: 'etablissement',
          label: 'Établissement',
          all: 'Tous',
          choices: schools.map(({ uai, nom }) => ({ value: uai, label: nom })),
          cadre: true,
        },
      ]

export const choicesIn = <K extends string>(
  values: readonly K[],
  libelles: Readonly<Record<K, string>>,
): Choice[] => values.map((value) => ({ value, label: libelles[value] }))

/** What a list is narrowed to, kept by every link. */
export type ListChoices = Readonly<Record<string, string | null>>

/** One page of a list, or the whole of it for a file, as its address asks for it. */
export interface Listed<Row> {
  path: `/${string}`
  filters: readonly ListFilter<Row>[]
  choices: ListChoices
  columns: readonly ListColumn<Row>[]
  tri: Tri<string> | null
  slice: Slice
  rows: readonly Row[]
  /** Rows of all the pages. */
  total: number
  /** The one school that it is about: who takes it away is written in its chain. */
  uai?: string | null
}

interface Whole<Row> extends Omit<Listed<Row>, 'filters' | 'choices' | 'tri' | 'total'> {
  filters?: readonly ListFilter<Row>[]
  /** What the address says besides the filters. */
  kept?: ListChoices
}

/** A list that is read whole, of one school or of one académie's references, narrowed and sorted here. */
export function listed<Row>(
  { query }: Pick<Requete, 'query'>,
  { filters = [], kept = {}, rows, ...list }: Whole<Row>,
): Listed<Row> {
  const chosen = filters.map(({ name, choices }): [string, string | null] => [
    name,
    choices ? (choices.find(({ value }) => value === query(name))?.value ?? null) : (query(name) ?? ''),
  ])
  const choices = { ...kept, ...Object.fromEntries(chosen) }
  const found = rows.filter((row) =>
    filters.every(({ name, keeps }) => !keeps || !choices[name] || keeps(row, choices[name])),
  )
  const { columns, slice } = list
  const tri = triOf(
    query('tri'),
    columns.flatMap((column) => column.tri ?? []),
  )
  const sorted = sortedBy(found, { tri, columns })
  return {
    ...list,
    filters,
    choices,
    tri,
    rows: sorted.slice(slice.offset, slice.offset + slice.limit),
    total: found.length,
  }
}

/** In what order a list is asked for: `?tri=classe`, or `?tri=-classe` from the last to the first. */
export interface Tri<K extends string> {
  cle: K
  descendant: boolean
}

export function triOf<K extends string>(asked: string | undefined, cles: readonly K[]): Tri<K> | null {
  const descendant = asked?.startsWith('-') ?? false
  const cle = oneOf(descendant ? asked?.slice(1) : asked, cles)
  return cle === null ? null : { cle, descendant }
}

export const triDit = (tri: Tri<string> | null): string | null =>
  tri && `${tri.descendant ? '-' : ''}${tri.cle}`

/** Its rows in the order asked for. */
function sortedBy<Row>(
  rows: readonly Row[],
  { tri, columns }: { tri: Tri<string> | null; columns: readonly ListColumn<Row>[] },
): Row[] {
  const column = columns.find((one) => tri !== null && one.tri === tri.cle)
  const keyOf = column?.ordre ?? column?.valeur
  if (!tri || !keyOf) return [...rows]
  const sign = tri.descendant ? -1 : 1
  return rows.toSorted((a, b) => sign * compared(keyOf(a), keyOf(b)))
}

const compared = (a: CelluleEcrite, b: CelluleEcrite): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a ?? '').localeCompare(String(b ?? ''), 'fr', { numeric: true })

/** Whether a name holds what is looked for, accents and capitals aside. */
export const holds = (name: string, asked: string): boolean => plainText(name).includes(plainText(asked))
