/** One record of a CSV, at the physical line where it begins (header = 1). */
export interface LigneBrute {
  ligne: number
  cellules: string[]
  /** Same length as `cellules`; null when no cell of the record is quoted. */
  guillemets: boolean[] | null
  /** The record could not be cut: a quote is opened and never closed as it should be. */
  mal?: 'guillemets'
}

/** Longest record, in characters; above it, an open quote is held to be a stray one. */
const ENREGISTREMENT_MAX = 1_000_000

interface Coupe {
  record: LigneBrute
  next: number
  lines: number
}

/**
 * Cuts a CSV into records, whatever the size of the pieces it is given. A stray quote spoils its own line only:
 * the reading starts again at the next physical line.
 * Written here because csv-parse counts CRLF inside quotes twice and loses the lines after a stray quote.
 */
export class DecoupeurCsv {
  #rest = ''
  #ligne = 1
  readonly #separateur: string
  readonly #fin: '\n' | '\r'

  constructor(format: { separateur: string; finDeLigne: '\n' | '\r' }) {
    this.#separateur = format.separateur
    this.#fin = format.finDeLigne
  }

  /** The records that are complete once `text` is added. */
  ajouter(text: string): LigneBrute[] {
    return this.#cut(text, 'suite')
  }

  /** The last records, at the end of the file. */
  terminer(): LigneBrute[] {
    return this.#cut('', 'fin')
  }

  #cut(text: string, quand: 'suite' | 'fin'): LigneBrute[] {
    const all = this.#rest + text
    const records: LigneBrute[] = []
    let at = 0
    while (at < all.length) {
      const coupe = this.#record(all, at, quand)
      if (!coupe) break
      records.push(coupe.record)
      this.#ligne += coupe.lines
      at = coupe.next
    }
    this.#rest = all.slice(at)
    return records
  }

  #record(all: string, at: number, quand: 'suite' | 'fin'): Coupe | undefined {
    const found = all.indexOf(this.#fin, at)
    if (found === -1 && quand === 'suite') return undefined
    const end = found === -1 ? all.length : found
    const line = all.slice(at, end)
    const next = Math.min(end + 1, all.length)
    if (!line.includes('"')) return { record: this.#simple(line), next, lines: 1 }
    const coupe = this.#quoted(all, at, quand)
    if (coupe === 'ouvert' && quand === 'suite' && all.length - at < ENREGISTREMENT_MAX) return undefined
    if (typeof coupe === 'object') return coupe
    const record: LigneBrute = { ligne: this.#ligne, cellules: [line], guillemets: null, mal: 'guillemets' }
    return { record, next, lines: 1 }
  }

  #simple(line: string): LigneBrute {
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line
    return { ligne: this.#ligne, cellules: bare.split(this.#separateur), guillemets: null }
  }

  /** `ouvert`: a quote is still open at the end of the text; `faux`: something follows a closing quote. */
  #quoted(all: string, start: number, quand: 'suite' | 'fin'): Coupe | 'ouvert' | 'faux' {
    const cellules: string[] = []
    const guillemets: boolean[] = []
    let at = start
    let lines = 1
    for (;;) {
      const cell = all[at] === '"' ? closing(all, at) : this.#bare(all, at)
      if (!cell) return 'ouvert'
      cellules.push(cell.text)
      guillemets.push(all[at] === '"')
      lines += all[at] === '"' ? count(cell.text, this.#fin) : 0
      at = cell.end
      if (at >= all.length && quand === 'suite') return 'ouvert'
      if (all[at] === this.#separateur) {
        at++
        continue
      }
      if (all[at] === '\r' && this.#fin === '\n' && (all[at + 1] === '\n' || at + 1 >= all.length)) at++
      if (at >= all.length && quand === 'suite') return 'ouvert'
      if (at < all.length && all[at] !== this.#fin) return 'faux'
      return {
        record: { ligne: this.#ligne, cellules, guillemets },
        next: Math.min(at + 1, all.length),
        lines,
      }
    }
  }

  #bare(all: string, at: number): { text: string; end: number } {
    let end = at
    while (end < all.length && all[end] !== this.#separateur && all[end] !== this.#fin) end++
    if (this.#fin === '\n' && all[end - 1] === '\r' && end > at && (end === all.length || all[end] === '\n'))
      end--
    return { text: all.slice(at, end), end }
  }
}

/** The quoted cell that opens at `at`, and where it ends; undefined while it is not closed. */
function closing(all: string, at: number): { text: string; end: number } | undefined {
  let text = ''
  let from = at + 1
  for (;;) {
    const quote = all.indexOf('"', from)
    if (quote === -1) return undefined
    text += all.slice(from, quote)
    if (all[quote + 1] !== '"') return { text, end: quote + 1 }
    text += '"'
    from = quote + 2
  }
}

function count(text: string, mark: string): number {
  let n = 0
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) n++
  return n
}
