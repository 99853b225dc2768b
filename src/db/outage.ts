const CODES = /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|ENOTFOUND)$/
const MESSAGES =
  /timeout exceeded when trying to connect|is not currently accepting connections|timeout expired|Query read timeout|Connection terminated|connection error and is not queryable|the database system is/

/** True when the database cannot be reached: the request may be sent again later, nothing of it was done. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return CODES.test(code) || MESSAGES.test(error.message)
}

/** The sentence of a base that has no room left; undefined for any other error. */
export const diskFullSentence = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && error.code === '53100'
    ? 'Le disque de la base de données est plein : faites de la place, puis recommencez. Rien n’est gardé à moitié.'
    : undefined

/**
 * What the log keeps of an error. A message of PostgreSQL may quote the value it refuses, which may be a person's:
 * of those only the code and the names of table and constraint are kept.
 */
export function describe(error: unknown): string {
  // The queue of tasks gives a copy of the error, which is none any more.
  if (typeof error === 'object' && error !== null && !(error instanceof Error))
    return `${typeof error} ${databaseFacts(error)}`.trim()
  if (!(error instanceof Error)) return typeof error
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
  const facts =
    'severity' in error ? `${error.name} ${databaseFacts(error)}` : `${error.name}: ${error.message}`
  return [facts, ...frames].join(' | ')
}

function databaseFacts(error: object): string {
  const known = ['code', 'table', 'column', 'constraint', 'routine'] as const
  const facts = Object.entries(error).filter(([name]) => known.some((fact) => fact === name))
  return facts.map(([name, value]) => `${name}=${String(value)}`).join(' ')
}
