import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Outils } from '#src/jobs/queue.ts'

const KEPT_MS = 48 * 3_600_000

/** Deletes files sent more than two days ago: their import has ended or was never recorded, and they hold pupils. */
export async function sweepUploads({ televersements, now }: Outils): Promise<void> {
  const names = await readdir(televersements).catch((): string[] => [])
  for (const name of names) {
    const file = path.join(televersements, name)
    const found = await stat(file).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > KEPT_MS) await rm(file, { force: true })
  }
}
