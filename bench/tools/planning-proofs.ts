import { improve } from '#src/planning/improve.ts'
import { lowerBound, type Modele } from '#src/planning/workers/lower-bound.ts'
import { instanceFor, knownOf } from './planning-instances.ts'
import { printTable, type Figure } from './table.ts'

/** The cheapest of some plans of different seeds, and of the one that is known. */
async function bestPlan(key: string, seed: number): Promise<number> {
  const instance = instanceFor(key, seed)
  let best = knownOf(key, seed)?.meilleur ?? Number.POSITIVE_INFINITY
  for (const graine of [1, 2, 3])
    best = Math.min(best, (await improve(instance, { graine, iterations: 100_000 })).cout.total)
  return best
}

/** Proves a bound of some instances within processor seconds of each, for the file of known bounds. */
export async function proofs(
  key: string,
  { seeds, ...asked }: { seeds: readonly number[]; modele: Modele; seconds: number },
): Promise<void> {
  const figures: Figure[] = []
  for (const seed of seeds) {
    const plan = await bestPlan(key, seed)
    const found = await lowerBound(instanceFor(key, seed), asked)
    const other = Math.max(...(knownOf(key, seed)?.bornes ?? []).map(({ borne }) => borne))
    const quoi = `graine ${seed} : plan ${plan}, ${asked.modele} ${found.borne?.toFixed(1) ?? 'néant'} (${found.secondes.toFixed(1)} s), borne connue ${other}`
    process.stdout.write(`${key} ${quoi}\n`)
    const borne = Math.max(other, found.borne ?? 0)
    figures.push({ quoi, valeur: (100 * (plan - borne)) / borne, unite: '%' })
  }
  printTable(`${key}, écart à la meilleure borne`, figures)
}
