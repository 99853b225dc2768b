import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'

/** A folder for the files of one test; `finir` removes it. */
export interface Bac {
  dossier: string
  poser: (nom: string, contenu: string | Uint8Array) => string
  finir: () => void
}

export function bac(): Bac {
  const dossier = mkdtempSync(join(tmpdir(), 'exchange-'))
  return {
    dossier,
    poser: (nom, contenu) => {
      const path = join(dossier, nom)
      writeFileSync(path, contenu)
      return path
    },
    finir: () => rmSync(dossier, { recursive: true, force: true }),
  }
}

/** The anomaly of the refusal that a reading ends in; fails when it is not refused. */
export async function refusDe(reading: Promise<unknown>): Promise<Anomalie> {
  try {
    await reading
  } catch (error) {
    if (error instanceof FichierRefuse) return error.anomalie
    throw error
  }
  throw new Error('the file was expected to be refused')
}
