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
