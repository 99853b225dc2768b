import os from 'node:os'
import { reserve } from '#src/planning/engine/admit.ts'
import { placeOn } from '#src/planning/place-one.ts'
import { exactSuite, type Suite } from './tools/planning-exact.ts'
import { KINDS } from './tools/planning-events.ts'
import { brokenNow } from './tools/planning-judge.ts'
import { placesAsAsked } from './tools/planning-places.ts'
import { mended, proofOf, quantile } from './tools/planning-repair.ts'
import { cpuSeconds, generated } from './tools/planning-run.ts'
import { standingPlan } from './tools/planning-standing.ts'
import { peakMemory, RAPIDE } from './tools/measure.ts'
import { printTable, written } from './tools/table.ts'

const option = (name: string): boolean => process.argv.includes(`--${name}`)
const percent = (value: number, bound: number): number => (100 * (value - bound)) / bound
const last = (sorted: readonly number[]): number => sorted.at(-1) ?? Number.NaN

const machine = (): string =>
  `Node ${process.versions.node}, ${os.availableParallelism()} cœurs, charge ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`

interface Scene {
  key: string
  seed: number
  count: number
  iterations: number
  /** Changes above the bound, at most, in %. */
  bar: number
  /** What proves, beside the repairs: never counted in what they cost. Seconds by the clock, then of processor. */
  proof: { each: number; all: number }
}

/** A lycée closed on 1,500 takes the solver long, when other work shares the machine. */
const PATIENT = { each: 90, all: 400 }

/** Says what is being done, since a kind of event takes a while. */
const tell = (text: string): void => void process.stdout.write(`${text}\n`)

async function repairs({ key, seed, count, iterations, bar, proof: means }: Scene): Promise<void> {
  const begun = cpuSeconds()
  const { open } = standingPlan(generated(key, seed), { iterations, rooms: true })
  const broken = brokenNow(open.instance)
  tell(`\n${key} graine ${seed} : plan posé, ${written(cpuSeconds() - begun)} s de processeur`)
  const places = placesAsAsked(open.instance)
  for (const kind of KINDS) {
    mended(open, { kind, count: 30, seed: 1 })
    const from = cpuSeconds()
    const found = mended(open, { kind, count, seed: 7 })
    const spent = cpuSeconds() - from
    tell(`  ${kind} : ${found.events} événements réparés et contrôlés, ${written(spent)} s de processeur`)
    const proof = await proofOf(open, found, { places, ...means })
    tell(
      `    ${found.above.length} au-dessus de leur borne, ${written(proof.seconds)} s de processeur pour les juger`,
    )
    printTable(`réparation ${key} graine ${seed}, ${kind}, ${found.events} événements`, [
      { quoi: 'règles dures enfreintes (contrôle indépendant)', valeur: broken + found.broken, barre: 0 },
      { quoi: 'entretiens touchés', valeur: found.displaced },
      { quoi: 'changements visibles', valeur: found.visible },
      { quoi: 'borne immédiate, dite à l’écran', valeur: found.bound },
      { quoi: `événements bornés par HiGHS, ${means.each} s au plus chacun`, valeur: proof.solved },
      { quoi: 'événements au-dessus de leur borne immédiate, faute de temps', valeur: proof.timeless },
      { quoi: 'borne, la meilleure des deux', valeur: proof.bound },
      {
        quoi: 'changements au-dessus de la borne',
        valeur: percent(found.visible, proof.bound),
        unite: '%',
        barre: bar,
      },
      { quoi: 'réparations prouvées minimales', valeur: (100 * proof.proven) / found.events, unite: '%' },
      { quoi: 'sans place', valeur: found.unplaced },
      {
        quoi: 'sans place, sans preuve qu’il n’y en a pas',
        valeur: found.unplaced - proof.inevitable,
        barre: 0,
      },
      { quoi: 'processeur, médiane', valeur: quantile(found.times, 0.5), unite: 'ms' },
      { quoi: 'processeur, 99e centile', valeur: quantile(found.times, 0.99), unite: 'ms', barre: 50 },
      { quoi: 'processeur, maximum', valeur: last(found.times), unite: 'ms' },
    ])
  }
}

/** A hundred events whose repair is compared with a proven minimum. */
async function exacts(): Promise<void> {
  const crowded = { entretiens: 50, colleges: 8, domaines: 4, load: [0.85, 0.85] as const }
  const suites = [await exactSuite(generated('S1', 1), { count: 40, seed: 7 })]
  for (const seed of [1, 2, 3, 4, 5, 6])
    suites.push(await exactSuite(generated('S1', seed, crowded), { count: 10, seed: 7 }))
  const sum = (part: keyof Suite): number => suites.reduce((total, suite) => total + suite[part], 0)
  printTable('suite exacte, 100 événements (S1, et 50 entretiens à 85 % de charge)', [
    { quoi: 'minimum prouvé par la borne', valeur: sum('bound') },
    { quoi: 'minimum prouvé en essayant tout', valeur: sum('exhaustive') },
    { quoi: 'minimum prouvé par HiGHS', valeur: sum('model') },
    { quoi: 'au-dessus du minimum', valeur: sum('above'), barre: 0 },
    { quoi: 'non tranchés', valeur: sum('unknown'), barre: 0 },
    { quoi: 'dont avec un élève sans place', valeur: sum('unplaced') },
  ])
}

/** Requests that arrive on a campaign in which all the others have their place. */
function placements(key: string, apart: number): void {
  const { open, later } = standingPlan(generated(key, 1), { iterations: 0, apart })
  reserve(open, later.length)
  const times: number[] = []
  let placed = 0
  for (const requete of later) {
    const begun = cpuSeconds()
    if (placeOn(open, requete)) placed++
    times.push(1000 * (cpuSeconds() - begun))
  }
  times.sort((a, b) => a - b)
  printTable(`placement au fil de l’eau, ${key}, ${open.board.problem.sizes.items} inscrits`, [
    { quoi: 'arrivées', valeur: later.length },
    { quoi: 'sans place libre', valeur: later.length - placed },
    { quoi: 'moteur, processeur, médiane', valeur: quantile(times, 0.5), unite: 'ms' },
    { quoi: 'moteur, processeur, 99e centile', valeur: quantile(times, 0.99), unite: 'ms', barre: 1 },
    { quoi: 'moteur, processeur, maximum', valeur: last(times), unite: 'ms' },
    { quoi: 'mémoire de crête', valeur: peakMemory(), unite: 'Mo' },
  ])
}

tell(machine())
const asked = ['exacte', 's2', 's3', 's4'].filter(option)
const wants = (name: string, quick = false): boolean =>
  asked.length === 0 ? quick || !RAPIDE : asked.includes(name)
if (wants('exacte', true)) await exacts()
if (wants('s2', true)) {
  await repairs({ key: 'S1', seed: 1, count: RAPIDE ? 10 : 34, iterations: 60_000, bar: 5, proof: PATIENT })
  for (const seed of RAPIDE ? [1] : [1, 2, 3])
    await repairs({ key: 'S2', seed, count: RAPIDE ? 30 : 200, iterations: 100_000, bar: 5, proof: PATIENT })
}
if (wants('s3'))
  await repairs({
    key: 'S3',
    seed: 1,
    count: RAPIDE ? 30 : 200,
    iterations: 400_000,
    bar: 2,
    proof: { each: 10, all: 40 },
  })
if (wants('s4')) placements('S4', RAPIDE ? 500 : 5_000)
tell(machine())
