import { allow } from './anomalies.ts'
import { type Closure, targetOf } from './calendar-inputs.ts'
import { cell, type Table } from './csv.ts'
import type { Context } from './inscriptions.ts'
import type { Interview } from './interviews.ts'
import { endOf, momentOf, pupilKey, startOf } from './values.ts'

const CLOSING = ['intervenant_absent', 'lieu_ferme', 'salle_fermee', 'eleve_indisponible']

/** Nobody is received, from its declaration on, by whom or where an incident closes. */
export function incidentClosures({ inputs, book }: Context): (Closure & { readonly target: string })[] {
  return inputs.rows('incidents.csv').flatMap((row) => {
    allow(book, { file: 'incidents.csv', line: row.line }, ['bloquant', 'avertissement'])
    const target = targetOf(cell(row, 'cible'))
    const [debut, fin] = [momentOf(cell(row, 'debut')), momentOf(cell(row, 'fin'))]
    const depuis = momentOf(cell(row, 'declare_le'))
    if (!CLOSING.includes(cell(row, 'genre')) || !target || !debut || !fin || !depuis) return []
    return [{ target, debut: startOf(debut), fin: endOf(fin), depuis: startOf(depuis) }]
  })
}

/** Who withdrew has no interview, and is told so. */
export function withdrawals(
  { inputs }: Context,
  { interviews, unplaced }: { interviews: readonly Interview[]; unplaced: Table },
): string[] {
  const said = new Map(
    unplaced.rows.map((row) => [
      `${pupilKey(cell(row, 'ine'))}|${cell(row, 'domaine')}`,
      cell(row, 'raison'),
    ]),
  )
  return inputs
    .rows('incidents.csv')
    .filter((row) => cell(row, 'genre') === 'retrait')
    .map((row) => `${pupilKey(cell(row, 'cible').replace(/^eleve:/, ''))}|${cell(row, 'domaine')}`)
    .filter((key) => interviews.some((one) => one.key === key) || said.get(key) !== 'retrait')
    .map((key) => `plan : ${key} s’est retiré`)
}
