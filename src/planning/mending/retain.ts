/** Interviews held together at one time, which another jury may take over as they are. */
export interface Session {
  /** Any unit, the same for all. */
  debut: number
  fin: number
  /** What keeping it is worth: the number of interviews, more for one that must stay. */
  weight: number
  /** Juries that may hold it at its time, by index. */
  eligible: readonly number[]
  /** Its own jury, -1 when that is lost. */
  own: number
}

export interface Retention {
  /** Jury of each session, -1 = it must change its time. */
  jury: number[]
  /** False when the search was cut short: then nothing is proven. */
  exact: boolean
}

interface Node {
  value: number
  choice: number
}

const KEPT = 10_000
const AT_HOME = 10
const OPENED = 3
/** States beyond which the search is cut short. */
const MOST_STATES = 100_000

/**
 * Keeps as many interviews as possible at their times on the juries that remain: fixed intervals, eligible machines,
 * at most `rooms` machines in use. Exact dynamic programme: sessions by start, state = when each jury is free again.
 * Among equals: on one's own jury, then no jury more.
 */
export class Retain {
  readonly #sessions: Session[]
  readonly #order: number[]
  readonly #rooms: number
  readonly #gap: number
  readonly #memo: Map<string, Node>[]
  readonly #last: number[]
  readonly #hope: number[]
  /** Juries that receive already. */
  readonly #inUse: ReadonlySet<number>
  #states = 0

  constructor(sessions: readonly Session[], limits: { juries: number; rooms: number; gap: number }) {
    this.#order = [...sessions.keys()].sort((a, b) => (sessions[a]?.debut ?? 0) - (sessions[b]?.debut ?? 0))
    this.#sessions = this.#order.flatMap((index) => sessions[index] ?? [])
    this.#rooms = limits.rooms
    this.#gap = limits.gap
    this.#memo = Array.from({ length: sessions.length }, () => new Map())
    this.#last = Array.from({ length: limits.juries }, (_, jury) =>
      this.#sessions.findLastIndex((session) => session.eligible.includes(jury)),
    )
    this.#hope = this.#hopes()
    this.#inUse = new Set(sessions.map((session) => session.own))
  }

  solve(): Retention {
    const free = this.#last.map(() => -1)
    this.#best(0, free)
    const jury = this.#sessions.map(() => -1)
    if (this.#states > MOST_STATES) return { jury, exact: false }
    for (const [index, session] of this.#sessions.entries()) {
      const choice = this.#memo[index]?.get(this.#key(index, free))?.choice ?? -1
      jury[this.#order[index] ?? 0] = choice
      if (choice >= 0) free[choice] = session.fin + this.#gap
    }
    return { jury, exact: true }
  }

  /** Most that the sessions from each one on could bring. */
  #hopes(): number[] {
    const hopes = [0]
    for (const session of this.#sessions.toReversed()) {
      const most =
        session.eligible.length === 0 ? 0 : KEPT * session.weight + (session.own >= 0 ? AT_HOME : 0)
      hopes.unshift((hopes[0] ?? 0) + most)
    }
    return hopes
  }

  /** Juries that are free again, or needed no more, are alike. */
  #key(index: number, free: readonly number[]): string {
    const now = this.#sessions[index]?.debut ?? 0
    return free
      .map((end, jury) => (end < 0 ? -1 : (this.#last[jury] ?? -1) < index ? 0 : Math.max(end, now)))
      .join()
  }

  #best(index: number, free: number[]): number {
    const session = this.#sessions[index]
    if (!session) return 0
    const key = this.#key(index, free)
    const known = this.#memo[index]?.get(key)
    if (known) return known.value
    if (++this.#states > MOST_STATES) return 0
    const node = this.#choose(index, free)
    this.#memo[index]?.set(key, node)
    return node.value
  }

  #choose(index: number, free: number[]): Node {
    const session = this.#sessions[index]
    let best: Node = { value: -1, choice: -1 }
    if (!session) return best
    const used = free.filter((end) => end >= 0).length
    const juries =
      session.own >= 0
        ? [session.own, ...session.eligible.filter((jury) => jury !== session.own)]
        : session.eligible
    for (const jury of juries) {
      const before = free[jury] ?? -1
      if (before > session.debut || (before < 0 && used >= this.#rooms)) continue
      free[jury] = session.fin + this.#gap
      const own =
        KEPT * session.weight +
        (jury === session.own ? AT_HOME : 0) -
        (before < 0 && !this.#inUse.has(jury) ? OPENED : 0)
      const value = own + this.#best(index + 1, free)
      free[jury] = before
      if (value > best.value) best = { value, choice: jury }
      if (value >= (this.#hope[index] ?? 0)) return best
    }
    const without = this.#best(index + 1, free)
    return without > best.value ? { value: without, choice: -1 } : best
  }
}
