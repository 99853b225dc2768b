import type { Terminal } from '#src/cli/command.ts'

const megabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

/** Says on standard error what each step took: seconds, and the highest memory of the process so far, in MB. */
export class Measures {
  readonly #terminal: Terminal
  readonly #start = performance.now()
  #step: { nom: string; at: number } | undefined

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** Ends the step under way, if any, and starts this one. */
  step(nom: string): void {
    this.#endStep()
    this.#step = { nom, at: performance.now() }
  }

  end(): void {
    this.#endStep()
    this.#say('total', this.#start)
  }

  #endStep(): void {
    if (this.#step) this.#say(this.#step.nom, this.#step.at)
    this.#step = undefined
  }

  #say(nom: string, since: number): void {
    const seconds = ((performance.now() - since) / 1000).toFixed(2)
    this.#terminal.say(`${nom.padEnd(16)} ${seconds.padStart(8)} s  ${String(megabytes()).padStart(6)} Mo`)
  }
}

export const OPTION_MESURES = {
  nom: 'mesures',
  aide: 'donne sur la sortie d’erreur les secondes et la mémoire de chaque étape',
} as const
