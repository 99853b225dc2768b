// Makes node_modules and dist ready, doing only what is missing. No dependency: it runs before there is any.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const PROJECT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const inProject = (name) => path.join(PROJECT, name)
const STAMP = inProject('dist/.construit')

/** Installs and builds if need be, saying so through `say`. Throws a French sentence when it cannot. */
export function prepare(say) {
  checkNode()
  if (installed() && built()) return
  const release = lock()
  try {
    work(say)
  } finally {
    release()
  }
}

// Looked at again under the lock: another start may have done the work meanwhile.
function work(say) {
  if (!installed()) {
    say('Installation des dépendances (npm ci)…')
    run('npm', ['ci', '--no-audit', '--no-fund'], 'L’installation des dépendances a échoué.')
  }
  if (!built()) {
    say('Construction de l’application…')
    build()
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(
      `PASSPRO demande Node 20.19 ou plus récent ; cette machine a Node ${process.versions.node}.`,
    )
}

const LOCK_MS = 10 * 60_000

/** One preparation at a time. The lock of a process that is gone, or of a very old one, is taken over. */
function lock() {
  const file = inProject('.cache/preparation.verrou')
  fs.mkdirSync(path.dirname(file), { recursive: true })
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => fs.rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isHeld(file)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    else fs.rmSync(file, { force: true })
  }
}

function isHeld(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  if (!stat || Date.now() - stat.mtimeMs > LOCK_MS) return false
  const pid = Number(fs.readFileSync(file, 'utf8'))
  // Our own number on a lock that we do not hold: a run before a reboot, or of another container.
  return pid !== process.pid && isAlive(pid)
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// Compared by what is in it: npm writes package-lock.json after node_modules, so dates would ask for one install too many.
function installed() {
  const wanted = packagesOf(inProject('package-lock.json'))
  const present = packagesOf(inProject('node_modules/.package-lock.json'))
  return (
    present !== undefined &&
    Object.entries(wanted).every(
      ([name, entry]) =>
        name === '' || (present[name] ? present[name].version === entry.version : entry.optional),
    )
  )
}

function packagesOf(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).packages : undefined
}

function built() {
  if (!fs.existsSync(STAMP)) return false
  const at = fs.statSync(STAMP).mtimeMs
  return [inProject('src'), inProject('vite.config.ts'), inProject('package-lock.json')].every(
    (file) => newest(file) <= at,
  )
}

/** Date of the newest source below; a folder counts too, because removing a file dates only its folder. */
function newest(file) {
  const stat = fs.statSync(file)
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(file) ? 0 : stat.mtimeMs
  return Math.max(stat.mtimeMs, ...fs.readdirSync(file).map((name) => newest(path.join(file, name))))
}

// Built beside, then renamed: a start that fails half way leaves the last good build.
function build() {
  const partial = inProject(`.cache/construction-${process.pid}`)
  const start = new Date()
  const vite = inProject('node_modules/vite/bin/vite.js')
  try {
    run(process.execPath, [vite, 'build', '--app'], 'La construction a échoué.', {
      PASSPRO_CONSTRUCTION: partial,
      NODE_ENV: 'production',
    })
    const stamp = path.join(partial, '.construit')
    fs.writeFileSync(stamp, '')
    // Dated from before the build: a source changed meanwhile asks for another one.
    fs.utimesSync(stamp, start, start)
    replace(inProject('dist'), partial)
  } finally {
    fs.rmSync(partial, { recursive: true, force: true })
  }
}

function replace(folder, fresh) {
  const old = `${fresh}.ancienne`
  if (fs.existsSync(folder)) fs.renameSync(folder, old)
  fs.renameSync(fresh, folder)
  fs.rmSync(old, { recursive: true, force: true })
}

// What the tools print goes to stderr: stdout is for results.
function run(command, args, failure, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 2, 2],
  })
  if (error || status !== 0) throw new Error(error ? `${failure} ${error.message}` : failure)
}
