import os from 'node:os'
import { season } from './tools/planning-online.ts'
import { quantile } from './tools/planning-repair.ts'
import { generated, solved } from './tools/planning-run.ts'
import { RAPIDE } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

/** A season of registrations against the plan that one could make knowing them all. */
async function online(nightly: number): Promise<void> {
  const instance = generated('S2', 1)
  const all = solved(instance, { seconds: 20 })
  const found = await season(instance, { nightly })
  printTable(`au fil des inscriptions, S2, ${nightly} itérations par nuit, convocation à 5 jours`, [
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
    { quoi: 'placement, médiane', valeur: quantile(found.times, 0.5), unite: 'ms' },
    { quoi: 'placement, 99e centile', valeur: quantile(found.times, 0.99), unite: 'ms' },
  ])
}

const machine = (): string =>
  `Node ${process.versions.node}, ${os.availableParallelism()} cœurs, charge ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`

process.stdout.write(`${machine()}\n`)
await online(RAPIDE ? 2_000 : 15_000)
process.stdout.write(`${machine()}\n`)
