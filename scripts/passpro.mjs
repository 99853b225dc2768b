// `./passpro`: prepares what is missing, on stderr, then runs the command in this same process.
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { prepare, PROJECT } from './prepare.mjs'

try {
  prepare((line) => process.stderr.write(`${line}\n`))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
process.env.NODE_ENV = 'production'
await import(pathToFileURL(path.join(PROJECT, 'dist/passpro.js')).href)
