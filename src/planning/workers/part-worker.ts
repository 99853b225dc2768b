import { parentPort } from 'node:worker_threads'
import { PartSearch } from '#src/planning/engine/part-search.ts'
import type { Task } from '#src/planning/workers/memory.ts'

/** Iterations between two looks at the signal, and two reports. */
const SLICE = 2_000

/** Betters one part of a plan after the other: reads where things stood, and writes its own movers only. */
function work({ shared, cut, order }: Task): void {
  const search = new PartSearch(shared.problem, { standing: shared.before, cut, order })
  while (!search.ended && Atomics.load(shared.stop, 0) === 0) {
    search.run(SLICE)
    parentPort?.postMessage({ advance: search.advance, ended: false })
  }
  search.finish(shared.after)
  parentPort?.postMessage({ advance: search.advance, ended: true })
}

parentPort?.on('message', work)
