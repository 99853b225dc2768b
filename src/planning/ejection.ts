import { admissibleJuries, lieuxByPreference } from '#src/planning/admissible.ts'
import type { HardRule } from '#src/planning/hard-rule.ts'
import { FIXED_RULES, HARD_RULES } from '#src/planning/hard-rules.ts'
import type { Entretien } from '#src/planning/jury.ts'
import type { Requete } from '#src/planning/model.ts'
import { allPlaces, earliestPlace } from '#src/planning/search.ts'
import type { Essai, State } from '#src/planning/state.ts'

/** Searches from the cheapest to the deepest: how many interviews may move, and how many places may be tried. */
const ROUNDS: readonly Depth[] = [
  { moves: 1, essais: 2_000 },
  { moves: 2, essais: 5_000 },
  { moves: 3, essais: 10_000 },
  { moves: 4, essais: 20_000 },
]

/** Places tried in all: a fixed part, then so many per request. Work is bounded by this, never by seconds. */
const BUDGET = { fixed: 100_000, perRequete: 50 }

interface Depth {
  moves: number
  essais: number
}

type Step = { act: 'add' | 'remove'; entretien: Entretien }

/**
 * Finds a place for one request by moving others (ejection chains): it takes a place, those in the way look for
 * another, where they may push others in turn. Either all of them are placed in the end or nothing has changed.
 */
class Ejection {
  readonly #state: State
  readonly #depth: Depth
  readonly #steps: Step[] = []
  readonly #lastEssai: number
  readonly #root: Requete

  constructor(state: State, chain: { requete: Requete; depth: Depth }) {
    this.#state = state
    this.#root = chain.requete
    this.#depth = chain.depth
    this.#lastEssai = state.essais + chain.depth.essais
  }

  succeeds(): boolean {
    return this.#place(this.#root)
  }

  #place(requete: Requete): boolean {
    const free = earliestPlace(this.#state, requete)
    if (free) return this.#add(free)
    if (this.#movesLeft() === 0) return false
    return this.#push(requete)
  }

  /** Tries every place that only other interviews deny. */
  #push(requete: Requete): boolean {
    for (const lieu of lieuxByPreference(requete).flat())
      for (const jury of admissibleJuries(this.#state, { requete, lieu }))
        for (const essai of allPlaces(this.#state, { requete, jury, rules: FIXED_RULES })) {
          if (this.#state.essais > this.#lastEssai) return false
          if (this.#take(essai)) return true
        }
    return false
  }

  #take(essai: Essai): boolean {
    const mark = this.#steps.length
    const pushed = this.#clear(essai)
    if (pushed) {
      this.#add(essai)
      if (pushed.every((entretien) => this.#place(entretien.requete))) return true
    }
    this.#undo(mark)
    return false
  }

  /** Takes away, one by one, what denies a place; undefined when something there does not move. */
  #clear(essai: Essai): Entretien[] | undefined {
    const pushed: Entretien[] = []
    for (const rule of HARD_RULES) {
      while (rule.next(this.#state, essai) > essai.debut) {
        const blocker = this.#blocker(rule, essai)
        if (!blocker) return undefined
        pushed.push(this.#remove(blocker))
      }
    }
    return pushed
  }

  /** The next interview to push for a rule to hold: the last come; undefined when it cannot be made to hold. */
  #blocker(rule: HardRule, essai: Essai): Entretien | undefined {
    const { among, atLeast } = rule.obstacle?.(this.#state, essai) ?? { among: [], atLeast: 1 }
    const movable = among.filter((entretien) => this.#mayMove(entretien))
    return movable.length < atLeast || this.#movesLeft() < atLeast ? undefined : movable.at(-1)
  }

  /** None is pushed twice in a chain, so the chain ends. */
  #mayMove({ mobile, requete }: Entretien): boolean {
    return (
      mobile && requete !== this.#root && !this.#pushed().some((step) => step.entretien.requete === requete)
    )
  }

  #pushed(): Step[] {
    return this.#steps.filter((step) => step.act === 'remove')
  }

  #movesLeft(): number {
    return this.#depth.moves - this.#pushed().length
  }

  #remove(entretien: Entretien): Entretien {
    this.#state.remove(entretien)
    this.#steps.push({ act: 'remove', entretien })
    return entretien
  }

  #add(essai: Essai): true {
    this.#steps.push({ act: 'add', entretien: this.#state.add(essai) })
    return true
  }

  #undo(mark: number): void {
    for (const { act, entretien } of this.#steps.splice(mark).toReversed()) {
      if (act === 'remove') this.#state.restore(entretien)
      else this.#state.remove(entretien)
    }
  }
}

/** One search per request still waiting; gives back those that it could not place. */
function round(
  state: State,
  query: { waiting: readonly Requete[]; depth: Depth; lastEssai: number },
): Requete[] {
  const { waiting, depth, lastEssai } = query
  return waiting.filter((requete) => {
    const affordable = state.essais < lastEssai ? depth : { moves: 0, essais: 0 }
    return !new Ejection(state, { requete, depth: affordable }).succeeds()
  })
}

/**
 * Places requests that found no place, by moving few of those that may move; nobody loses his place.
 * Ends when a whole turn places nobody, so none of those given back has a free place left.
 */
export function makeRoom(state: State, query: { waiting: readonly Requete[]; size: number }): Requete[] {
  const lastEssai = state.essais + BUDGET.fixed + BUDGET.perRequete * query.size
  let waiting = [...query.waiting]
  for (;;) {
    const before = waiting.length
    for (const depth of ROUNDS) waiting = round(state, { waiting, depth, lastEssai })
    if (waiting.length === before || waiting.length === 0) return waiting
  }
}
