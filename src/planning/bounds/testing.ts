import loadHighs from 'highs'
import type { CollegeModel, Use } from '#src/planning/bounds/college-model.ts'
import type { Entiers } from '#src/planning/bounds/lp-text.ts'
import { shiftModel } from '#src/planning/bounds/shift-model.ts'
import { compile } from '#src/planning/engine/compile.ts'
import type { Instance } from '#src/planning/model.ts'

const highs = await loadHighs()

/** Optimum of the model that keeps the half-days; HiGHS is loaded once, where the thread of the product loads it each time. */
export function optimumOf(asked: Instance, entiers: Entiers): number {
  const model = highs.createModel({ format: 'lp', data: shiftModel(compile(asked).problem).text(entiers) })
  model.options.set({ output_flag: false, mip_rel_gap: 0 })
  model.run()
  const found = Number(model.info.get('objective_function_value'))
  model.dispose()
  return found
}

/** Optimum of the relaxed model of a collège where each use costs what it is told to. */
export function optimumAt({ lp, uses }: CollegeModel, costOf: (use: Use) => number): number {
  const model = highs.createModel({ format: 'lp', data: lp.text('aucun') })
  model.options.set({ output_flag: false })
  for (const use of uses) model.changeColCost(model.getColByName(use.variable), costOf(use))
  model.run()
  const found = Number(model.info.get('objective_function_value'))
  model.dispose()
  return found
}
