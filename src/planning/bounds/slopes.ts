import type { Blocks } from '#src/planning/bounds/blocks.ts'

/** How the bound moves with each multiplier: what the cheapest fillings hold too often, or not at all. */
export class Slopes {
  /** Of each entry. */
  readonly cover: Float64Array
  readonly team: Float64Array
  readonly trips: Float64Array
  readonly spans: Float64Array
  readonly halves: Float64Array
  /** Shifts that the cheapest fillings open, as 1. */
  readonly opened: Uint8Array
  readonly #all: Blocks

  constructor(all: Blocks) {
    this.#all = all
    this.cover = new Float64Array(all.item.length)
    this.team = new Float64Array(all.problem.sizes.teams)
    this.trips = new Float64Array(all.trips.share.length)
    this.spans = new Float64Array(all.spans.share.length)
    this.halves = new Float64Array(all.halves.share.length)
    this.opened = new Uint8Array(all.problem.sizes.shifts)
  }

  clear(): void {
    for (const one of [this.cover, this.team, this.trips, this.spans, this.halves, this.opened]) one.fill(0)
  }

  /** An entry is received in a shift of its block; `half`: it pays the pupil's half-day, or -1. */
  receive(entry: number, { group, slot, half }: { group: number; slot: number; half: number }): void {
    const { problem, item, spanKey, halfKey, capacity } = this.#all
    this.cover[entry]!--
    if (half >= 0) this.halves[half]!++
    const key = 2 * group + slot
    if (halfKey[entry]! >= 0) this.spans[spanKey[key]!]! += problem.length[item[entry]!]! / capacity[key]!
  }

  open(shift: number): void {
    this.opened[shift] = 1
    const team = this.#all.payer[shift]!
    if (team >= 0) this.team[team]!++
  }
}
