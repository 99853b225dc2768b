import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'
import { projectFolder } from '#src/kit/project-folder.ts'

/** Files of the project below a folder, as `src/kit/day.ts`, in order. */
export function filesBelow(folder: string): string[] {
  const root = path.join(projectFolder(), folder)
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectFolder(), path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .toSorted()
}

export const textOf = (file: string): string => readFileSync(path.join(projectFolder(), file), 'utf8')

export const isModule = (file: string): boolean => /\.(tsx?|mjs|js)$/.test(file)

const SUPPORT = ['src/documents/pdf-reading.ts', 'src/planning/fictional.ts']

/** Tests, and what only tests use. */
export const isForTests = (file: string): boolean =>
  SUPPORT.includes(file) || /\.test\.tsx?$|\/(examples|testing)(\.tsx?$|\/)|-examples\.ts$/.test(file)

/** Syntax of a file, by the parser that Vite ships: it reads TypeScript and JSX. Throws on what it cannot read. */
export function syntaxOf(file: string, text: string = textOf(file)): ReturnType<typeof parseSync> {
  const parsed = parseSync(file, text)
  const [error] = parsed.errors
  if (error) throw new Error(`${file} : ${error.message}`)
  return parsed
}

export interface Import {
  from: string
  /** A file of the project, or the name of a package as `npm:kysely`, `node:fs`. */
  to: string
  onlyTypes: boolean
}

/** Everything a file imports or hands on, types included. */
export function importsOf(file: string, text: string = textOf(file)): Import[] {
  const { staticImports, staticExports, dynamicImports } = syntaxOf(file, text).module
  const imports = staticImports.map(({ moduleRequest, entries }) => ({
    to: moduleRequest.value,
    onlyTypes: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const handedOn = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ to: moduleRequest.value, onlyTypes: isType }] : [],
    ),
  )
  const later = dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^['"](.*)['"]$/.exec(text.slice(start, end))?.[1]
    return literal === undefined ? [] : [{ to: literal, onlyTypes: false }]
  })
  return [...imports, ...handedOn, ...later].map((one) => ({
    ...one,
    from: file,
    to: targetOf(file, one.to),
  }))
}

function targetOf(file: string, asked: string): string {
  const bare = asked.replace(/\?.*$/, '')
  if (bare.startsWith('#src/')) return bare.slice(1)
  if (bare.startsWith('.')) return path.posix.join(path.posix.dirname(file), bare)
  return bare.startsWith('node:') ? bare : `npm:${bare.split('/', bare.startsWith('@') ? 2 : 1).join('/')}`
}
