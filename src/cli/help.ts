import type { Command, Entry, Option, Position } from '#src/cli/command.ts'

const table = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

const optionText = ({ nom, valeur }: Option): string =>
  valeur === undefined ? `--${nom}` : `--${nom} <${valeur}>`
const positionText = ({ nom, facultative }: Position): string => (facultative ? `[${nom}]` : `<${nom}>`)

/** How a command is written, in one line. */
export function usageOf({ nom, positions, options }: Command): string {
  return ['passpro', nom, ...positions.map(positionText), ...(options.length > 0 ? ['[options]'] : [])].join(
    ' ',
  )
}

export function helpOf(command: Command): string {
  const { resume, positions, options, notes = [] } = command
  const aide: Option = { nom: 'help', aide: 'montre cette aide' }
  const given = positions.map((position) => [positionText(position), position.aide] as const)
  return [
    `Usage : ${usageOf(command)}`,
    '',
    resume,
    '',
    ...(given.length > 0 ? [...table(given), ''] : []),
    'Options',
    ...table([...options, aide].map((option) => [optionText(option), option.aide] as const)),
    ...(notes.length > 0 ? ['', ...notes] : []),
    '',
  ].join('\n')
}

export function helpOfAll(commands: readonly Entry[]): string {
  return [
    'PASSPRO, commandes de l’exploitant',
    '',
    'Usage : passpro <commande> [arguments] [options]',
    '',
    ...table(commands.map(({ nom, resume }) => [nom, resume] as const)),
    '',
    'passpro <commande> --help montre l’aide d’une commande.',
    '',
    'Les commandes qui travaillent sur la base lisent les mêmes réglages que le service : DATABASE_URL (serveur',
    'PostgreSQL) ou PASSPRO_DATA (dossier des données, par défaut celui du projet).',
    'Code de sortie : 0 fait ; 1 refusé ou en panne ; 2 fait, mais des lignes d’un fichier sont refusées.',
    '',
  ].join('\n')
}
