import { usePageContext } from '#src/web/components/page-context.ts'
import { Table } from '#src/web/components/table.tsx'
import { triDit, type ListColumn, type Tri } from '#src/web/lists.ts'
import { addressOf } from '#src/web/query.ts'
import { fr } from '#src/web/fr.ts'

export type ListChoices = Readonly<Record<string, string | null>>

interface ListProps<Row> {
  path: string
  caption: string
  columns: readonly ListColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  empty?: string
  /** What the list is narrowed to, kept by every link. */
  choices: ListChoices
  tri: Tri<string> | null
}

/** A list to sort and to take away. Its pages are for `Pagination`, which may stand inside the form around it. */
export function ListTable<Row>(props: ListProps<Row>) {
  const { path, columns, choices, tri, rows, ...rest } = props
  return (
    <>
      <Table
        {...rest}
        rows={rows}
        columns={columns.filter((one) => !one.fichierSeul)}
        sort={{ tri, href: (asked) => addressOf(path, { ...choices, tri: asked }) }}
      />
      <ExportLinks {...{ path, choices, tri }} />
    </>
  )
}

/** The same rows as files. */
function ExportLinks({
  path,
  choices,
  tri,
}: {
  path: string
  choices: ListChoices
  tri: Tri<string> | null
}) {
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
