// `npm start`: prepares what is missing, then serves in this same process.
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { prepare, PROJECT } from './prepare.mjs'

// On stderr, like what the tools print: the first line of stdout is the server's own, which says where the data goes.
try {
  prepare((line) => process.stderr.write(`${line}\n`))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
process.env.NODE_ENV = 'production'
// npm killed outright cannot pass the signal on: without it nobody would stop this process.
const parent = process.ppid
if (process.env.npm_lifecycle_event === 'start')
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 1000).unref()
await import(pathToFileURL(path.join(PROJECT, 'dist/server.js')).href)
