import { expect, test } from 'vitest'
import { filesBelow, isForTests, textOf } from './source-files.ts'
import { NOT_LISTS } from './tables.ts'

/** The one definition of a table, and of a list. */
const DEFINITIONS = ['src/web/components/table.tsx', 'src/web/components/list.tsx']

const COMPONENT = /^(?:export )?(?:async )?(?:function|const) (\w+)/gm

/** Tables of a page: its file, and the component that draws them. */
function tablesOf(file: string, text = textOf(file)): string[] {
  const components = [...text.matchAll(COMPONENT)]
  return [...text.matchAll(/<[Tt]able\b/g)].map(({ index }) => {
    const around = components.findLast((one) => one.index < index)?.[1] ?? ''
    return `${file.replace(/^src\/(procedure\/)?/, '')} ${around}`
  })
}

test('a table is a list, or is named with the reason why it is not', () => {
  const files = filesBelow('src').filter(
    (file) => file.endsWith('.tsx') && !isForTests(file) && !DEFINITIONS.includes(file),
  )
  const found = new Set(files.flatMap((file) => tablesOf(file)))
  expect(found.size).toBeGreaterThan(30)
  expect([...found].filter((one) => NOT_LISTS[one] === undefined)).toEqual([])
  expect(Object.keys(NOT_LISTS).filter((one) => !found.has(one))).toEqual([])
  expect(Object.values(NOT_LISTS).filter((reason) => reason.split(' ').length < 3)).toEqual([])
})

test('the search for tables sees one written by hand, and one in a function inside a page', () => {
  const text =
    'export const page = 1\nfunction Vue() {\n  return <table></table>\n}\nconst Autre = () => <Table />\n'
  expect(tablesOf('src/procedure/a/pages/b.tsx', text)).toEqual(['a/pages/b.tsx Vue', 'a/pages/b.tsx Autre'])
})
