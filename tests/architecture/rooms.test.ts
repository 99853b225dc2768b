import path from 'node:path'
import { Visitor } from 'vite'
import { describe, expect, test } from 'vitest'
import { filesBelow, importsOf, isForTests, isModule, syntaxOf, textOf } from './source-files.ts'

const sources = filesBelow('src').filter(isModule)
const everything = ['src', 'tests', 'bench', 'scripts', 'docs'].flatMap(filesBelow)
const rules = sources.filter((file) => /\/rules(\.ts$|\/)/.test(file) && !isForTests(file))

const ROOMS =
  'bilan bonus campagnes comptes donnees editions eleves entretiens envois etablissements inscriptions lettres'.split(
    ' ',
  )
const PARTS = 'cli db documents exchange jobs kit planning procedure rehearsal web'.split(' ')
/** Kinds of files in a room. One more is a decision record. */
const KINDS = 'model rules rights schema sql reads acts jobs texts api examples'.split(' ')

const isFileOfRoom = (name: string): boolean =>
  /\.test\.tsx?$/.test(name) ||
  /^(.*\/)?cases\/[^/]+\.csv$/.test(name) ||
  /^pages\/[^/]+\.tsx?$/.test(name) ||
  KINDS.some((kind) => name === `${kind}.ts` || (kind !== 'api' && name.startsWith(`${kind}/`)))

describe('rooms of the procedure', () => {
  test('only the rooms of the map, and only the kinds of files of the vocabulary', () => {
    const strangers = filesBelow('src/procedure').filter((file) => {
      const [, , room = '', ...name] = file.split('/')
      return !ROOMS.includes(room) || !isFileOfRoom(name.join('/'))
    })
    expect(strangers).toEqual([])
    expect(['helpers.ts', 'api/x.ts', 'pages.ts', 'rules.tsx'].filter(isFileOfRoom)).toEqual([])
  })

  test('only the parts of the map below src', () => {
    expect(filesBelow('src').filter((file) => !PARTS.includes(file.split('/')[1] ?? ''))).toEqual([])
  })

  // Judged where a room hands them on: a file of acts may also hold what its acts share.
  test('each act asks for the right and writes the journal; each read asks for the right', () => {
    const offered = filesBelow('src/procedure')
      .filter((file) => file.endsWith('/api.ts'))
      .flatMap((file) => importsOf(file).filter(({ onlyTypes }) => !onlyTypes))
    const ofKind = (kind: string): string[] => [
      ...new Set(offered.map(({ to }) => to).filter((to) => new RegExp(`/${kind}(\\.ts$|/)`).test(to))),
    ]
    const without = (files: readonly string[], call: RegExp): string[] =>
      files.filter((file) => !call.test(textOf(file)))
    expect(ofKind('acts').length).toBeGreaterThan(8)
    expect(without(ofKind('acts'), /\bdemand\(/)).toEqual([])
    expect(without(ofKind('acts'), /\bappendJournal\(/)).toEqual([])
    expect(
      without(ofKind('reads'), /\b(demand|allows|schoolsOf|perimetreOf|portee\w*|may[A-Z]\w*)\(/),
    ).toEqual([])
  })

  test('each exported rule says where it comes from', () => {
    expect(rules.flatMap((file) => rulesWithoutSource(file, textOf(file)))).toEqual([])
    const planted = '/** Half. */\nexport const half = (n: number): number => n / 2\n'
    expect(rulesWithoutSource('a.ts', planted)).toEqual(['a.ts: export const half = (n: number)'])
  })

  test('rules wait for nothing', () => {
    expect(rules.filter((file) => nodesOf(file, textOf(file)).waits)).toEqual([])
    expect(nodesOf('a.ts', 'export const f = async () => await g()').waits).toBe(true)
  })
})

// The instant is a parameter: the clock of the base, or of the campaign in a rehearsal (rule 9 of the procedure).
describe('clock and chance', () => {
  const OWN_CLOCK = ['src/web/main.ts']

  test('nobody reads the clock of the machine but the start of the server, which hands it on', () => {
    const readers = sources.filter((file) => !isForTests(file) && nodesOf(file, textOf(file)).readsClock)
    expect(readers).toEqual(OWN_CLOCK)
    for (const text of ['new Date()', 'Date.now()', 'Date()'])
      expect(nodesOf('a.ts', text).readsClock).toBe(true)
    expect(nodesOf('a.ts', 'new Date(instant)').readsClock).toBe(false)
  })

  test('nothing of the procedure, of the planner or of the files depends on chance', () => {
    const chance = /Math\.random|randomUUID|randomBytes|getRandomValues/
    const gamblers = sources.filter((file) => !/^src\/(web|db)\//.test(file) && chance.test(textOf(file)))
    expect(gamblers).toEqual([])
  })
})

describe('names and sizes', () => {
  const EXEMPT = ['src/db/types.ts']
  /** Lines of the files still above 300, of the tests above 400. It may only shrink. */
  const TOO_LONG: Record<string, number> = {}

  test('no drawer for everything, and names in kebab case', () => {
    const drawers = /(^|\/)(utils?|helpers?|common|services?|misc|shared|index)(\.[a-z]+$|\/)/
    expect(everything.filter((file) => drawers.test(file))).toEqual([])
    const named = everything.filter((file) => isModule(file) || /\.(typ|css|md)$/.test(file))
    const odd = named.filter(
      (file) => !/^[a-z0-9-]+(\.(test|setup))?\.[a-z]+$/.test(path.posix.basename(file)),
    )
    expect(odd.filter((file) => path.posix.basename(file) !== 'README.md')).toEqual([])
  })

  test('sources within 300 lines, nine in ten within 200; tests within 400', () => {
    const lines = everything.filter(isModule).map((file) => ({ file, lines: linesOf(file) }))
    const own = lines.filter(
      ({ file }) => !EXEMPT.includes(file) && !isForTests(file) && file.startsWith('src/'),
    )
    const above = own.filter(({ file, lines: count }) => count > (TOO_LONG[file] ?? 300))
    expect(above).toEqual([])
    expect(Object.keys(TOO_LONG).filter((file) => linesOf(file) <= 300)).toEqual([])
    const sorted = own.map(({ lines: count }) => count).toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(200)
    expect(
      lines.filter(({ file, lines: count }) => isForTests(file) && count > (TOO_LONG[file] ?? 400)),
    ).toEqual([])
  })

  test('nothing left for later', () => {
    const texts = everything.filter((file) => /\.(tsx?|mjs|js|sql|typ|css|md|json)$/.test(file))
    const later = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].map((word) => `\\b${word}\\b`).join('|'))
    expect(texts.filter((file) => later.test(textOf(file)))).toEqual([])
  })
})

const linesOf = (file: string): number => textOf(file).split('\n').length - 1

/** Exported functions whose comment, just before, holds no `Source:`. */
function rulesWithoutSource(file: string, text: string): string[] {
  const { program, comments } = syntaxOf(file, text)
  return program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return []
    const { declaration } = node
    const isFunction =
      declaration.type === 'FunctionDeclaration' ||
      (declaration.type === 'VariableDeclaration' &&
        declaration.declarations[0]?.init?.type === 'ArrowFunctionExpression')
    const comment = comments.findLast(
      ({ end }) => end <= node.start && text.slice(end, node.start).trim() === '',
    )
    if (!isFunction || comment?.value.includes('Source:')) return []
    return [
      `${file}: ${text.slice(node.start, node.end).split(/\): | =>|\n/, 1)[0] ?? ''}${text.includes('): ') ? ')' : ''}`,
    ]
  })
}

function nodesOf(file: string, text: string): { readsClock: boolean; waits: boolean } {
  let readsClock = false
  let waits = false
  new Visitor({
    NewExpression: ({ callee, arguments: given }) => {
      readsClock ||= callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0
    },
    CallExpression: ({ callee }) => {
      readsClock ||= /^Date(\.now)?$/.test(text.slice(callee.start, callee.end))
    },
    AwaitExpression: () => {
      waits = true
    },
  }).visit(syntaxOf(file, text).program)
  return { readsClock, waits }
}
