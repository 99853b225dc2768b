import type { Block, Blocks } from '#src/planning/bounds/blocks.ts'
import type { Slopes } from '#src/planning/bounds/slopes.ts'

/** What an interview pays for its cover, and a team for its half-days; the shared prices are in `Blocks`. */
export interface Multipliers {
  /** Of each entry. */
  cover: Float64Array
  team: Float64Array
}

/** What a branch of a proof decides: shifts open (1) or shut (-1), fewest and most half-days of each team. */
export interface Decided {
  gate: Int8Array
  least: Int32Array
  most: Int32Array
}

/** Choices of a step of the programme, one byte a state. */
interface Step {
  /** Entry, or -1 where a pupil or a collège closes. */
  entry: number
  group: number
  /** Steps that are skipped when what closes was not chosen. */
  skipTo: number
  /** Index of the shared price paid when it was: trip, or half-day of the pupil. */
  key: number
  kind: 'entry' | 'pupil' | 'college'
}

/**
 * The cheapest way to fill the shifts of a block at given multipliers, by a dynamic programme over the ticks used in
 * each: exact but for the times of start.
 */
export class BlockPrice {
  readonly #all: Blocks
  readonly #prices: Multipliers
  #wide = 1
  #states = 1
  #levels: Float64Array[] = []
  #choices = new Uint8Array(0)
  readonly #steps: Step[] = []
  #block: Block = { shifts: [], ticks: [], together: false, from: 0, to: 0 }
  #group = 0
  #lengths = new Float64Array(2)

  constructor(all: Blocks, prices: Multipliers) {
    this.#all = all
    this.#prices = prices
  }

  /** Price of the best filling, 0 at most; `slopes` gathers what it holds. */
  of(block: Block, { decided, slopes }: { decided: Decided; slopes: Slopes }): number {
    this.#block = block
    this.#wide = (block.ticks[1] ?? 0) + 1
    this.#states = (block.ticks[0]! + 1) * this.#wide
    if ((this.#levels[0]?.length ?? 0) < this.#states)
      this.#levels = [0, 1, 2].map(() => new Float64Array(this.#states))
    this.#steps.length = 0
    this.#level(0).fill(0, 0, this.#states)
    for (let group = block.from; group < block.to; group++) this.#addGroup(group)
    return this.#close(decided.gate, slopes)
  }

  #level(depth: number): Float64Array {
    return this.#levels[depth]!
  }

  #cost(entry: number): number {
    const { problem, bunch } = this.#all
    return problem.bunchCost[bunch[entry]!]! - this.#prices.cover[entry]!
  }

  /** Cost of the wait of an interview in a shift of the block. */
  #wait(entry: number, slot: number): number {
    return this.#all.problem.length[this.#all.item[entry]!]! * this.#lengths[slot]!
  }

  #least(entry: number): number {
    const where = this.#all.where[entry]!
    const [a, b] = [this.#wait(entry, 0), this.#wait(entry, 1)]
    return this.#cost(entry) + (where === 1 ? a : where === 2 ? b : Math.min(a, b))
  }

  #addGroup(group: number): void {
    const { entry0, remoteEnd, tripKey, spanKey, trips, spans, capacity } = this.#all
    this.#group = group
    this.#lengths.fill(0)
    for (let entry = entry0[group]!; entry < remoteEnd[group]!; entry++)
      if (this.#cost(entry) < 0) this.#addEntry(entry, 0, 0)
    for (let key = 2 * group; key < 2 * group + 2; key++)
      this.#lengths[key - 2 * group] = spans.share[spanKey[key]!]! / capacity[key]!
    const trip = trips.share[tripKey[group]!]!
    if (this.#most(remoteEnd[group]!, entry0[group + 1]!) + trip >= 0) return
    const skipTo = this.#steps.length
    this.#open(0, trip)
    this.#addPupils(remoteEnd[group]!, entry0[group + 1]!)
    this.#merge(0, { kind: 'college', entry: -1, group, key: tripKey[group]!, skipTo })
  }

  /** What the entries save together at most, each pupil paying his half-day. */
  #most(from: number, to: number): number {
    let saved = 0
    for (let entry = from; entry < to; entry = this.#nextPupil(entry, to)) {
      const own = this.#saved(entry, this.#nextPupil(entry, to)) + this.#half(entry)
      if (own < 0) saved += own
    }
    return saved
  }

  #half(entry: number): number {
    return this.#all.halves.share[this.#all.halfKey[entry]!]!
  }

  #saved(from: number, to: number): number {
    let saved = 0
    for (let entry = from; entry < to; entry++) saved += Math.min(0, this.#least(entry))
    return saved
  }

  #nextPupil(entry: number, to: number): number {
    const { problem, item } = this.#all
    const pupil = problem.pupil[item[entry]!]
    let next = entry + 1
    while (next < to && problem.pupil[item[next]!] === pupil) next++
    return next
  }

  #addPupils(from: number, to: number): void {
    let next = from
    for (let entry = from; entry < to; entry = next) {
      next = this.#nextPupil(entry, to)
      const half = this.#half(entry)
      if (this.#saved(entry, next) + half >= 0) continue
      const key = this.#all.halfKey[entry]!
      if (next === entry + 1) {
        this.#addEntry(entry, 1, half)
        continue
      }
      const skipTo = this.#steps.length
      this.#open(1, half)
      for (let one = entry; one < next; one++) if (this.#least(one) < 0) this.#addEntry(one, 2, 0)
      this.#merge(1, { kind: 'pupil', entry: -1, group: this.#group, key, skipTo })
    }
  }

  /** A level above another, at its price. */
  #open(depth: number, price: number): void {
    const [below, above] = [this.#level(depth), this.#level(depth + 1)]
    for (let state = 0; state < this.#states; state++) above[state] = below[state]! + price
  }

  #choicesOf(step: Step): Uint8Array {
    const from = this.#steps.length * this.#states
    if (this.#choices.length < from + this.#states) {
      const larger = new Uint8Array(2 * (from + this.#states))
      larger.set(this.#choices)
      this.#choices = larger
    }
    this.#steps.push(step)
    return this.#choices.subarray(from, from + this.#states)
  }

  #merge(depth: number, step: Step): void {
    const [below, above] = [this.#level(depth), this.#level(depth + 1)]
    const choices = this.#choicesOf(step)
    for (let state = 0; state < this.#states; state++) {
      const better = above[state]! < below[state]!
      choices[state] = better ? 1 : 0
      if (better) below[state] = above[state]!
    }
  }

  /** One interview in the first shift, in the second, or in none. `more` is paid with it. */
  #addEntry(entry: number, depth: number, more: number): void {
    const { problem, item, where, halfKey } = this.#all
    const ticks = problem.ticks[item[entry]!]!
    const cost = this.#cost(entry) + more
    const [a, b] = [cost + this.#wait(entry, 0), cost + this.#wait(entry, 1)]
    const [first, second] = [where[entry]! & 1, where[entry]! & 2]
    const key = depth === 1 ? halfKey[entry]! : -1
    const choices = this.#choicesOf({ kind: 'entry', entry, group: this.#group, skipTo: -1, key })
    const level = this.#level(depth)
    const wide = this.#wide
    for (let state = this.#states - 1; state >= 0; state--) {
      let best = level[state]!
      let choice = 0
      if (first !== 0 && state >= ticks * wide && level[state - ticks * wide]! + a < best) {
        best = level[state - ticks * wide]! + a
        choice = 1
      }
      if (second !== 0 && state % wide >= ticks && level[state - ticks]! + b < best) {
        best = level[state - ticks]! + b
        choice = 2
      }
      level[state] = best
      choices[state] = choice
    }
  }

  #opening(shift: number): number {
    const team = this.#all.payer[shift]!
    return team < 0 ? 0 : this.#prices.team[team]!
  }

  /** The shifts that are worth opening, and what they hold. */
  #close(gate: Int8Array, slopes: Slopes): number {
    const level = this.#level(0)
    const { shifts, together } = this.#block
    let best = { state: 0, value: Number.POSITIVE_INFINITY, open: 0 }
    for (let open = 0; open < 1 << shifts.length; open++) {
      if (open === 3 && !together) continue
      if (shifts.some((shift, slot) => gate[shift] === ((open >> slot) & 1 ? -1 : 1))) continue
      const state = (open & 1 ? this.#states - this.#wide : 0) + (open & 2 ? this.#wide - 1 : 0)
      const value = shifts.reduce(
        (sum, shift, slot) => sum + ((open >> slot) & 1 ? this.#opening(shift) : 0),
        level[state]!,
      )
      if (value < best.value) best = { state, value, open }
    }
    for (const [slot, shift] of shifts.entries()) if ((best.open >> slot) & 1) slopes.open(shift)
    this.#read(best.state, slopes)
    return best.value
  }

  #read(state: number, slopes: Slopes): void {
    const { problem, item } = this.#all
    let at = state
    for (let i = this.#steps.length - 1; i >= 0; i--) {
      const { kind, entry, group, key, skipTo } = this.#steps[i]!
      const choice = this.#choices[i * this.#states + at]!
      if (kind === 'entry') {
        if (choice === 0) continue
        at -= problem.ticks[item[entry]!]! * (choice === 1 ? this.#wide : 1)
        slopes.receive(entry, { group, slot: choice - 1, half: key })
      } else if (choice === 0) i = skipTo
      else if (kind === 'college') slopes.trips[key]!++
      else slopes.halves[key]!++
    }
  }
}
