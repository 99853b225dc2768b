import { statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { withBase } from '#src/cli/base.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { asOwner } from '#src/db/base.ts'
import { backup, type Manifeste } from '#src/db/backup.ts'
import { ownerConfig } from '#src/db/connection.ts'
import { ifInterrupted } from '#src/kit/leftovers.ts'

export const SAUVEGARDER: Definition = {
  positions: [{ nom: 'archive', aide: 'fichier à écrire, ou dossier (l’archive y est nommée par sa date)' }],
  options: [],
  notes: [
    'L’état sauvegardé est celui d’un seul instant ; le service peut continuer pendant ce temps.',
    'L’archive contient des données personnelles : elle n’est lisible que par son propriétaire, gardez-la chiffrée.',
    'Le fichier de la clé de signature et la file des travaux en attente n’y sont pas.',
  ],
  run: save,
}

async function save(given: Given, terminal: Terminal): Promise<ExitCode> {
  const asked = path.resolve(given.position(0))
  const folder = statSync(asked, { throwIfNoEntry: false })?.isDirectory() ? asked : path.dirname(asked)
  const partial = path.join(folder, `.sauvegarde-partielle-${process.pid}.tar`)
  const undo = (): Promise<void> => rm(partial, { force: true })
  const forget = ifInterrupted(undo)
  try {
    const manifeste = await withBase(terminal, (base) =>
      asOwner(ownerConfig(base.address), (owner) => write(partial, owner)),
    )
    const file = folder === asked ? path.join(folder, nameOf(manifeste)) : asked
    await rename(partial, file)
    terminal.out(`${file} : ${sentence(manifeste)}\n`)
    return 0
  } finally {
    await undo()
    forget()
  }
}

async function write(partial: string, owner: Parameters<typeof backup>[0]): Promise<Manifeste> {
  const file = await open(partial, 'w', 0o600)
  try {
    const manifeste = await backup(owner, file)
    await file.sync()
    return manifeste
  } finally {
    await file.close()
  }
}

const nameOf = ({ faiteLe }: Manifeste): string => `passpro-${faiteLe.slice(0, 19).replaceAll(':', '')}Z.tar`

export function sentence({ tables }: Manifeste): string {
  const lignes = tables.reduce((sum, table) => sum + table.lignes, 0)
  return `${tables.length} tables, ${lignes} lignes.`
}
