import type { Address } from '#src/db/connection.ts'
import { run } from '#src/cli/program.ts'
import type { ExitCode } from '#src/cli/command.ts'

export interface Said {
  code: ExitCode
  out: string
  err: string
}

/** Runs a command line in this process; `address`: the base it works on; `env`: what else the environment says. */
export async function passpro(
  words: readonly string[],
  address?: Address,
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  let out = ''
  let err = ''
  const code = await run(words, {
    out: (text) => void (out += text),
    say: (line) => void (err += `${line}\n`),
    env: address ? { DATABASE_URL: urlOf(address), ...env } : env,
  })
  return { code, out, err }
}

/** The base of a test as an operator would name a server. */
export function urlOf(address: Address): string {
  if ('url' in address) return address.url
  return `postgres://passpro_owner@/${address.database}?host=${encodeURIComponent(address.host)}&port=${address.port}`
}
