// `npm run bench [-- figure…] [--rapide]`: builds the figures as the application is built, then runs each in a process
// of its own (memory is measured per process). Fails when a figure cannot be measured, when a damaged file is neither
// read nor refused (mutants), and when the tests see less than 95 % of the mutants of a rule (mutation).
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const PROJECT = path.dirname(HERE)
const OUT = path.join(PROJECT, `.cache/mesures-${process.pid}`)
const KNOWN = fs
  .readdirSync(HERE)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3))
  .sort()

const options = process.argv.slice(2).filter((one) => one.startsWith('-'))
const asked = process.argv.slice(2).filter((one) => !one.startsWith('-'))
const unknown = [
  ...asked.filter((one) => !KNOWN.includes(one)),
  ...options.filter((one) => !/^--(rapide|exacte|s2|s3|s4|pair|bornes|croissance|salle=\w+)$/.test(one)),
]
if (unknown.length > 0) {
  process.stderr.write(
    `Mesure inconnue : ${unknown.join(', ')}. Mesures : ${KNOWN.join(', ')} ; options : --rapide, --s3 pour planning, reparation et saison, --s4 pour planning et reparation, --exacte et --s2 pour reparation, --pair, --bornes et --croissance pour planning, --salle=nom pour mutation.\n`,
  )
  process.exit(2)
}

await build({
  configFile: false,
  root: PROJECT,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    ssr: true,
    outDir: OUT,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(KNOWN.map((name) => [name, path.join(HERE, `${name}.ts`)])),
        planification: path.join(PROJECT, 'src/planning/workers/part-worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})

const failed = []
for (const name of asked.length > 0 ? asked : KNOWN) {
  const { status, signal } = spawnSync(process.execPath, [path.join(OUT, `${name}.js`), ...options], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) failed.push(signal ? `${name} (${signal})` : name)
}
fs.rmSync(OUT, { recursive: true, force: true })
if (failed.length > 0) {
  process.stderr.write(`Mesures impossibles ou sous leur barre : ${failed.join(', ')}.\n`)
  process.exitCode = 1
}
