import { parentPort, workerData } from 'node:worker_threads'
import loadHighs from 'highs'

/**
 * The thread that solves a series of linear programmes again and again, each time at other costs: what was found the
 * time before is where the next search starts from. Plain JavaScript, for the reasons of `highs-worker.mjs`.
 */
const OPTIMAL = 7

const highs = await loadHighs()
/** Of each programme: its text, and the names of the variables whose costs change. */
const programmes = workerData.map(({ text, variables }) => {
  const model = highs.createModel({ format: 'lp', data: text })
  model.options.set({ output_flag: false })
  return { model, indices: variables.map((name) => model.getColByName(name)) }
})

/** The optimum at these costs, and what the variables are then; null when it is not proven. */
function solved({ model, indices }, couts) {
  for (const [rang, index] of indices.entries()) model.changeColCost(index, couts[rang])
  model.run()
  if (Number(model.getModelStatus()) !== OPTIMAL) return null
  const { colValue } = model.getSolution()
  return {
    optimum: model.getObjectiveValue(),
    valeurs: Float64Array.from(indices, (index) => colValue[index]),
  }
}

parentPort?.on('message', (couts) => {
  parentPort.postMessage(programmes.map((one, rang) => solved(one, couts[rang])))
})
