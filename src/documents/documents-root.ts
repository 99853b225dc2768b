import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function isProject(folder: string): boolean {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) return false
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed && parsed.name === 'passpro'
}

let found: string | undefined

/**
 * Folder of the templates, the fonts and the Typst child: `src/documents` of the project, found from this file upwards
 * because the build moves the code elsewhere (`dist/`) but not these files.
 */
export function documentsRoot(): string {
  if (found) return found
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!isProject(folder)) {
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error('Le dossier du projet PASSPRO est introuvable : package.json manque.')
    folder = parent
  }
  found = join(folder, 'src', 'documents')
  return found
}
