import { existsSync } from 'node:fs'
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { PartSearch, type Advance } from '#src/planning/engine/part-search.ts'
import type { Standing } from '#src/planning/engine/whole.ts'
import type { Problem } from '#src/planning/engine/problem.ts'
import type { Round } from '#src/planning/engine/rounds.ts'
import {
  inSharedMemory,
  moveToSharedMemory,
  type Report,
  type Shared,
  type Task,
} from '#src/planning/workers/memory.ts'
import { hire, release } from '#src/planning/workers/threads.ts'

/** Works on the parts of a round, alone or in threads. Where things stand is in `standing`, before and after. */
export interface Crew {
  standing: Standing
  work(round: Round, heard: (advance: Advance) => void): Promise<void>
  /** Asks for an end as soon as possible, with the best found. */
  stop(): void
  close(): Promise<void>
}

/** More than this and threads wait for memory more than they help. */
const MOST_THREADS = 4

/** The built worker lies beside the built code that asks for it; from the sources (tests) there is none. */
function builtWorker(): string | undefined {
  const places = ['./planification.js', '../planification.js']
  return places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((file) => existsSync(file))
}

/**
 * As many threads as there are processors and parts, when there is a worker to run; else this thread, in slices. The
 * arrays of the problem are moved to memory that threads share.
 */
export function crewFor(
  problem: Problem,
  { standing, parts, worker = builtWorker(), threads = os.availableParallelism() }: CrewOptions,
): Crew {
  const shared: Shared = {
    problem: moveToSharedMemory(problem),
    before: inSharedMemory(standing),
    after: inSharedMemory(standing),
    stop: new Int32Array(new SharedArrayBuffer(4)),
  }
  const count = Math.min(parts, threads, MOST_THREADS)
  return worker === undefined || count < 1
    ? alone(shared)
    : inThreads(shared, { worker, count, kept: parts === 1 })
}

export interface CrewOptions {
  standing: Standing
  /** Parts of a round, at most. */
  parts: number
  worker?: string | undefined
  /** 0: this thread only. */
  threads?: number | undefined
}

function takeOver({ before, after }: Shared): void {
  before.shift.set(after.shift)
  before.tick.set(after.tick)
  before.bunch.set(after.bunch)
}

/** Iterations between two looks at the signal: some tens of milliseconds. */
const SLICE = 2_000

/** Lets whatever else the process does take its turn. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

const alone = (shared: Shared): Crew => ({
  standing: shared.before,
  async work({ cut, orders }, heard) {
    for (const order of orders) {
      const search = new PartSearch(shared.problem, { standing: shared.before, cut, order })
      while (!search.ended && shared.stop[0] === 0) {
        search.run(SLICE)
        heard(search.advance)
        await pause()
      }
      search.finish(shared.after)
      heard(search.advance)
    }
    takeOver(shared)
  },
  stop: () => void (shared.stop[0] = 1),
  close: () => Promise.resolve(),
})

/** `kept`: threads wait for more work afterwards. */
function inThreads(
  shared: Shared,
  { worker, count, kept }: { worker: string; count: number; kept: boolean },
): Crew {
  const threads = Array.from({ length: count }, () => hire(worker))
  const busy = new Set<Worker>()
  return {
    standing: shared.before,
    async work({ cut, orders }, heard) {
      const waiting = [...orders]
      const serve = async (thread: Worker): Promise<void> => {
        for (let order = waiting.shift(); order; order = waiting.shift()) {
          busy.add(thread)
          thread.postMessage({ shared, cut, order } satisfies Task)
          await untilEnded(thread, heard)
          busy.delete(thread)
        }
      }
      await Promise.all(threads.map(serve))
      takeOver(shared)
    },
    stop: () => void Atomics.store(shared.stop, 0, 1),
    // A thread that failed, or that another left at work by failing, is not trusted again. One that worked on a large
    // campaign would keep its memory while it waits.
    close: async () => {
      const waiting = new Set(kept ? threads.filter((thread) => !busy.has(thread)) : [])
      for (const thread of waiting) release(worker, thread)
      await Promise.all(threads.filter((thread) => !waiting.has(thread)).map((thread) => thread.terminate()))
    },
  }
}

/** Hears a thread until its part is done. Rejects when the thread fails. */
function untilEnded(thread: Worker, heard: (advance: Advance) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = ({ advance, ended }: Report): void => {
      heard(advance)
      if (ended) settle(resolve)
    }
    const fail = (error: unknown): void => settle(() => reject(error))
    const left = (): void => settle(() => reject(new Error('un fil du planificateur s’est arrêté')))
    const settle = (then: () => void): void => {
      thread.off('message', listen).off('error', fail).off('exit', left)
      then()
    }
    thread.on('message', listen).once('error', fail).once('exit', left)
  })
}
