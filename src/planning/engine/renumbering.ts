import { ints } from '#src/planning/engine/numbering.ts'

/** Numbers given in order of first sight to numbers below a count: a table is much quicker than a map. */
export class Renumbering {
  readonly #list = ints()
  readonly #numbers: Int32Array

  constructor(count: number) {
    this.#numbers = new Int32Array(count).fill(-1)
  }

  add(whole: number): number {
    const known = this.#numbers[whole]!
    if (known >= 0) return known
    this.#list.push(whole)
    return (this.#numbers[whole] = this.#list.length - 1)
  }

  /** -1 for one that was never added. */
  of(whole: number): number {
    return this.#numbers[whole]!
  }

  get size(): number {
    return this.#list.length
  }

  /** What was added, in order. */
  all(): Int32Array {
    return this.#list.done()
  }
}
