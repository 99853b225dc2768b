export interface Figure {
  quoi: string
  valeur: number
  unite?: string
  /** Highest value allowed; a figure without one is there to be read. */
  barre?: number
}

export const written = (value: number): string =>
  value.toLocaleString('fr-FR', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })

const cells = ({ quoi, valeur, unite = '', barre }: Figure): string[] => [
  quoi,
  `${written(valeur)} ${unite}`.trim(),
  barre === undefined ? '' : `≤ ${written(barre)} ${unite}`.trim(),
  barre === undefined ? '' : valeur <= barre ? 'tenue' : 'NON TENUE',
]

/** Prints the figures in columns: what, value, bar, met or not. */
export function printTable(titre: string, figures: readonly Figure[]): void {
  const rows = [['', 'valeur', 'barre', ''], ...figures.map(cells)]
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  const line = (row: string[]): string =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  process.stdout.write(`\n${titre}\n${rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n')}\n`)
}
