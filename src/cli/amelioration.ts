import type { Given, Option, Terminal } from '#src/cli/command.ts'
import { ifAskedToFinish } from '#src/kit/leftovers.ts'
import type { Instance } from '#src/planning/model.ts'
import type { PlanAmeliore, Progres } from '#src/planning/outcomes.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'
import { improveHeld, type Seance } from '#src/procedure/entretiens/api.ts'

export const OPTION_AMELIORER: Option = {
  nom: 'ameliorer',
  valeur: 'essais',
  aide: 'améliore ensuite le plan, tant d’essais par entretien (200 : approfondi) ; Ctrl-C garde le meilleur trouvé',
}

/** Milliseconds between two lines of progress. */
const EVERY = 2_000
/** The bound of a larger campaign takes minutes and a gigabyte: done without. */
const BOUNDED = { interviews: 25_000, seconds: 60 }

const whole = (value: number): string => Math.round(value).toLocaleString('fr-FR')

function duration(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)]
  return minutes > 0 ? `${minutes} min ${String(rest).padStart(2, '0')} s` : `${rest} s`
}

/** Says how far an improvement is, and stops it at the first Ctrl-C. */
class Suivi {
  readonly signal = { aborted: false }
  readonly #terminal: Terminal
  readonly #start = performance.now()
  readonly #bounding = new AbortController()
  #said = Number.NEGATIVE_INFINITY
  #bound: number | null = null

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** Looks, beside, for the cost that no plan can go below. Without it only the gap is not said. */
  readonly begin = (instance: Instance): void => {
    if (instance.requetes.length > BOUNDED.interviews) return
    void lowerBound(instance, {
      modele: 'LB1',
      seconds: BOUNDED.seconds,
      signal: this.#bounding.signal,
    }).then(
      ({ borne }) => void (this.#bound = borne),
      (error: unknown) => {
        if (!this.#bounding.signal.aborted) this.#terminal.say(`Écart inconnu : ${String(error)}`)
      },
    )
  }

  readonly progress = (progres: Progres): void => {
    const now = performance.now()
    if (now - this.#said < EVERY) return
    this.#said = now
    const left = ((now - this.#start) / 1000) * (progres.sur / Math.max(1, progres.iterations) - 1)
    this.#terminal.say(
      `${whole(progres.places)} placés, ${whole(progres.nonPlaces)} sans place, coût ${whole(progres.cout)}` +
        `${this.#gap(progres.cout)}, reste environ ${duration(Math.max(0, left))}`,
    )
  }

  #gap(cost: number): string {
    if (this.#bound === null || this.#bound <= 0) return ''
    const percent = Math.max(0, 100 * (cost / this.#bound - 1))
    return ` (au plus ${percent.toFixed(1).replace('.', ',')} % au-dessus du meilleur possible)`
  }

  finish(): string {
    this.signal.aborted = true
    return 'Amélioration arrêtée : le meilleur plan trouvé est gardé. Ctrl-C de nouveau pour tout arrêter.'
  }

  end(): void {
    this.#bounding.abort()
  }
}

/** Improves what is held as the night does, saying how far it is. Undefined: nothing could be placed better. */
export async function ameliorer(
  terminal: Terminal,
  asked: { en: Seance; campagneId: number; parRequete: number },
): Promise<PlanAmeliore | undefined> {
  const suivi = new Suivi(terminal)
  const forget = ifAskedToFinish(() => suivi.finish())
  try {
    return await improveHeld(asked.en, {
      campagneId: asked.campagneId,
      parRequete: asked.parRequete,
      progres: suivi.progress,
      signal: suivi.signal,
      onDepart: suivi.begin,
    })
  } finally {
    forget()
    suivi.end()
  }
}

/** Tries per interview that the command line asks for; undefined = no improvement. */
export const essaisOf = (given: Given): number | undefined => given.whole('ameliorer', 1)

/** What an improvement did, in a sentence. */
export function inWords(plan: PlanAmeliore | undefined): string {
  if (!plan) return 'Rien à améliorer.'
  const { depart, cout, nonPlaces } = plan
  return `Plan amélioré : coût de ${whole(depart.total)} à ${whole(cout.total)}, ${nonPlaces.length} demandes sans place.`
}
