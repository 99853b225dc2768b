import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Outils } from '#src/jobs/queue.ts'
import { CONSERVATION, runConservation } from '#src/procedure/donnees/api.ts'
import { purgeEditions } from '#src/procedure/editions/api.ts'

/** Throws away what is kept no longer: files of imports, documents prepared days ago, and all that the table says. */
export async function sweep(outils: Outils): Promise<void> {
  await sweepUploads(outils)
  await purgeEditions(outils)
  await runConservation(outils)
}

const KEPT_MS = CONSERVATION.fichiers.jours * 86_400_000

/** Deletes files sent more than two days ago: their import has ended or was never recorded, and they hold pupils. */
async function sweepUploads({ televersements, now }: Outils): Promise<void> {
  const names = await readdir(televersements).catch((): string[] => [])
  for (const name of names) {
    const file = path.join(televersements, name)
    const found = await stat(file).catch(() => undefined)
    if (found && now.getTime() - found.mtimeMs > KEPT_MS) await rm(file, { force: true })
  }
}
