import { lagrangianBound } from '#src/planning/bounds/lagrangian.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { improve } from '#src/planning/improve.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'
import { instanceFor, knownOf } from './planning-instances.ts'
import { cpuSeconds } from './planning-run.ts'
import { printTable, type Figure } from './table.ts'

/** Long enough for the relaxation by collège to settle on 120 interviews. */
const ROUNDS = { items: 400, colleges: 2200, branch: 250 }

/** The cheapest of some plans of different seeds, and of the one that is known. */
async function bestPlan(key: string, seed: number): Promise<number> {
  const instance = instanceFor(key, seed)
  let best = knownOf(key, seed)?.meilleur ?? Number.POSITIVE_INFINITY
  for (const graine of [1, 2, 3])
    best = Math.min(best, (await improve(instance, { graine, iterations: 100_000 })).cout.total)
  return best
}

/** Proves bounds of instances of one lycée, by HiGHS (LB5) and by the Lagrangian (LB4), for the file of known bounds. */
export async function proofs(
  key: string,
  { seeds, branches, seconds }: { seeds: readonly number[]; branches: number; seconds: number },
): Promise<void> {
  const figures: Figure[] = []
  for (const seed of seeds) {
    const plan = await bestPlan(key, seed)
    const opened = await lowerBound(instanceFor(key, seed), { modele: 'LB5', seconds })
    process.stdout.write(
      `${key} graine ${seed} : LB5 ${opened.borne?.toFixed(1)}, ${opened.secondes.toFixed(1)} s\n`,
    )
    const begun = cpuSeconds()
    const { problem } = compile(instanceFor(key, seed))
    const found = lagrangianBound(problem, { plan, rounds: ROUNDS, branches })
    const taken = (cpuSeconds() - begun).toFixed(1)
    const other = Math.max(...(knownOf(key, seed)?.bornes ?? []).map(({ borne }) => borne))
    const quoi = `graine ${seed} : plan ${plan}, LB4 ${found.bound.toFixed(1)} (racine ${found.root.toFixed(1)}, ${found.branches} branches, ${taken} s${found.closed ? ', prouvé' : ''}), autre borne ${other}`
    const borne = Math.max(other, found.bound, opened.borne ?? 0)
    process.stdout.write(`${key} ${quoi}\n`)
    figures.push({ quoi, valeur: (100 * (plan - borne)) / borne, unite: '%' })
  }
  printTable(`${key}, écart à la meilleure borne`, figures)
}
