import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Dirent,
} from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { ifInterrupted } from '#src/kit/leftovers.ts'

const PREFIX = '.passpro-partiel-'

/**
 * Lets `work` fill a folder of its own inside `out` (created), then moves every file to `out` at once, replacing those
 * of the same name. When `work` throws or the process is stopped, `out` is as it was. `before` runs just before the
 * move, on what `work` gave.
 */
export async function throughStage<T>(
  out: string,
  work: (stage: string) => Promise<T>,
  before: (value: T) => void = () => undefined,
): Promise<T> {
  await mkdir(out, { recursive: true })
  await removeStale(out)
  const stage = await mkdtemp(path.join(out, PREFIX))
  const undo = (): void => rmSync(stage, { recursive: true, force: true })
  const forget = ifInterrupted(undo)
  try {
    const value = await work(stage)
    syncAll(stage)
    before(value)
    moveAll(stage, out)
    return value
  } finally {
    undo()
    forget()
  }
}

/** What a run that was killed has left. */
async function removeStale(out: string): Promise<void> {
  for (const name of await readdir(out))
    if (name.startsWith(PREFIX)) await rm(path.join(out, name), { recursive: true, force: true })
}

const entries = (folder: string): Dirent[] => readdirSync(folder, { withFileTypes: true })

function syncAll(folder: string): void {
  for (const entry of entries(folder)) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) syncAll(file)
    else sync(file)
  }
  sync(folder)
}

function sync(file: string): void {
  const handle = openSync(file, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

// Without a pause, so that no signal is handled between two of them.
function moveAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of entries(from)) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) moveAll(source, target)
    else renameSync(source, target)
  }
  sync(to)
}

/**
 * Writes one file whole or not at all. What is no plain file (a device, a pipe) is written to directly.
 */
export function writeWhole(file: string, content: string): void {
  const known = statSync(file, { throwIfNoEntry: false })
  if (known && !known.isFile()) return writeFileSync(file, content)
  const partial = `${file}.partiel`
  try {
    writeFileSync(partial, content)
    sync(partial)
    renameSync(partial, file)
  } finally {
    rmSync(partial, { force: true })
  }
}
