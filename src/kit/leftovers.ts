type Undo = () => void | Promise<void>

const pending = new Set<Undo>()

/**
 * Remembers what must be undone should the process be told to stop meanwhile (temporary files, a server of our own).
 * Returns how to forget it, once the work has cleaned up by itself.
 */
export function ifInterrupted(undo: Undo): () => void {
  pending.add(undo)
  return () => void pending.delete(undo)
}

/** Undoes everything still remembered, last first; one that fails does not hold the others back. */
export async function undoLeftovers(): Promise<void> {
  const list = [...pending].reverse()
  pending.clear()
  for (const undo of list) await Promise.resolve(undo()).catch(() => undefined)
}

type Finish = () => string

const finishes: Finish[] = []

/**
 * What a first Ctrl-C asks of work that can end early with what it has: it is told to, and says so in a sentence; the
 * next Ctrl-C stops everything. Returns how to forget it.
 */
export function ifAskedToFinish(finish: Finish): () => void {
  finishes.push(finish)
  return () => {
    const index = finishes.indexOf(finish)
    if (index >= 0) finishes.splice(index, 1)
  }
}

/** Asks the last work that can finish early to do so; its sentence, or undefined when there is none. */
export const askToFinish = (): string | undefined => finishes.pop()?.()
