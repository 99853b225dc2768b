import { spawnSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'

const FORMATS = 3
const EACH = process.argv.includes('--rapide') ? 2_000 : 17_000

// The test itself judges: typed refusals, two seconds and 256 MB at most. Here it is only given more to read.
const started = performance.now()
const { status } = spawnSync('npx', ['vitest', 'run', 'src/exchange/mutants.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'test', PASSPRO_MUTANTS: String(EACH) },
})
const seconds = Math.round((performance.now() - started) / 1000)
process.stdout.write(
  `fichiers abîmés : ${(EACH * FORMATS).toLocaleString('fr-FR')} lus ou refusés en ${seconds} s (charge ${loadavg()[0]?.toFixed(1)}, ${cpus().length} cœurs) : ${status === 0 ? 'aucun défaut' : 'DÉFAUT'}\n`,
)
process.exit(status ?? 1)
