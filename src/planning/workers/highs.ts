import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Optimum } from '#src/planning/bounds/tick-prices.ts'
import { projectFolder } from '#src/kit/project-folder.ts'

const threadOf = (name: string, workerData: unknown): Worker =>
  new Worker(join(projectFolder(), 'src/planning/workers', name), { workerData })

export interface Found {
  borne: number | null
  plan: number | null
  secondes: number
  /** Of a relaxation, in the order of its rows; null where the bound is. */
  duales: Float64Array | null
}

interface Programme {
  text: string
  seconds: number
  integer: boolean
  /** A relaxation whose rows are nearly alike: the interior point ends near its optimum and cannot prove it. */
  simplexe?: boolean
}

/** What HiGHS proves of a programme in a thread of its own, within some seconds. Rejects when the thread fails. */
export function solve(programme: Programme, signal?: AbortSignal): Promise<Found> {
  const worker = threadOf('highs-worker.mjs', programme)
  const stop = (): void => void worker.terminate()
  signal?.addEventListener('abort', stop, { once: true })
  return answerOf<Found>(worker).finally(() => signal?.removeEventListener('abort', stop))
}

/** A programme that is solved again and again: the variables whose costs change. */
export interface Repeated {
  text: string
  variables: readonly string[]
}

export interface Series {
  /** `couts[i]`: of the variables of the i-th programme. Rejects when a thread fails. */
  solve: (couts: readonly Float64Array[]) => Promise<Optimum[]>
  close: () => Promise<void>
}

/** Programmes that one thread keeps: HiGHS has 4 GB of memory at most. */
const PER_THREAD = 50

/** Threads that keep some relaxations and solve them at one set of costs after the other. */
export function openSeries(programmes: readonly Repeated[]): Series {
  const threads = Array.from({ length: Math.ceil(programmes.length / PER_THREAD) }, (_, rank) => {
    const from = rank * PER_THREAD
    const own = programmes.slice(from, from + PER_THREAD)
    return { worker: threadOf('highs-series-worker.mjs', own), from, end: from + own.length }
  })
  return {
    solve: async (couts) => {
      const parts = await Promise.all(
        threads.map(({ worker, from, end }) => {
          worker.postMessage(couts.slice(from, end))
          return answerOf<Optimum[]>(worker)
        }),
      )
      return parts.flat()
    },
    close: async () => void (await Promise.all(threads.map(({ worker }) => worker.terminate()))),
  }
}

/** The next thing that a thread says; rejects when it fails or ends without a word. */
function answerOf<T>(worker: Worker): Promise<T> {
  const forget = new AbortController()
  const { signal } = forget
  return Promise.race([
    once(worker, 'message', { signal }).then(([answer]): T => answer),
    once(worker, 'exit', { signal }).then(() => {
      throw new Error('le calcul de la borne s’est arrêté')
    }),
  ]).finally(() => forget.abort())
}
