/** Numbers given to keys in order of first sight. */
export class Numbering {
  readonly keys: string[] = []
  readonly #numbers = new Map<string, number>()

  of(key: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.keys.length)
    return this.keys.push(key) - 1
  }

  find(key: string): number {
    return this.#numbers.get(key) ?? -1
  }

  get size(): number {
    return this.keys.length
  }
}

type Numbers = Int32Array | Float64Array | Int16Array

/** A list of numbers that grows. */
export class Growing<A extends Numbers> {
  length = 0
  #array: A
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A) {
    this.#make = make
    this.#array = make(64)
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = this.#make(2 * this.length)
      larger.set(this.#array)
      this.#array = larger
    }
    this.#array[this.length++] = value
  }

  set(index: number, value: number): void {
    this.#array[index] = value
  }

  /** Sets bits of a number that was pushed. */
  or(index: number, bits: number): void {
    this.#array[index] = (this.#array[index] ?? 0) | bits
  }

  done(): A {
    const exact = this.#make(this.length)
    exact.set(this.#array.subarray(0, this.length))
    return exact
  }
}

export const ints = (): Growing<Int32Array> => new Growing((length) => new Int32Array(length))
export const floats = (): Growing<Float64Array> => new Growing((length) => new Float64Array(length))
export const shorts = (): Growing<Int16Array> => new Growing((length) => new Int16Array(length))

/** Lists of numbers laid end to end, with the offsets of each. */
export function flatten(lists: readonly (readonly number[])[]): { offsets: Int32Array; values: Int32Array } {
  const offsets = new Int32Array(lists.length + 1)
  for (const [i, list] of lists.entries()) offsets[i + 1] = (offsets[i] ?? 0) + list.length
  const values = new Int32Array(offsets[lists.length] ?? 0)
  for (const [i, list] of lists.entries()) values.set(list, offsets[i])
  return { offsets, values }
}

/** Indexes by the group of each, laid end to end. */
export function grouped(
  groups: ArrayLike<number>,
  count: number,
): { offsets: Int32Array; values: Int32Array } {
  const lists: number[][] = Array.from({ length: count }, () => [])
  for (let index = 0; index < groups.length; index++) lists[groups[index] ?? 0]?.push(index)
  return flatten(lists)
}

/** Offsets of lists of these sizes laid end to end. */
export function running(sizes: readonly number[]): Int32Array {
  const offsets = new Int32Array(sizes.length + 1)
  for (const [i, size] of sizes.entries()) offsets[i + 1] = (offsets[i] ?? 0) + size
  return offsets
}
