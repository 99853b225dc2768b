import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'
import { REGLEMENTS_LIVRES } from '#src/procedure/campagnes/rules/reglements-livres.ts'

/** A table of docs as rows of cells, whatever its alignment. */
const plain = (text: string): string => text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---')

test('docs/privacy/algorithms.md tells the tables that the engine uses, cell by cell', () => {
  const text = plain(readFileSync(path.join(projectFolder(), 'docs/privacy/algorithms.md'), 'utf8'))
  for (const [nom, { libelle, contenu }] of Object.entries(REGLEMENTS_LIVRES)) {
    const { echelles, croisement, points } = contenu
    const lines = [
      `### \`${nom}\``,
      libelle,
      `| origine ↓ référent → | ${echelles.referent.join(' | ')} |`,
      ...echelles.origine.map(
        (origine) =>
          `| ${origine} | ${echelles.referent.map((one) => croisement[origine]?.[one]).join(' | ')} |`,
      ),
      `| avis final | ${echelles.final.join(' | ')} |`,
      `| points | ${echelles.final.map((one) => points[one]).join(' | ')} |`,
    ]
    for (const line of lines) expect(text).toContain(line)
  }
})
