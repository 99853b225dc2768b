import { createHash } from 'node:crypto'
import os from 'node:os'
import type { Instance } from '#src/planning/model.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'
import { firstFit, generated, known, solved, type Outcome } from './tools/planning-run.ts'
import { peakMemory, RAPIDE } from './tools/measure.ts'
import { printTable, type Figure } from './tools/table.ts'

const option = (name: string): boolean => process.argv.includes(`--${name}`)
const percent = (value: number, bound: number): number => (100 * (value - bound)) / bound

interface Scene {
  key: string
  seed: number
  seconds: number
  /** Highest gap to the stored bound, in %. */
  bar?: number
  lb1?: { seconds: number; bar?: number }
}

/** SHA-256 of an instance: a changed generator must be seen. */
function print(instance: Instance): string {
  const { disponibilites, requetes, contraintes, trajets } = instance
  const text = JSON.stringify([
    disponibilites,
    requetes,
    [...(contraintes.sallesParLieu ?? [])],
    [...(trajets?.minutes ?? [])],
  ])
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

const shared = (outcome: Outcome): Figure[] => [
  { quoi: 'règles dures enfreintes (contrôle indépendant)', valeur: outcome.broken, barre: 0 },
  { quoi: 'entretiens sans place', valeur: outcome.indicateurs.nonPlaces, barre: 0 },
  { quoi: 'coût F', valeur: outcome.cout.total },
  { quoi: 'secondes de processeur', valeur: outcome.seconds, unite: 's' },
  { quoi: 'itérations', valeur: outcome.iterations },
  { quoi: "demi-journées d'intervenant", valeur: outcome.indicateurs.demiJourneesIntervenant },
  { quoi: 'sorties', valeur: outcome.indicateurs.sorties },
  { quoi: "demi-journées d'élève", valeur: outcome.indicateurs.demiJourneesEleve },
  { quoi: 'minutes de trajet', valeur: outcome.indicateurs.trajetMinutes },
]

async function boundsOf(scene: Scene, instance: Instance, cost: number): Promise<Figure[]> {
  const stored = known().find((one) => one.echelle === scene.key && one.graine === scene.seed)
  const figures: Figure[] = []
  if (stored) {
    const bar = scene.bar === undefined ? {} : { barre: scene.bar }
    figures.push({
      quoi: `écart à ${stored.modele} (${stored.borne})`,
      valeur: percent(cost, stored.borne),
      unite: '%',
      ...bar,
    })
  }
  if (stored?.meilleur !== undefined)
    figures.push({
      quoi: `écart au meilleur connu (${stored.meilleur})`,
      valeur: percent(cost, stored.meilleur),
      unite: '%',
      barre: 1,
    })
  if (!scene.lb1) return figures
  const { borne, secondes } = await lowerBound(instance, { modele: 'LB1', seconds: scene.lb1.seconds })
  const bar = scene.lb1.bar === undefined ? {} : { barre: scene.lb1.bar }
  if (borne !== null)
    figures.push({
      quoi: `écart à LB1 (${Math.round(borne)}, ${secondes.toFixed(1)} s)`,
      valeur: percent(cost, borne),
      unite: '%',
      ...bar,
    })
  return figures
}

async function quality(scene: Scene): Promise<void> {
  const instance = generated(scene.key, scene.seed)
  const first = firstFit(instance).indicateurs
  const outcome = solved(instance, { seconds: scene.seconds })
  const { indicateurs: own } = outcome
  printTable(
    `${scene.key} graine ${scene.seed} (${print(instance)}), ${scene.seconds} s de processeur demandées`,
    [
      ...shared(outcome),
      ...(await boundsOf(scene, instance, outcome.cout.total)),
      {
        quoi: 'demi-journées d’intervenant / premier libre',
        valeur: percent(own.demiJourneesIntervenant, first.demiJourneesIntervenant),
        unite: '%',
      },
      { quoi: 'sorties / premier libre', valeur: percent(own.sorties, first.sorties), unite: '%' },
      {
        quoi: 'demi-journées d’élève / premier libre',
        valeur: percent(own.demiJourneesEleve, first.demiJourneesEleve),
        unite: '%',
      },
      { quoi: 'mémoire de crête', valeur: peakMemory(), unite: 'Mo' },
    ],
  )
}

/** Forty interviews, against the optimum that HiGHS proves of a relaxed model (stored). */
function tiny(count: number): void {
  const figures: Figure[] = []
  let equal = 0
  for (let seed = 1; seed <= count; seed++) {
    const instance = generated('S1', seed, { entretiens: 40, colleges: 6 })
    const { cout, broken } = solved(instance, { seconds: 1 })
    const borne = known().find((one) => one.echelle === 'T40' && one.graine === seed)?.borne ?? null
    const gap = borne === null ? Number.NaN : percent(cout.total, borne)
    if (gap <= 0.1) equal++
    figures.push({
      quoi: `graine ${seed} : F ${cout.total}, borne ${borne?.toFixed(0)}, enfreintes ${broken}`,
      valeur: gap,
      unite: '%',
    })
  }
  printTable(`40 entretiens, 1 s de processeur, contre HiGHS (${equal} sur ${count} à 0,1 % près)`, figures)
}

const machine = (): string =>
  `Node ${process.versions.node}, ${os.availableParallelism()} cœurs, charge ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`

process.stdout.write(`${machine()}\n`)
const some = option('s3') || option('s4')
if (!some) {
  compile(generated('S1', 1))
  tiny(RAPIDE ? 3 : 20)
  for (const seed of RAPIDE ? [1] : [1, 2, 3, 4, 5])
    await quality({ key: 'S1', seed, seconds: 2, bar: seed === 1 ? 2 : 4 })
  await quality({ key: 'S2', seed: 1, seconds: RAPIDE ? 3 : 20, bar: 11, lb1: { seconds: 60 } })
}
if (option('s3'))
  await quality({ key: 'S3', seed: 1, seconds: RAPIDE ? 20 : 120, lb1: { seconds: 300, bar: 17 } })
if (option('s4'))
  await quality({ key: 'S4', seed: 1, seconds: RAPIDE ? 60 : 600, lb1: { seconds: 900, bar: 19 } })
process.stdout.write(`${machine()}\n`)
