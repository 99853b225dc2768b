import { isForTests, type Import } from './source-files.ts'

/** One arrow that must not exist between two files, with a breach that a test plants. */
export interface Arrow {
  name: string
  forbids: (one: Import) => boolean
  breach: readonly [from: string, to: string]
}

const ROOM = /^src\/procedure\/([^/]+)\/([a-z]+)(\.tsx?$|\/)/

/** Room and kind of a file of the procedure: `rules/fiche.ts` is of the kind `rules`. */
const placeOf = (file: string): { room: string; kind: string } | undefined => {
  const [, room, kind] = ROOM.exec(file) ?? []
  return room !== undefined && kind !== undefined ? { room, kind } : undefined
}
const kindOf = (file: string): string => placeOf(file)?.kind ?? ''
const roomOf = (file: string): string => placeOf(file)?.room ?? ''
const partOf = (file: string): string => /^src\/([^/]+)\//.exec(file)?.[1] ?? ''

const BASE = /^src\/db\/|^npm:(kysely|pg)$/
const PURE = ['model', 'rules', 'rights', 'schema', 'texts']

/** A part of the house that knows only itself and the parts named. */
const alone = (part: string, allowed: readonly string[], breach: string): Arrow => ({
  name: `src/${part} knows only itself${allowed.map((one) => ` and src/${one}`).join('')}`,
  forbids: ({ from, to }) =>
    partOf(from) === part &&
    /^(src|tests|bench|scripts)\//.test(to) &&
    ![part, ...allowed].includes(partOf(to)),
  breach: [`src/${part}/intruder.ts`, breach],
})

/** Files of a kind in a room that know no file of these other kinds, of whatever room. */
const below = (name: string, kind: string, higher: readonly string[]): Arrow => ({
  name,
  forbids: ({ from, to }) => kindOf(from) === kind && higher.includes(kindOf(to)),
  breach: [`src/procedure/bonus/${kind}/intruder.ts`, `src/procedure/bonus/${higher[0] ?? ''}.ts`],
})

export const ARROWS: readonly Arrow[] = [
  alone('kit', [], 'src/db/rows.ts'),
  alone('planning', ['kit'], 'src/exchange/model.ts'),
  alone('exchange', ['kit'], 'src/planning/model.ts'),
  alone('documents', ['kit'], 'src/exchange/model.ts'),
  alone('db', ['kit'], 'src/procedure/bonus/api.ts'),
  {
    name: 'the planner is a pure library: no file, no clock, no package; only its threads know that there are threads',
    forbids: ({ from, to }) =>
      partOf(from) === 'planning' && !from.startsWith('src/planning/workers/') && /^(npm|node):/.test(to),
    breach: ['src/planning/plan.ts', 'node:fs'],
  },
  {
    name: 'a room of the procedure is entered by its api.ts, from wherever',
    forbids: ({ from, to }) =>
      roomOf(to) !== '' &&
      roomOf(from) !== roomOf(to) &&
      kindOf(to) !== 'api' &&
      !(from === 'src/web/routes.ts' && kindOf(to) === 'pages'),
    breach: ['src/procedure/bonus/acts/lots.ts', 'src/procedure/campagnes/sql.ts'],
  },
  {
    name: 'only the pages of a room know the shell, and nothing of the procedure knows commands or rehearsals',
    forbids: ({ from, to }) =>
      roomOf(from) !== '' &&
      (kindOf(from) === 'pages' ? ['cli', 'rehearsal'] : ['web', 'cli', 'rehearsal']).includes(partOf(to)),
    breach: ['src/procedure/bonus/reads.ts', 'src/web/page.ts'],
  },
  {
    name: 'rules, rights, schemas and sentences have no base and no library of queries',
    forbids: ({ from, to, onlyTypes }) =>
      PURE.includes(kindOf(from)) && BASE.test(to) && !(kindOf(from) === 'model' && onlyTypes),
    breach: ['src/procedure/bonus/rules/croisement.ts', 'npm:kysely'],
  },
  ...PURE.map((kind) =>
    below(`${kind} knows no query, act, read, job or page`, kind, ['sql', 'acts', 'reads', 'jobs', 'pages']),
  ),
  below('sql knows rows, not what is done with them', 'sql', [
    'acts',
    'reads',
    'jobs',
    'pages',
    'rights',
    'texts',
  ]),
  below('a read calls no act', 'reads', ['acts', 'jobs', 'pages']),
  below('an act knows no page', 'acts', ['pages']),
  below('a job knows no page', 'jobs', ['pages']),
  below('a page goes through an act or a read', 'pages', ['sql']),
  {
    name: 'acts, reads and jobs are given an open transaction: only sql speaks to the base',
    forbids: ({ from, to, onlyTypes }) =>
      ['acts', 'reads', 'jobs'].includes(kindOf(from)) &&
      BASE.test(to) &&
      !(onlyTypes && to === 'src/db/connection.ts') &&
      !/^src\/db\/(transaction|journal|outage)\.ts$/.test(to),
    breach: ['src/procedure/bonus/acts/lots.ts', 'npm:kysely'],
  },
  {
    name: 'a page speaks to no base; only the page for supervisors asks whether it answers',
    forbids: ({ from, to }) => /\/pages\//.test(from) && from !== 'src/web/pages/sante.ts' && BASE.test(to),
    breach: ['src/procedure/bonus/pages/fiches.tsx', 'src/db/transaction.ts'],
  },
  {
    name: 'the shell knows no rehearsal; only its start loads the demonstration',
    forbids: ({ from, to }) =>
      partOf(from) === 'web' && from !== 'src/web/main.ts' && partOf(to) === 'rehearsal',
    breach: ['src/web/server.ts', 'src/rehearsal/folder.ts'],
  },
  {
    name: 'commands and rehearsals know no page and no shell',
    forbids: ({ from, to }) => ['cli', 'rehearsal'].includes(partOf(from)) && partOf(to) === 'web',
    breach: ['src/rehearsal/folder.ts', 'src/web/page.ts'],
  },
  {
    name: 'views and HTTP stay in the shell and in pages',
    forbids: ({ from, to }) =>
      partOf(from) !== '' &&
      partOf(from) !== 'web' &&
      kindOf(from) !== 'pages' &&
      /^npm:(react|react-dom|hono|@hono\/.*|@codegouvfr\/.*)$/.test(to),
    breach: ['src/procedure/bonus/acts/lots.ts', 'npm:react'],
  },
  {
    name: 'the second judgement shares no decision with the first',
    forbids: ({ from, to }) => from.startsWith('tests/oracle/') && partOf(to) !== '',
    breach: ['tests/oracle/bonus.ts', 'src/procedure/bonus/api.ts'],
  },
  {
    name: 'what is served needs no test and no example',
    forbids: ({ from, to }) => partOf(from) !== '' && (isForTests(to) || /^(tests|bench)\//.test(to)),
    breach: ['src/web/server.ts', 'tests/oracle/oracle.ts'],
  },
]

/** Whether an arrow judges a file: what only tests use may enter anywhere, but for the second judgement. */
export const isJudged = (file: string): boolean =>
  !isForTests(file) && (file.startsWith('src/') || file.startsWith('tests/oracle/'))
