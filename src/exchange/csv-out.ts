export type CelluleEcrite = string | number | null

export interface FormatCsv {
  separateur?: string
  finDeLigne?: '\n' | '\r\n'
  /** `neutralisees`: a text that a spreadsheet would run gets `'` before it. For files that people open. */
  formules?: 'brutes' | 'neutralisees'
}

// A text that already looks escaped is escaped once more, so that reading back gives exactly what was written.
const ECHAPPE = /^'+[=+\-@\t\r＝＋－＠]/
/** All that the closer look is about, in one pass: most cells stop here. */
const A_REGARDER = /^[\s'=+\-@＝＋－＠]|["\n\r]|\s$/
const FORMULE = /^[=+\-@\t\r＝＋－＠]/

class Ecriture {
  readonly fin: string
  readonly #separateur: string
  readonly #neutralise: boolean

  constructor(format: FormatCsv) {
    this.fin = format.finDeLigne ?? '\n'
    this.#separateur = format.separateur ?? ';'
    this.#neutralise = format.formules === 'neutralisees'
  }

  ligne(cells: readonly CelluleEcrite[]): string {
    const line = cells.map((cell) => this.#cellule(cell)).join(this.#separateur)
    // A line of empty cells would be taken for the filling of a spreadsheet.
    return cells.every((cell) => cell === null || cell === '') ? `""${line}` : line
  }

  #cellule(cell: CelluleEcrite): string {
    if (cell === null) return ''
    if (typeof cell === 'number') return String(cell)
    if (!A_REGARDER.test(cell) && !cell.includes(this.#separateur)) return cell
    if (ECHAPPE.test(cell) || (this.#neutralise && FORMULE.test(cell))) return quoted(`'${cell}`)
    return cell.includes(this.#separateur) || /["\n\r]/.test(cell) || cell.trim() !== cell
      ? quoted(cell)
      : cell
  }
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** The lines of a CSV, each with its line end, header first; the same cells give the same text. */
export function* csvLignes(
  table: { entete: readonly string[]; lignes: Iterable<readonly CelluleEcrite[]> },
  format: FormatCsv = {},
): Generator<string> {
  const ecriture = new Ecriture(format)
  yield ecriture.ligne(table.entete) + ecriture.fin
  for (const ligne of table.lignes) yield ecriture.ligne(ligne) + ecriture.fin
}

/**
 * A whole CSV as text: `;` and LF unless said otherwise, quotes only where RFC 4180 needs them, null as an empty cell.
 * The caller writes it in UTF-8.
 */
export const csvTexte = (
  table: { entete: readonly string[]; lignes: Iterable<readonly CelluleEcrite[]> },
  format: FormatCsv = {},
): string => [...csvLignes(table, format)].join('')
