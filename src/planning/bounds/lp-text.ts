/** Which variables are whole: none (the relaxation), the counts, or all. */
export type Entiers = 'aucun' | 'comptes' | 'tous'

/** A linear programme, written in the CPLEX LP format that HiGHS reads. Names are letters and digits. */
export class LpText {
  /** Cost that no choice changes. */
  constant = 0
  readonly #cost: string[] = []
  readonly #rows: string[] = []
  readonly #bounds: string[] = []
  readonly #whole: string[] = []
  readonly #counts: string[] = []
  #variables = 0

  /** A variable between 0 and `most`, with its price. */
  variable(
    price: number,
    { most = 1, whole = true, count = false }: { most?: number; whole?: boolean; count?: boolean } = {},
  ): string {
    const name = `x${this.#variables++}`
    if (price !== 0) this.#cost.push(term(price, name))
    if (most !== Number.POSITIVE_INFINITY) this.#bounds.push(`0 <= ${name} <= ${most}`)
    if (whole) this.#whole.push(name)
    if (count) this.#counts.push(name)
    return name
  }

  /** `terms` against a number; terms are (factor, name) pairs. */
  row(terms: readonly (readonly [number, string])[], sense: '<=' | '>=' | '=', right: number): void {
    const text = wrap(terms.map(([factor, name]) => term(factor, name)))
    this.#rows.push(` c${this.#rows.length}: ${text} ${sense} ${right}`)
  }

  /** Rows so far: the number of the next one. */
  get rows(): number {
    return this.#rows.length
  }

  get variables(): number {
    return this.#variables
  }

  text(entiers: Entiers): string {
    const parts = [
      `Minimize\n obj: ${wrap(this.#cost)}`,
      `Subject To\n${this.#rows.join('\n')}`,
      `Bounds\n${this.#bounds.join('\n')}`,
    ]
    const whole = { aucun: [], comptes: this.#counts, tous: this.#whole }[entiers]
    if (whole.length > 0) parts.push(`General\n${wrap(whole)}`)
    return `${parts.join('\n')}\nEnd\n`
  }
}

const term = (factor: number, name: string): string => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`

/** Lines of a reasonable length: the reader has a limit. */
function wrap(words: readonly string[]): string {
  const lines: string[] = []
  for (let i = 0; i < words.length; i += 12) lines.push(words.slice(i, i + 12).join(' '))
  return lines.join('\n ')
}

/** Factors and names. */
export type Terms = (readonly [number, string])[]

/** Terms gathered by a key. */
export class Gathered {
  readonly #lists = new Map<number, Terms>()

  add(key: number, factor: number, name: string): void {
    const list = this.#lists.get(key)
    if (list) list.push([factor, name])
    else this.#lists.set(key, [[factor, name]])
  }

  get entries(): IterableIterator<[number, Terms]> {
    return this.#lists.entries()
  }
}
