import os from 'node:os'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'
import { season, type Regle } from './tools/planning-online.ts'
import { quantile } from './tools/planning-repair.ts'
import { generated, solved } from './tools/planning-run.ts'
import { RAPIDE } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

interface Scene {
  key: string
  /** Iterations with which the plan that knows all is made, and those of a night for each interview that is held. */
  known: number
  nightly: number
}

/** A season of registrations against the plan that one could make knowing them all from the start. */
async function online({ key, known, nightly }: Scene): Promise<void> {
  const instance = generated(key, 1)
  const all = solved(instance, { iterations: known })
  process.stdout.write(`\n${key}, tout connu : ${Math.round(all.seconds)} s de processeur\n`)
  const { annonce } = REGLAGES_PAR_DEFAUT
  const own: Regle = { vagues: 'semaine', annonce, prevoir: true, etalement: null }
  const rules: (Regle & { titre: string })[] = [
    { titre: 'comme l’application', ...own },
    { titre: 'sans prévision', ...own, prevoir: false },
    { titre: 'convocation jour par jour', ...own, vagues: 'jour' },
    { titre: 'chaque collège inscrit les siens en trois jours', ...own, etalement: 3 },
    { titre: 'chaque collège inscrit les siens en huit jours', ...own, etalement: 8 },
  ]
  for (const { titre, ...rule } of RAPIDE ? rules.slice(0, 1) : rules) {
    const found = await season(instance, { ...rule, nightly })
    printTable(
      `au fil des inscriptions, ${key}, ${nightly} itérations par entretien et par nuit : ${titre}`,
      [
        { quoi: 'règles dures enfreintes', valeur: found.broken, barre: 0 },
        { quoi: 'sans place', valeur: found.unplaced, barre: 0 },
        { quoi: 'familles prévenues d’un changement', valeur: found.changes },
        { quoi: 'tout connu', valeur: all.cout.total },
        { quoi: 'coût F', valeur: found.cost },
        {
          quoi: 'au-dessus du tout connu',
          valeur: (100 * (found.cost - all.cout.total)) / all.cout.total,
          unite: '%',
          ...(rule.prevoir ? { barre: 12 } : {}),
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
if (process.argv.includes('--s3'))
  await online({ key: 'S3', known: RAPIDE ? 400_000 : 1_500_000, nightly: RAPIDE ? 10 : 200 })
else await online({ key: 'S2', known: 900_000, nightly: RAPIDE ? 10 : 1_000 })
process.stdout.write(`${machine()}\n`)
