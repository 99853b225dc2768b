import { Worker } from 'node:worker_threads'

/** Milliseconds after which a thread that nobody asked for again is ended. */
const PATIENCE = 60_000

/** Threads that have worked and wait: the file they run, and the end of our patience. */
const idle = new Map<Worker, { file: string; end: NodeJS.Timeout }>()

/** False when it was not waiting. */
function wake(thread: Worker): boolean {
  clearTimeout(idle.get(thread)?.end)
  return idle.delete(thread)
}

/**
 * A thread of this file. One that has just ended other work is taken before a new one is made: its code is compiled
 * already, which is most of what a small campaign costs.
 */
export function hire(file: string): Worker {
  for (const [thread, waiting] of idle)
    if (waiting.file === file && wake(thread)) {
      thread.ref()
      return thread
    }
  const thread = new Worker(file)
  return thread.once('exit', () => wake(thread))
}

/** Lets a thread that has nothing left to do wait for more work, for a while. It keeps no process alive. */
export function release(file: string, thread: Worker): void {
  thread.unref()
  idle.set(thread, { file, end: setTimeout(() => void thread.terminate(), PATIENCE).unref() })
}
