import type { Interval, Minute } from '#src/planning/model.ts'

/**
 * Intervals sorted by start, which may overlap. Those that meet a window are found without reading the others:
 * none of them starts earlier than the window less the longest interval ever held.
 */
export class Timeline<T extends Interval> {
  readonly #items: T[] = []
  #longest = 0

  add(item: T): void {
    this.#longest = Math.max(this.#longest, item.fin - item.debut)
    this.#items.splice(this.#firstFrom(item.debut + 1), 0, item)
  }

  remove(item: T): void {
    const index = this.#items.indexOf(item, this.#firstFrom(item.debut))
    if (index >= 0) this.#items.splice(index, 1)
  }

  /** The first interval that meets [debut, fin). */
  firstMeeting(debut: Minute, fin: Minute): T | undefined {
    for (let i = this.#firstFrom(debut - this.#longest); i < this.#items.length; i++) {
      const item = this.#items[i]
      if (!item || item.debut >= fin) return undefined
      if (item.fin > debut) return item
    }
    return undefined
  }

  /** Every interval that meets [debut, fin), by start. */
  meeting(debut: Minute, fin: Minute): T[] {
    const found: T[] = []
    for (let i = this.#firstFrom(debut - this.#longest); i < this.#items.length; i++) {
      const item = this.#items[i]
      if (!item || item.debut >= fin) break
      if (item.fin > debut) found.push(item)
    }
    return found
  }

  /** Index of the first interval that starts at or after an instant. */
  #firstFrom(instant: Minute): number {
    let [low, high] = [0, this.#items.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#items[middle]?.debut ?? instant) < instant) low = middle + 1
      else high = middle
    }
    return low
  }
}
