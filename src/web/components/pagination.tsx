import { fr } from '#src/web/fr.ts'

const PAGE_SIZE = 50

/** A part of a list: `limit` and `offset` for SQL. */
export interface Slice {
  page: number
  limit: number
  offset: number
}

/** A whole list, for a file: more rows than any académie has, less than a spreadsheet holds. */
export const EVERYTHING: Slice = { page: 1, limit: 200_000, offset: 0 }

/** The slice of a list that `?page=` asks for. */
export function sliceOf(asked: string | undefined): Slice {
  const page = asked !== undefined && /^[1-9][0-9]{0,5}$/.test(asked) ? Number(asked) : 1
  return { page, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }
}

/** Links to the pages of a list of `total` things, 50 a page. `href` makes the address of one page. */
export function Pagination(props: { page: number; total: number; href: (page: number) => string }) {
  const { page, total, href } = props
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE))
  if (last === 1) return null
  const shown = [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last)
  return (
    <nav className={fr('fr-pagination')} aria-label="Pagination">
      <ul className={fr('fr-pagination__list')}>
        <Step
          label="Page précédente"
          className={fr('fr-pagination__link--prev')}
          target={page - 1}
          {...props}
        />
        {shown.map((n) => (
          <li key={n}>
            <a
              className={fr('fr-pagination__link')}
              {...(n === page ? { 'aria-current': 'page' as const } : { href: href(n) })}
              title={`Page ${n}`}
            >
              {n}
            </a>
          </li>
        ))}
        <Step
          label="Page suivante"
          className={fr('fr-pagination__link--next')}
          target={page + 1}
          {...props}
        />
      </ul>
    </nav>
  )
}

function Step(props: {
  label: string
  className: string
  target: number
  total: number
  href: (page: number) => string
}) {
  const { label, className, target, total, href } = props
  const exists = target >= 1 && target <= Math.ceil(total / PAGE_SIZE)
  return (
    <li>
      <a
        className={`${fr('fr-pagination__link', 'fr-pagination__link--label')} ${className}`}
        {...(exists ? { href: href(target) } : { 'aria-disabled': true, role: 'link' })}
      >
        {label}
      </a>
    </li>
  )
}
