import os from 'node:os'
import { season } from './tools/planning-online.ts'
import { quantile } from './tools/planning-repair.ts'
import { generated, solved } from './tools/planning-run.ts'
import { RAPIDE } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

/** School days from the opening of the calendar to the first interviews: four pupils out of five are registered. */
const PATIENCE = 7

/** A season of registrations against the plan that one could make knowing them all from the start. */
async function online(nightly: number): Promise<void> {
  const instance = generated('S2', 1)
  const all = solved(instance, { iterations: 900_000 })
  for (const first of RAPIDE ? [PATIENCE] : [0, PATIENCE]) {
    const found = await season(instance, { nightly, first })
    printTable(
      `au fil des inscriptions, S2, ${nightly} itérations par nuit, convocation à 5 jours, premiers entretiens au jour ${first}`,
      [
        { quoi: 'règles dures enfreintes', valeur: found.broken, barre: 0 },
        { quoi: 'sans place', valeur: found.unplaced, barre: 0 },
        { quoi: 'tout connu', valeur: all.cout.total },
        { quoi: 'coût F', valeur: found.cost },
        {
          quoi: 'au-dessus du tout connu',
          valeur: (100 * (found.cost - all.cout.total)) / all.cout.total,
          unite: '%',
          barre: 12,
        },
        { quoi: 'nuit, processeur, médiane', valeur: quantile(found.nights, 0.5), unite: 's' },
        { quoi: 'nuit, processeur, maximum', valeur: found.nights.at(-1) ?? 0, unite: 's' },
        { quoi: 'placement, processeur, médiane', valeur: quantile(found.times, 0.5), unite: 'ms' },
        { quoi: 'placement, processeur, 99e centile', valeur: quantile(found.times, 0.99), unite: 'ms' },
      ],
    )
  }
}

const machine = (): string =>
  `Node ${process.versions.node}, ${os.availableParallelism()} cœurs, charge ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`

process.stdout.write(`${machine()}\n`)
await online(RAPIDE ? 20_000 : 100_000)
process.stdout.write(`${machine()}\n`)
