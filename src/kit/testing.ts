import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One case of a decision table: the cells of its line by column. */
export type Cas = Readonly<Record<string, string>>

/**
 * The cases of `cases/<name>` beside a rule: UTF-8, `;`, a header, no quotes, one readable line per case.
 * Throws when a line has not as many cells as the header: a case read askew would prove nothing.
 */
export function readCases(folder: string, name: string): Cas[] {
  const [entete = '', ...lignes] = readFileSync(path.join(folder, 'cases', name), 'utf8')
    .trim()
    .split('\n')
  const colonnes = entete.split(';')
  return lignes.map((ligne, i) => {
    const cellules = ligne.split(';')
    if (cellules.length !== colonnes.length) throw new Error(`${name}, ligne ${i + 2} : ${ligne}`)
    return Object.fromEntries(colonnes.map((colonne, j) => [colonne, cellules[j] ?? '']))
  })
}

/** A cell of a case; an unknown column is a mistake of the test. */
export function cell(cas: Cas, colonne: string): string {
  const value = cas[colonne]
  if (value === undefined) throw new Error(`colonne absente des cas : ${colonne}`)
  return value
}
