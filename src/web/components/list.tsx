import type { ReactNode } from 'react'
import type { CelluleEcrite } from '#src/exchange/csv-out.ts'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { Pagination } from '#src/web/components/pagination.tsx'
import { Table, type Column } from '#src/web/components/table.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { triDit, type ListColumn, type Listed, type Tri } from '#src/web/lists.ts'
import { addressOf } from '#src/web/query.ts'
import { fr } from '#src/web/fr.ts'

/** What a list is narrowed by, and what its address says besides. */
export function ListFilters<Row>({ list: { filters, choices, tri } }: { list: Listed<Row> }) {
  const asked = new Set(filters.map(({ name }) => name))
  const besides = Object.entries({ ...choices, tri: triDit(tri) }).filter(
    ([name, value]) => value !== null && value !== '' && !asked.has(name),
  )
  return (
    <FilterForm>
      {besides.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value ?? ''} />
      ))}
      {filters.map(({ name, label, choices: values, all = 'Tous', genre }) =>
        values ? (
          <ChoiceFilter key={name} {...{ name, label, all }} value={choices[name] ?? null} choices={values} />
        ) : genre === 'jour' ? (
          <DateField key={name} {...{ name, label }} state={freshForm({ [name]: choices[name] ?? '' })} />
        ) : (
          <TextField
            key={name}
            {...{ name, label }}
            type="search"
            state={freshForm({ [name]: choices[name] ?? '' })}
          />
        ),
      )}
    </FilterForm>
  )
}

/** A list to sort, to turn the pages of and to take away. It may stand inside a form. */
export function List<Row>(props: {
  list: Listed<Row>
  caption: string
  rowKey: (row: Row) => string | number
  /** What is said when there is nothing, without anything being looked for. */
  empty: string
  /** Those of the screen, where one can act on it. */
  columns?: readonly ListColumn<Row>[]
}) {
  const { list, caption, rowKey, empty } = props
  const { filters, choices, tri, slice, rows, total } = list
  const searched = filters.some(({ name, cadre }) => !cadre && choices[name])
  return (
    <>
      <Table
        {...{ caption, rows, rowKey }}
        empty={searched ? <Vaine list={list} /> : empty}
        columns={(props.columns ?? list.columns).filter((one) => !one.fichierSeul).map(shownOf)}
        sort={{ tri, href: (asked) => addressIn(list, { tri: asked }) }}
      />
      <Files list={list} />
      <Pagination page={slice.page} total={total} href={(page) => addressIn(list, { page })} />
    </>
  )
}

/** Nothing was found: the way back to the whole list, of the same school. */
function Vaine<Row>({ list }: { list: Listed<Row> }) {
  const asked = list.filters.filter(({ cadre }) => !cadre).map(({ name }) => [name, null] as const)
  return (
    <>
      Rien ne répond à cette recherche.{' '}
      <a href={addressIn(list, Object.fromEntries(asked))}>Effacer la recherche</a>
    </>
  )
}

/**
 * A list that is worked on thing after thing: each is an `article` with its own fields, so there is no table. It is
 * sorted by links of their own. It may stand inside a form.
 */
export function Series<Row>(props: {
  list: Listed<Row>
  /** One `article`, whose title begins with what the first column of the file says. */
  children: (row: Row) => ReactNode
  /** What is done once all of the page is filled in. */
  end?: ReactNode
}) {
  const { list, children, end } = props
  const { columns, tri, slice, rows, total } = list
  const sorted = columns.flatMap(({ title, tri: cle }) => (cle === undefined ? [] : [{ title, cle }]))
  return (
    <>
      <p className="passpro-hors-papier passpro-tri">
        Trier :{' '}
        {sorted.map(({ title, cle }) => (
          <SortLink key={cle} {...{ title, cle, list }} current={tri?.cle === cle ? tri : null} />
        ))}
      </p>
      {rows.map(children)}
      {end}
      <Files list={list} />
      <Pagination page={slice.page} total={total} href={(page) => addressIn(list, { page })} />
    </>
  )
}

function SortLink<Row>(props: {
  title: string
  cle: string
  list: Listed<Row>
  current: Tri<string> | null
}) {
  const { title, cle, list, current } = props
  const next = current && !current.descendant ? `-${cle}` : cle
  return (
    <a
      className={fr('fr-link')}
      href={addressIn(list, { tri: next })}
      {...(current && { 'aria-current': 'true' as const })}
    >
      {title}
      {current && <span aria-hidden="true">{current.descendant ? ' ↓' : ' ↑'}</span>}
    </a>
  )
}

/** The address of a list as it is narrowed and sorted, on a page or in an order. */
export const addressIn = <Row,>(
  { path, choices, tri }: Listed<Row>,
  more: Readonly<Record<string, string | number | null>>,
): string => addressOf(path, { ...choices, tri: triDit(tri), ...more })

/** What a file says is what the screen shows, unless the column says otherwise. */
const shownOf = <Row,>({ valeur, cell, title, heading, numeric, tri }: ListColumn<Row>): Column<Row> => ({
  title,
  cell: cell ?? ((row) => said(valeur?.(row))),
  ...(heading && { heading }),
  ...(numeric && { numeric }),
  ...(tri !== undefined && { tri }),
})

const said = (cell: CelluleEcrite | undefined): string | number =>
  cell === undefined || cell === null || cell === '' ? '–' : cell

/** The same rows as files. */
function Files<Row>({ list: { path, choices, tri } }: { list: Listed<Row> }) {
  const { campagne } = usePageContext()
  if (!campagne) return null
  const address = (format: string): string =>
    addressOf(`${path}/export/${format}`, { ...choices, tri: triDit(tri) })
  return (
    <p className="passpro-hors-papier passpro-exports">
      Toute cette liste :{' '}
      <a className={fr('fr-link')} href={address('csv')}>
        fichier CSV
      </a>{' '}
      <a className={fr('fr-link')} href={address('xlsx')}>
        classeur XLSX
      </a>
    </p>
  )
}
