import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'

interface Started {
  child: ChildProcess
  /** What it said, until it was ready or ended. */
  said: string
  code: number | null
  url: string
}

const project = projectFolder()
const running = new Set<ChildProcess>()
let folder: string

beforeAll(() => {
  const built = spawnSync(process.execPath, [path.join(project, 'scripts/build.mjs')], { encoding: 'utf8' })
  expect(built.stderr).not.toContain('échoué')
  folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-demarrage-'))
  // Crossable by the account that PostgreSQL drops to when the tests run as root.
  chmodSync(folder, 0o755)
})
afterEach(async () => {
  for (const child of running) await stop(child, 'SIGTERM')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts as `npm start` does; resolves when it is ready, or has ended. */
function start(
  env: Record<string, string>,
  [command = process.execPath, argument = path.join(project, 'scripts/start.mjs')]: string[] = [],
): Promise<Started> {
  const child = spawn(command, [argument], {
    cwd: project,
    env: { ...process.env, PASSPRO_DATA: path.join(folder, 'donnees'), PORT: '0', DATABASE_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let said = ''
  return new Promise((resolve) => {
    const hear = (chunk: unknown): void => {
      said += String(chunk)
      const url = /PASSPRO est prêt : (\S+)/.exec(said)?.[1]
      if (url) resolve({ child, said, code: null, url })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('close', (code) => {
      running.delete(child)
      resolve({ child, said, code, url: '' })
    })
  })
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit')
  child.kill(signal)
  const [code] = await ended
  running.delete(child)
  return typeof code === 'number' ? code : null
}

const postgresOf = (): string =>
  spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(`-D ${folder}`) && line.includes('postgres'))
    .join('\n')

async function waitForNone(): Promise<string> {
  for (let tries = 0; tries < 100 && postgresOf() !== ''; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  return postgresOf()
}

describe('npm start', () => {
  // The first start loads a fictional académie: how long that takes is the machine's affair.
  test('serves, and stops cleanly on a signal, leaving no process', { timeout: 300_000 }, async () => {
    const { child, url } = await start({})
    expect((await fetch(`${url}/sante`)).status).toBe(200)
    expect(await stop(child, 'SIGTERM')).toBe(0)
    expect(await waitForNone()).toBe('')
  })

  test('the second start loads nothing again and keeps the data; kill -9 leaves no process', async () => {
    const { child, url, said } = await start({})
    expect(said).not.toContain('Chargement')
    expect(await (await fetch(`${url}/connexion`)).text()).toContain('Démonstration')
    await stop(child, 'SIGKILL')
    expect(await waitForNone()).toBe('')
    const again = await start({})
    expect(again.url).toMatch(/^http:\/\/localhost:\d+$/)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm itself leaves no process', async (signal) => {
    const { child, url } = await start({}, ['npm', 'start'])
    expect((await fetch(`${url}/sante`)).status).toBe(200)
    await stop(child, signal)
    expect(await waitForNone()).toBe('')
  })

  test('a second instance on the same data is told so, and the first goes on', async () => {
    const first = await start({})
    const second = await start({})
    expect(second.code).toBe(1)
    expect(second.said).toContain('une autre instance de PASSPRO tourne-t-elle ?')
    expect((await fetch(`${first.url}/sante`)).status).toBe(200)
  })

  test('a port already taken is named', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const { code, said } = await start({ PORT: port })
    server.close()
    expect(code).toBe(1)
    expect(said).toContain(`Le port ${port} est déjà pris`)
    expect(await waitForNone()).toBe('')
  })

  test('an unsafe production is refused with its reason', async () => {
    const { code, said } = await start({ PASSPRO_MODE: 'production' })
    expect(code).toBe(1)
    expect(said).toContain('PASSPRO_URL')
  })
})
