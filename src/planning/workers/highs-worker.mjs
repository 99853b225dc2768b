import { parentPort, workerData } from 'node:worker_threads'
import loadHighs from 'highs'

/**
 * The thread that solves linear programmes: HiGHS blocks the thread it runs in, so never one that serves pages.
 * Plain JavaScript, run from its source folder, under Vitest and beside the build alike.
 */
const { text, seconds, integer, simplexe } = workerData
const OPTIMAL = 7

const highs = await loadHighs()
const begun = process.cpuUsage()
const model = highs.createModel({ format: 'lp', data: text })
model.options.set({ time_limit: seconds, output_flag: false, mip_rel_gap: 1e-5 })
// Interior point without crossover is the quickest on the large relaxations; it holds to the solver's tolerance.
if (!integer && !simplexe) model.options.set({ solver: 'ipm', run_crossover: 'off' })
if (simplexe) model.options.set({ solver: 'simplex' })
model.run()
const { user, system } = process.cpuUsage(begun)
const name = integer ? 'mip_dual_bound' : 'objective_function_value'
const proven = integer || Number(model.getModelStatus()) === OPTIMAL
const finite = (value) => (Number.isFinite(value) ? value : null)
parentPort?.postMessage({
  borne: finite(proven ? Number(model.info.get(name)) : Number.NaN),
  // Without a plan HiGHS gives an objective of 0 or infinite.
  plan: finite(integer ? Number(model.info.get('objective_function_value')) || Number.NaN : Number.NaN),
  duales: proven && !integer ? model.getSolution().rowDual : null,
  secondes: (user + system) / 1e6,
})
model.dispose()
