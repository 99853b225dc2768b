import type { ReactNode } from 'react'
import { fr } from '#src/web/fr.ts'

export interface Column<Row> {
  title: string
  cell: (row: Row) => ReactNode
  /** Aligned to the right, digits of one width. */
  numeric?: true
  /** The cell that names the row. */
  heading?: true
  /** Name of its order in the address, when the table is sorted there. */
  tri?: string
}

/** How a table is sorted, and the address of it in another order. */
export interface Sort {
  tri: { cle: string; descendant: boolean } | null
  href: (tri: string) => string
}

/**
 * A table of figures or people. An empty one says `empty` in place of rows. On a telephone each row is a card, its cells
 * one under the other: nothing to push sideways to reach an action. Two columns hold there as they are.
 */
export function Table<Row>(props: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  empty?: ReactNode
  /** The caption repeats what stands above: said only to those who do not see it. */
  captionHidden?: true
  sort?: Sort
  /** Read across and down at once: it stays a table on a telephone, and scrolls there by itself. */
  croisement?: true
}) {
  const {
    caption,
    columns,
    rows,
    rowKey,
    empty = 'Rien à montrer ici pour l’instant.',
    captionHidden,
    sort,
    croisement,
  } = props
  const cards = !croisement && columns.length > 2
  const className = fr('fr-table', 'fr-table--sm', captionHidden && 'fr-table--no-caption')
  // Focusable, because it scrolls sideways on a narrow screen and the keyboard must reach what is hidden.
  return (
    <div
      className={`${className} ${croisement ? 'passpro-croisement' : cards ? 'passpro-cartes' : ''}`.trim()}
    >
      <div className={fr('fr-table__wrapper')}>
        <div className={fr('fr-table__container')}>
          <div className={fr('fr-table__content')} tabIndex={0} role="group" aria-label={caption}>
            <table>
              <caption>{caption}</caption>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <Title key={column.title} {...{ column, sort }} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={rowKey(row)}>
                    {columns.map((column) => (
                      <Cell key={column.title} {...{ column, row, cards }} />
                    ))}
                  </tr>
                ))}
                {rows.length === 0 && (
                  <tr>
                    <td colSpan={columns.length}>{empty}</td>
                  </tr>
                )}
              </tbody>
            </table>
          </div>
        </div>
      </div>
    </div>
  )
}

/** The title of a column, as a link to the list in its order when it can be sorted. */
function Title<Row>({ column, sort }: { column: Column<Row>; sort: Sort | undefined }) {
  const { title, tri } = column
  const className = classOf(column)
  if (!sort || tri === undefined)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    )
  const sens = sort.tri?.cle !== tri ? 'none' : sort.tri.descendant ? 'descending' : 'ascending'
  return (
    <th scope="col" className={className} aria-sort={sens}>
      <a href={sort.href(sens === 'ascending' ? `-${tri}` : tri)}>
        {title}
        <span aria-hidden="true">{SIGNE[sens]}</span>
      </a>
    </th>
  )
}

const SIGNE = { none: ' ↕', ascending: ' ↑', descending: ' ↓' } as const

const classOf = (column: { numeric?: true }): string | undefined =>
  column.numeric ? `${fr('fr-cell--right')} passpro-chiffres` : undefined

function Cell<Row>(props: { column: Column<Row>; row: Row; cards: boolean }) {
  const { column, row, cards } = props
  const className = classOf(column)
  return column.heading ? (
    <th scope="row" className={className}>
      {column.cell(row)}
    </th>
  ) : (
    <td className={className} {...(cards && { 'data-titre': column.title })}>
      {column.cell(row)}
    </td>
  )
}

/** The box that ticks a row; read them together with `liste()`. The label is for those who do not see the row. */
export function RowCheckbox(props: { name: string; value: string; label: string; checked: boolean }) {
  const { name, value, label, checked } = props
  const id = `champ-${name}-${value}`
  return (
    <label className="passpro-case" htmlFor={id}>
      <input type="checkbox" id={id} name={name} value={value} defaultChecked={checked} />
      <span className={fr('fr-sr-only')}>{label}</span>
    </label>
  )
}
