import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { z } from 'zod'

/** What is read of the report of Stryker. */
const rapportDe = z.object({
  files: z.record(z.string(), z.object({ mutants: z.array(z.object({ status: z.string() })) })),
})
const RAPPORT = '.cache/mutation.json'
const BAR = 95
const ROOMS = fs
  .readdirSync('src/procedure')
  .filter(
    (room) => fs.existsSync(`src/procedure/${room}/rules.ts`) || fs.existsSync(`src/procedure/${room}/rules`),
  )
const option = process.argv.find((one) => one.startsWith('--salle='))?.slice('--salle='.length)

interface Ligne {
  fichier: string
  mutants: number
  tues: number
  horsDelai: number
  survivants: number
  sansTest: number
}

/**
 * One room at a time, from the start: the incremental mode of Stryker keeps a survivor that a new test of the same file
 * kills.
 */
function mutate(room: string): Ligne[] {
  const own = `src/procedure/${room}`
  fs.rmSync(RAPPORT, { force: true })
  const { status } = spawnSync(
    'npx',
    ['stryker', 'run', '--mutate', `${own}/rules.ts,${own}/rules/**/*.ts,!**/*.test.ts`],
    { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
  )
  if (status === null || !fs.existsSync(RAPPORT)) throw new Error(`mutants de ${room} non essayés`)
  const { files } = rapportDe.parse(JSON.parse(fs.readFileSync(RAPPORT, 'utf8')))
  return Object.entries(files).map(([fichier, { mutants }]) => {
    const of = (state: string): number => mutants.filter(({ status: found }) => found === state).length
    return {
      fichier: fichier.replace('src/procedure/', ''),
      mutants: of('Killed') + of('Timeout') + of('Survived') + of('NoCoverage'),
      tues: of('Killed'),
      horsDelai: of('Timeout'),
      survivants: of('Survived'),
      sansTest: of('NoCoverage'),
    }
  })
}

const scoreOf = ({ mutants, tues, horsDelai }: Ligne): number =>
  mutants === 0 ? 100 : (100 * (tues + horsDelai)) / mutants
const rowOf = (one: Ligne): string =>
  `${one.fichier.padEnd(48)}${[one.mutants, one.tues, one.horsDelai, one.survivants, one.sansTest].map((n) => String(n).padStart(9)).join('')}${scoreOf(one).toFixed(1).padStart(9)}`

const started = performance.now()
const lignes = ROOMS.filter((room) => option === undefined || option === room).flatMap(mutate)
const sum = (of: (one: Ligne) => number): number => lignes.reduce((n, one) => n + of(one), 0)
const total: Ligne = {
  fichier: 'ensemble',
  mutants: sum((one) => one.mutants),
  tues: sum((one) => one.tues),
  horsDelai: sum((one) => one.horsDelai),
  survivants: sum((one) => one.survivants),
  sansTest: sum((one) => one.sansTest),
}
const under = [...lignes, total].filter((one) => scoreOf(one) < BAR)
process.stdout.write(
  [
    `${'règles'.padEnd(48)}  mutants     tués   délai  vivants  sans test  score`,
    ...[...lignes, total].map(rowOf),
    `${Math.round((performance.now() - started) / 1000)} s (charge ${loadavg()[0]?.toFixed(1)}, ${cpus().length} cœurs) ; sous ${BAR} % : ${under.map(({ fichier }) => fichier).join(', ') || 'aucune'}`,
    '',
  ].join('\n'),
)
process.exit(under.length > 0 ? 1 : 0)
