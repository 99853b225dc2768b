import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { groupBy } from '#src/kit/group.ts'
import { projectFolder } from '#src/kit/project-folder.ts'
import { ARROWS, isJudged } from './arrows.ts'
import { filesBelow, importsOf, isModule, textOf, type Import } from './source-files.ts'

const modules = ['src', 'tests', 'bench', 'scripts'].flatMap(filesBelow).filter(isModule)
const imports = modules.flatMap((file) => importsOf(file))
const show = ({ from, to }: Import): string => `${from} → ${to}`

describe('arrows between files', () => {
  test.for(ARROWS)('$name', ({ forbids, breach }) => {
    expect(imports.filter((one) => isJudged(one.from) && forbids(one)).map(show)).toEqual([])
    // A wall that no breach can trip is no wall.
    const [from, to] = breach
    const name = to.startsWith('src/')
      ? `#${to}`
      : to.startsWith('tests/')
        ? `../../${to}`
        : to.replace('npm:', '')
    for (const text of [
      `import { intruder } from '${name}'`,
      `export { intruder } from '${name}'`,
      `import('${name}')`,
    ])
      expect(importsOf(from, text).filter(forbids)).toHaveLength(1)
  })

  test('no cycle, types included', () => {
    expect(cyclesOf(imports)).toEqual([])
    const [first] = imports.filter(({ to }) => to.startsWith('src/'))
    const planted = { from: first?.to ?? '', to: first?.from ?? '', onlyTypes: true }
    expect(cyclesOf([...imports, planted])).not.toEqual([])
  })

  test('every import leads to a file, or to a package that is declared', () => {
    const { dependencies, devDependencies } = manifest()
    const lost = imports.filter(({ from, to }) =>
      to.startsWith('npm:')
        ? !(to.slice(4) in dependencies || (!isServed(from) && to.slice(4) in devDependencies))
        : !to.startsWith('node:') && !existsSync(path.join(projectFolder(), to)),
    )
    expect(lost.map(show)).toEqual([])
  })

  // A reader that silently reads nothing would make every wall above pass.
  test('the reader sees every file and every import that the eye sees', () => {
    expect(modules.length).toBeGreaterThan(250)
    const unseen = modules.filter((file) => importsOf(file).length < countByEye(textOf(file)))
    expect(unseen).toEqual([])
  })
})

const isServed = (file: string): boolean => file.startsWith('src/') && isJudged(file)

/** Statements at the beginning of a line, outside the text of a template. */
const countByEye = (text: string): number =>
  text.replaceAll(/`[^`]*`/g, '').match(/^(import|export) [^;=()]*?from '[^']+'$/gm)?.length ?? 0

function manifest(): Record<'dependencies' | 'devDependencies', Record<string, string>> {
  return JSON.parse(readFileSync(path.join(projectFolder(), 'package.json'), 'utf8'))
}

/** Files that reach themselves, by a walk that leaves each file once. */
function cyclesOf(edges: readonly Import[]): string[] {
  const next = groupBy(edges, ({ from }) => from)
  const state = new Map<string, 'open' | 'left'>()
  const found: string[] = []
  const walk = (file: string): void => {
    state.set(file, 'open')
    for (const { to } of next.get(file) ?? [])
      if (state.get(to) === 'open') found.push(`${file} → ${to}`)
      else if (!state.has(to)) walk(to)
    state.set(file, 'left')
  }
  for (const file of next.keys()) if (!state.has(file)) walk(file)
  return found
}
