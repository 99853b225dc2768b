import { createHash } from 'node:crypto'
import os from 'node:os'
import type { Instance } from '#src/planning/model.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { improve } from '#src/planning/improve.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'
import { season } from './tools/planning-online.ts'
import { mended, quantile, type Kind } from './tools/planning-repair.ts'
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

/** A plan that stands as convoked. */
async function standingPlan(key: string, iterations: number): Promise<Instance> {
  const instance = generated(key, 1)
  const { places } = await improve(instance, { graine: 1, iterations })
  const requetes = new Map(instance.requetes.map((requete) => [requete.id, requete]))
  const fixes = places.flatMap((placement) => {
    const requete = requetes.get(placement.requete)
    return requete ? [{ requete, placement }] : []
  })
  return { ...instance, requetes: [], fixes }
}

async function repairs(
  key: string,
  { count, iterations, bar }: { count: number; iterations: number; bar: number },
): Promise<void> {
  const instance = await standingPlan(key, iterations)
  const kinds: Kind[] = ['demi-journée', 'journée', 'lycée fermé']
  for (const kind of kinds) {
    mended(instance, { kind, count: 3, seed: 1 })
    const found = mended(instance, { kind, count, seed: 7 })
    printTable(`réparation ${key}, ${kind}, ${found.events} événements`, [
      { quoi: 'règles dures enfreintes', valeur: found.broken, barre: 0 },
      { quoi: 'entretiens touchés', valeur: found.displaced },
      { quoi: 'changements visibles', valeur: found.visible },
      { quoi: 'borne inférieure', valeur: found.bound },
      {
        quoi: 'changements au-dessus de la borne',
        valeur: percent(found.visible, found.bound),
        unite: '%',
        barre: bar,
      },
      { quoi: 'réparations prouvées minimales', valeur: (100 * found.proven) / found.events, unite: '%' },
      { quoi: 'sans place', valeur: found.unplaced, barre: 0 },
      { quoi: 'processeur, médiane', valeur: quantile(found.times, 0.5), unite: 'ms' },
      { quoi: 'processeur, 99e centile', valeur: quantile(found.times, 0.99), unite: 'ms', barre: 50 },
    ])
  }
}

async function online(nightly: number): Promise<void> {
  const instance = generated('S2', 1)
  const all = solved(instance, { seconds: 20 })
  const found = await season(instance, { nightly })
  printTable(`au fil des inscriptions, S2, ${nightly} itérations par nuit, convocation à 5 jours`, [
    { quoi: 'règles dures enfreintes', valeur: found.broken, barre: 0 },
    { quoi: 'sans place', valeur: found.unplaced, barre: 0 },
    { quoi: 'tout connu', valeur: all.cout.total },
    { quoi: 'coût F', valeur: found.cost },
    { quoi: 'au-dessus du tout connu', valeur: percent(found.cost, all.cout.total), unite: '%', barre: 12 },
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
const some = option('s3') || option('s4')
if (!some) {
  compile(generated('S1', 1))
  tiny(RAPIDE ? 3 : 20)
  for (const seed of RAPIDE ? [1] : [1, 2, 3, 4, 5])
    await quality({ key: 'S1', seed, seconds: 2, bar: seed === 1 ? 2 : 4 })
  await quality({ key: 'S2', seed: 1, seconds: RAPIDE ? 3 : 20, bar: 11, lb1: { seconds: 60 } })
  await repairs('S1', { count: RAPIDE ? 10 : 34, iterations: 60_000, bar: 5 })
  await repairs('S2', { count: RAPIDE ? 10 : 60, iterations: 100_000, bar: 5 })
  await online(RAPIDE ? 2_000 : 15_000)
}
if (option('s3')) {
  await quality({ key: 'S3', seed: 1, seconds: RAPIDE ? 20 : 120, lb1: { seconds: 300, bar: 17 } })
  await repairs('S3', { count: RAPIDE ? 10 : 60, iterations: 400_000, bar: 2 })
}
if (option('s4'))
  await quality({ key: 'S4', seed: 1, seconds: RAPIDE ? 60 : 600, lb1: { seconds: 900, bar: 19 } })
process.stdout.write(`${machine()}\n`)
