import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

let found: string | undefined

/** The folder of this project (holding its package.json), whether the code runs from sources or from the build. */
export function projectFolder(): string {
  if (found) return found
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!isProject(folder)) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('Dossier du projet introuvable.')
    folder = parent
  }
  return (found = folder)
}

function isProject(folder: string): boolean {
  const manifest = path.join(folder, 'package.json')
  return existsSync(manifest) && /"name": *"passpro"/.test(readFileSync(manifest, 'utf8'))
}
