import { describe, expect, test } from 'vitest'
import { groupsOf } from '#src/web/menu.ts'
import { PAGES } from '#src/web/routes.ts'

const entry = (path: string) => ({ path, libelle: path })

describe('a menu', () => {
  test('that is short stays as it is', () => {
    const menu = ['/b', '/eleves', '/a'].map(entry)
    expect(groupsOf(menu)).toEqual([{ libelle: null, items: menu }])
  })

  test('that is long is grouped, every entry kept once, whatever its path', () => {
    const menu = [...PAGES.flatMap((one) => (one.menu ? [entry(one.path)] : [])), entry('/nouvelle-page')]
    const groups = groupsOf(menu)
    const paths = groups.flatMap(({ items }) => items.map((item) => item.path))
    expect(paths.toSorted()).toEqual(menu.map((item) => item.path).toSorted())
    expect(groups.length).toBeLessThanOrEqual(8)
    expect(groups.every(({ libelle, items }) => libelle !== null || items.length === 1)).toBe(true)
  })
})
