/** 0 done; 1 refused or failed; 2 done, some lines refused. Source: formats.md, « Files and identifiers ». */
export type ExitCode = 0 | 1 | 2

/** What a command line says and reads, given so that tests can look at it. */
export interface Terminal {
  /** Writes to standard output: results only. */
  out(text: string): void
  /** Writes a line to standard error: progress, sentences. */
  say(line: string): void
  env: Readonly<Record<string, string | undefined>>
}

export interface Option {
  nom: string
  /** What stands after it, for the help; absent = the option takes no value. */
  valeur?: string
  aide: string
}

export interface Position {
  nom: string
  aide: string
  facultative?: true
}

/** What a command takes and does. */
export interface Definition {
  positions: readonly Position[]
  options: readonly Option[]
  /** More lines of help. */
  notes?: readonly string[]
  run(given: Given, terminal: Terminal): Promise<ExitCode>
}

/** A line of the table of commands. */
export interface Entry {
  /** One or two words: `jouer`, `importer siecle`. */
  nom: string
  resume: string
  charger: () => Promise<Definition>
}

export type Command = Pick<Entry, 'nom' | 'resume'> & Definition

/** A command line that cannot be run as written. Its message is a French sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The arguments of a command, checked against what it declares. */
export class Given {
  readonly positions: readonly string[]
  readonly #values: ReadonlyMap<string, string>

  constructor(positions: readonly string[], values: ReadonlyMap<string, string>) {
    this.positions = positions
    this.#values = values
  }

  /** Position `rank`, which the command declares as required. */
  position(rank: number): string {
    const value = this.positions[rank]
    if (value === undefined) throw new Error(`position ${rank} non déclarée`)
    return value
  }

  has(option: string): boolean {
    return this.#values.has(option)
  }

  text(option: string): string | undefined {
    return this.#values.get(option)
  }

  required(option: string): string {
    const value = this.text(option)
    if (value === undefined) throw new UsageError(`Il manque l’option --${option}.`)
    return value
  }

  /** A whole number, `min` at least. */
  whole(option: string, min: number): number | undefined {
    const text = this.text(option)
    if (text === undefined) return undefined
    const value = Number(text)
    if (/^\d{1,9}$/.test(text) && value >= min) return value
    throw new UsageError(`--${option} vaut « ${text} » ; il faut un nombre entier à partir de ${min}.`)
  }

  oneOf<T extends string>(option: string, values: readonly T[]): T | undefined {
    const text = this.text(option)
    const found = values.find((value) => value === text)
    if (text === undefined || found !== undefined) return found
    throw new UsageError(`--${option} vaut « ${text} » ; valeurs possibles : ${values.join(', ')}.`)
  }
}
