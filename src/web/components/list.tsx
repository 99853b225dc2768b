import type { CelluleEcrite } from '#src/exchange/csv-out.ts'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { Pagination } from '#src/web/components/pagination.tsx'
import { Table, type Column } from '#src/web/components/table.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { triDit, type ListColumn, type Listed } from '#src/web/lists.ts'
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
  const { path, filters, choices, tri, slice, rows, total } = list
  const address = (more: Readonly<Record<string, string | number | null>>): string =>
    addressOf(path, { ...choices, tri: triDit(tri), ...more })
  const searched = filters.some(({ name, cadre }) => !cadre && choices[name])
  return (
    <>
      <Table
        cards
        {...{ caption, rows, rowKey }}
        empty={searched ? 'Rien ne répond à cette recherche.' : empty}
        columns={(props.columns ?? list.columns).filter((one) => !one.fichierSeul).map(shownOf)}
        sort={{ tri, href: (asked) => address({ tri: asked }) }}
      />
      <Files list={list} />
      <Pagination page={slice.page} total={total} href={(page) => address({ page })} />
    </>
  )
}

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
