import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Outils } from '#src/jobs/queue.ts'
import { purgeEditions } from '#src/procedure/editions/api.ts'

/** Throws away what is kept no longer: files of imports that have ended, documents prepared days ago. */
export async function sweep(outils: Outils): Promise<void> {
  await sweepUploads(outils)
  await purgeEditions(outils)
}

const KEPT_MS = 48 * 3_600_000

/** Deletes files sent more than two days ago: their import has ended or was never recorded, and they hold pupils. */
async function sweepUploads({ televersements, now }: Outils): Promise<void> {
  const names = await readdir(televersements).catch((): string[] => [])
  for (const name of names) {
    const file = path.join(televersements, name)
    const found = await stat(file).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > KEPT_MS) await rm(file, { force: true })
  }
}
