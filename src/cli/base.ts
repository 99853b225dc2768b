import type { Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { joinBase, readBaseSettings, type Base } from '#src/db/base.ts'
import { isOutage } from '#src/db/outage.ts'
import { ifInterrupted } from '#src/kit/leftovers.ts'

/** A server that no longer answers must not hold the end of a command back. */
const PATIENCE_MS = 10_000

/** Opens the same base as the service, does the work, closes it. */
export async function withBase<T>(terminal: Terminal, work: (base: Base) => Promise<T>): Promise<T> {
  const base = await open(terminal)
  const forget = ifInterrupted(() => base.interrupt())
  try {
    return await work(base)
  } finally {
    await within(PATIENCE_MS, base.close())
    forget()
  }
}

async function open(terminal: Terminal): Promise<Base> {
  const settings = readBaseSettings(terminal.env)
  try {
    return await joinBase({ ...settings, onNotice: (line) => terminal.say(line) })
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    if (settings.databaseUrl !== undefined && isOutage(error))
      throw new Refusal(`Le serveur de DATABASE_URL ne répond pas : ${cause}`)
    throw new Refusal(`La base de données ne s’ouvre pas : ${cause}`)
  }
}

async function within(ms: number, closing: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))
  await Promise.race([closing.catch(() => undefined), late])
  clearTimeout(timer)
}
