// `npm test`: prepares what is missing, then every gate, in order, all of them even when one fails.
// `npm run check`: the same without the long tests.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { installBrowser } from './browser.mjs'
import { prepare, PROJECT } from './prepare.mjs'

const REPORT = path.join(PROJECT, 'reports/vitest.json')
const FORMAT_CACHE = ['--cache', '--cache-strategy=content', '--cache-location=.cache/prettier']
const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]

const script = (name) => ['node', [`scripts/gates/${name}.mjs`]]
const gates = [
  ['lockfile', ...script('lockfile')],
  ['secrets', ...script('secrets')],
  ['licences', ...script('licences')],
  ['types', 'tsc', ['--noEmit']],
  ['format', 'prettier', ['--check', '--log-level=warn', ...FORMAT_CACHE, '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings', '--quiet', '.']],
  ['dead code', 'knip', ['--no-progress', '--no-config-hints']],
]
// What needs npm, or an outside service that may not answer: not in the daily loop.
const OUTSIDE = [
  ['bill of materials', ...script('sbom')],
  ['known faults', ...script('advisories')],
]
const NOT_RUN = 75
const quick = process.argv.includes('--quick')
if (!quick) gates.push(...OUTSIDE)
const tests = quick ? [...vitest, '--project=courts'] : vitest

ready()
fs.rmSync(REPORT, { force: true })
const endings = gates.map(([name, tool, args]) => [name, endingOf(name, tool, args)])
const namesOf = (ending) => endings.filter(([, one]) => one === ending).map(([name]) => name)
const [passed, failed, notRun] = ['passed', 'failed', 'not run'].map(namesOf)
const counts = countTests(endingOf('tests', 'vitest', tests) === 'passed')
const passedCount = counts.passed + passed.length
const failedCount = counts.failed + failed.length

process.stdout.write(`\n${failed.map((name) => `gate "${name}" failed\n`).join('')}`)
process.stdout.write(notRun.map((name) => `gate "${name}" not run: counted neither way\n`).join(''))
process.stdout.write(`${passedCount} passed, ${failedCount} failed\n`)
process.exit(failedCount === 0 ? 0 : 1)

// A tree that cannot be installed or built is one failure, said in the words of the count.
function ready() {
  const say = (line) => process.stderr.write(`${line}\n`)
  try {
    prepare(say)
  } catch (error) {
    say(error.message)
    process.stdout.write('0 passed, 1 failed\n')
    process.exit(1)
  }
  if (!quick) installBrowser(say)
}

function endingOf(name, tool, args) {
  const start = performance.now()
  const program = tool === 'node' ? process.execPath : path.join(PROJECT, 'node_modules/.bin', tool)
  const { status, signal } = spawnSync(program, args, { cwd: PROJECT, stdio: 'inherit' })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const ending = status === 0 ? 'passed' : status === NOT_RUN && !signal ? 'not run' : 'failed'
  const [sign, why] = {
    passed: ['✓', ''],
    'not run': ['–', ', not run'],
    failed: ['✗', `, ${signal ?? `exit code ${status}`}`],
  }[ending]
  process.stdout.write(`${sign} ${name} (${seconds} s${why})\n`)
  return ending
}

// A file that cannot even be read has no test to count: it counts as one failure.
function countTests(ok) {
  if (!fs.existsSync(REPORT)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(fs.readFileSync(REPORT, 'utf8'))
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  ).length
  const failed = numFailedTests + broken
  return { passed: numPassedTests, failed: ok ? failed : Math.max(failed, 1) }
}
