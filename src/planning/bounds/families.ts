/**
 * Prices that several members of a family pay once together, shared among them by multipliers: none is negative, and
 * together they never ask for more than the price.
 */
export class Families {
  /** Price that each family shares. */
  readonly total: number
  /** Share of each member. */
  share = new Float64Array(0)
  readonly #numbers = new Map<number, Map<number, number>>()
  #count = 0
  #families: number[][] = []

  constructor(total: number) {
    this.total = total
  }

  /** Number of a member of a family, by the keys of both. */
  member(family: number, key: number): number {
    const members = this.#numbers.get(family) ?? new Map<number, number>()
    this.#numbers.set(family, members)
    const number = members.get(key) ?? this.#count++
    members.set(key, number)
    return number
  }

  /** Everybody is known: equal shares. */
  close(): void {
    this.share = new Float64Array(this.#count)
    this.#families = [...this.#numbers.values()].map((own) => [...own.values()])
    for (const members of this.#families)
      for (const one of members) this.share[one] = this.total / members.length
    this.#numbers.clear()
  }

  /** True when a family has several members. */
  get shared(): boolean {
    return this.#families.some((members) => members.length > 1)
  }

  /** The nearest shares whose sum is the price. */
  shareAll(): void {
    for (const members of this.#families) projectOn(this.share, members, this.total)
  }

  /** The nearest shares whose sum is the price at most: the rest is paid elsewhere. */
  shareSome(): void {
    for (const members of this.#families) {
      const asked = members.reduce((sum, one) => sum + Math.max(0, this.share[one]!), 0)
      if (asked > this.total) projectOn(this.share, members, this.total)
      else for (const one of members) this.share[one] = Math.max(0, this.share[one]!)
    }
  }
}

/** Projects some values on { sum = total, none negative }, in place. */
function projectOn(values: Float64Array, members: readonly number[], total: number): void {
  const sorted = members.map((one) => values[one]!).sort((a, b) => b - a)
  let sum = 0
  let excess = sorted[0]! - total
  for (const [i, value] of sorted.entries()) {
    sum += value
    const level = (sum - total) / (i + 1)
    if (value > level) excess = level
  }
  for (const one of members) values[one] = Math.max(0, values[one]! - excess)
}
