/** The address of a list with these choices; empty ones are left out. */
export function addressOf(path: string, choices: Readonly<Record<string, string | number | null>>): string {
  const kept = Object.entries(choices).filter(([, value]) => value !== null && value !== '')
  const query = new URLSearchParams(
    kept.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  return query === '' ? path : `${path}?${query}`
}

/** What is asked for in the address when it is one of these values, else null. */
export const oneOf = <T extends string>(asked: string | undefined, values: readonly T[]): T | null =>
  values.find((value) => value === asked) ?? null
