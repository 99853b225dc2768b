import { parseArgs } from 'node:util'
import { Given, UsageError, type Command, type Entry } from '#src/cli/command.ts'
import { nearest } from '#src/cli/nearest.ts'

const didYouMean = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known)
  return near === undefined ? '' : ` Vouliez-vous dire ${near} ?`
}

/** The command named by the first one or two words, and what follows it. Throws UsageError. */
export function commandOf(
  words: readonly string[],
  commands: readonly Entry[],
): { entry: Entry; rest: readonly string[] } {
  const [first = '', second = ''] = words
  const double = commands.find(({ nom }) => nom === `${first} ${second}`)
  if (double) return { entry: double, rest: words.slice(2) }
  const single = commands.find(({ nom }) => nom === first)
  if (single) return { entry: single, rest: words.slice(1) }
  throw unknownCommand(first, { second, commands })
}

function unknownCommand(
  first: string,
  { second, commands }: { second: string; commands: readonly Entry[] },
): UsageError {
  const kinds = commands.flatMap(({ nom }) =>
    nom.startsWith(`${first} `) ? [nom.slice(first.length + 1)] : [],
  )
  const told = kinds.length > 0 && second !== '' && !second.startsWith('-')
  if (told)
    return new UsageError(
      `« ${first} ${second} » n’est pas une commande de PASSPRO.${didYouMean(second, kinds)}`,
    )
  if (kinds.length > 0) return new UsageError(`Précisez ce qu’il faut ${first} : ${kinds.join(', ')}.`)
  const names = [...new Set(commands.map(({ nom }) => nom.split(' ')[0] ?? nom))]
  return new UsageError(`« ${first} » n’est pas une commande de PASSPRO.${didYouMean(first, names)}`)
}

/** Reads what stands after the name of a command. Throws UsageError for anything it does not declare. */
export function readArguments(command: Command, rest: readonly string[]): Given {
  const { tokens } = parseArgs({
    args: [...rest],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      command.options.map(({ nom, valeur }) => [nom, { type: valeur === undefined ? 'boolean' : 'string' }]),
    ),
  })
  const values = new Map<string, string>()
  const positions: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positions.push(token.value)
    if (token.kind === 'option') values.set(token.name, valueOf(command, { ...token, seen: values }))
  }
  checkPositions(command, positions)
  return new Given(positions, values)
}

interface Token {
  name: string
  rawName: string
  value: string | undefined
  seen: ReadonlyMap<string, string>
}

function valueOf(command: Command, { name, rawName, value, seen }: Token): string {
  const option = command.options.find(({ nom }) => nom === name)
  if (!option) {
    const known = command.options.map(({ nom }) => `--${nom}`)
    throw new UsageError(
      `La commande ${command.nom} n’a pas d’option ${rawName}.${didYouMean(rawName, known)}`,
    )
  }
  if (seen.has(name)) throw new UsageError(`L’option ${rawName} est donnée deux fois.`)
  if (option.valeur === undefined) {
    if (value !== undefined) throw new UsageError(`L’option ${rawName} ne prend pas de valeur.`)
    return ''
  }
  if (value === undefined || value === '')
    throw new UsageError(`L’option ${rawName} demande une valeur : ${rawName} <${option.valeur}>.`)
  return value
}

function checkPositions(command: Command, given: readonly string[]): void {
  const missing = command.positions.find(
    ({ facultative }, rank) => !facultative && (given[rank] ?? '') === '',
  )
  if (missing)
    throw new UsageError(`Il manque <${missing.nom}> à la commande ${command.nom} : ${missing.aide}.`)
  const extra = given[command.positions.length]
  if (extra !== undefined) throw new UsageError(`La commande ${command.nom} n’attend pas « ${extra} ».`)
}
