// Known faults of what is given on. Needs the registry: without its answer this is not run, and says so.
import { spawnSync } from 'node:child_process'

// The code by which verify.mjs knows that nothing was judged.
const NOT_RUN = 75
const { stdout, signal } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 60_000,
  maxBuffer: 64_000_000,
})
const answer = readAnswer(stdout)
if (!answer) {
  process.stdout.write(
    `npm audit: not run, ${signal ? 'no answer in a minute' : 'the registry does not answer it'}\n`,
  )
  process.exit(NOT_RUN)
}
const serious = Object.values(answer).filter(({ severity }) => ['high', 'critical'].includes(severity))
for (const { name, severity, range } of serious) process.stdout.write(`${name} ${range}: ${severity}\n`)
process.exit(serious.length === 0 ? 0 : 1)

function readAnswer(text) {
  try {
    return JSON.parse(text).vulnerabilities
  } catch {
    return undefined
  }
}
