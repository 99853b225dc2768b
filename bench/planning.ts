import os from 'node:os'
import { compile } from '#src/planning/engine/compile.ts'
import { lowerBound } from '#src/planning/workers/lower-bound.ts'
import { instanceFor, knownOf, printOf, type Connue } from './tools/planning-instances.ts'
import { firstFit, improvedWithin, type Outcome } from './tools/planning-run.ts'
import { growth } from './tools/planning-growth.ts'
import { proofs } from './tools/planning-proofs.ts'
import { peakMemory, RAPIDE } from './tools/measure.ts'
import { printTable, type Figure } from './tools/table.ts'

const option = (name: string): boolean => process.argv.includes(`--${name}`)
const percent = (value: number, bound: number): number => (100 * (value - bound)) / bound
const write = (line: string): void => void process.stdout.write(`${line}\n`)

interface Scene {
  key: string
  seed: number
  /** CPU seconds. */
  budget: number
  /** Highest values allowed, in %: gap to LB1, to the best bound, to the best plan known. */
  bars?: { lb1?: number; borne?: number; meilleur?: number }
}

/** Bounds from the weakest to the strongest. */
const bornesOf = (connue: Connue | undefined) => (connue?.bornes ?? []).toSorted((a, b) => a.borne - b.borne)

/** One run on one line, as the protocol of the reference asks. */
function tell(
  run: { key: string; seed: number; method: string; budget: string },
  { cout, indicateurs: i, broken, iterations, seconds }: Outcome,
): void {
  const connue = knownOf(run.key, run.seed)
  const gaps = bornesOf(connue).map(
    ({ modele, borne }) => `${modele} ${borne} (${percent(cout.total, borne).toFixed(2)} %)`,
  )
  const best = connue?.meilleur
  write(
    [
      `${run.key} graine ${run.seed}`,
      run.method,
      `budget ${run.budget}`,
      `${seconds.toFixed(2)} s, ${iterations} itérations`,
      `${i.places}/${i.places + i.nonPlaces} placés`,
      `${broken} règle enfreinte`,
      `F ${cout.total} = sans place ${cout.nonPlaces} + intervenants ${cout.demiJourneesIntervenant} + équilibre ${cout.equilibre} + sorties ${cout.sorties} + élèves ${cout.demiJourneesEleve} + trajets ${cout.trajets} + attente ${cout.attente}`,
      ...gaps,
      ...(best == null ? [] : [`meilleur connu ${best} (${percent(cout.total, best).toFixed(2)} %)`]),
    ].join(' · '),
  )
}

const barred = (barre: number | undefined): { barre?: number } => (barre === undefined ? {} : { barre })

function gapsOf({ key, seed, bars = {} }: Scene, cost: number): Figure[] {
  const connue = knownOf(key, seed)
  const bornes = bornesOf(connue)
  const gaps = bornes.map(({ modele, borne, solveur, statut }, rank): Figure => {
    const strongest = rank === bornes.length - 1
    const barre = modele === 'LB1' ? bars.lb1 : strongest ? bars.borne : undefined
    const quoi = `écart à ${modele} (${borne}, ${solveur}, ${statut})`
    return { quoi, valeur: percent(cost, borne), unite: '%', ...barred(barre) }
  })
  if (connue?.meilleur == null) return gaps
  const quoi = `écart au meilleur connu (${connue.meilleur})`
  return [...gaps, { quoi, valeur: percent(cost, connue.meilleur), unite: '%', ...barred(bars.meilleur) }]
}

const LARGE = { demiJourneesIntervenant: -19, sorties: -65, demiJourneesEleve: -11 } as const
const SAID = {
  demiJourneesIntervenant: 'demi-journées d’intervenant',
  sorties: 'sorties',
  demiJourneesEleve: 'demi-journées d’élève',
} as const

function againstFirstFit(scene: Scene, own: Outcome, first: Outcome): Figure[] {
  const keys = ['demiJourneesIntervenant', 'sorties', 'demiJourneesEleve'] as const
  return keys.map((key) => ({
    quoi: `${SAID[key]} / premier libre`,
    valeur: percent(own.indicateurs[key], first.indicateurs[key]),
    unite: '%',
    ...barred(scene.key === 'S3' ? LARGE[key] : undefined),
  }))
}

/** Gives the gap to the strongest bound, in %. */
async function quality(scene: Scene): Promise<number> {
  const { key, seed, budget } = scene
  const instance = instanceFor(key, seed)
  const print = printOf(instance)
  const changed = knownOf(key, seed)?.sha256 !== print
  const first = firstFit(instance)
  tell({ key, seed, method: 'premier libre', budget: '-' }, first)
  const outcome = await improvedWithin(instance, budget)
  tell({ key, seed, method: 'amélioration', budget: `${budget} s` }, outcome)
  printTable(`${key} graine ${seed} (${print.slice(0, 16)}), ${budget} s`, [
    { quoi: 'instance autre que celle des bornes (SHA-256)', valeur: changed ? 1 : 0, barre: 0 },
    { quoi: 'règles dures enfreintes (contrôle indépendant)', valeur: outcome.broken, barre: 0 },
    { quoi: 'entretiens sans place', valeur: outcome.indicateurs.nonPlaces, barre: 0 },
    { quoi: 'coût F', valeur: outcome.cout.total },
    { quoi: 'secondes de processeur', valeur: outcome.seconds, unite: 's' },
    ...gapsOf(scene, outcome.cout.total),
    ...againstFirstFit(scene, outcome, first),
    {
      quoi: 'mémoire de crête',
      valeur: peakMemory(),
      unite: 'Mo',
      ...barred(key === 'S4' ? 1000 : undefined),
    },
  ])
  return percent(outcome.cout.total, bornesOf(knownOf(key, seed)).at(-1)?.borne ?? Number.NaN)
}

/** One lycée: the first seed against its own bar, all of them against that of their mean. */
async function oneLycee(seeds: readonly number[]): Promise<void> {
  const gaps: number[] = []
  for (const seed of seeds)
    gaps.push(await quality({ key: 'S1', seed, budget: 2, bars: seed === 1 ? { borne: 2 } : {} }))
  const valeur = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  printTable(`S1, graines ${seeds.join(', ')}`, [
    { quoi: 'écart moyen à la meilleure borne', valeur, unite: '%', barre: 4 },
  ])
}

/** Forty interviews, against the optimum that HiGHS proves of a relaxed model (stored). */
async function tiny(count: number): Promise<void> {
  const figures: Figure[] = []
  let equal = 0
  for (let seed = 1; seed <= count; seed++) {
    const instance = instanceFor('T40', seed)
    const outcome = await improvedWithin(instance, 1)
    const { cout, broken } = outcome
    tell({ key: 'T40', seed, method: 'amélioration', budget: '1 s' }, outcome)
    const borne = bornesOf(knownOf('T40', seed)).at(-1)?.borne ?? Number.NaN
    const gap = percent(cout.total, borne)
    if (gap <= 0.1 && printOf(instance) === knownOf('T40', seed)?.sha256) equal++
    const quoi = `graine ${seed} : F ${cout.total}, borne ${borne}, enfreintes ${broken}`
    figures.push({ quoi, valeur: gap, unite: '%' })
  }
  printTable(`40 entretiens, 1 s de processeur, contre HiGHS (${equal} sur ${count} à 0,1 % près)`, figures)
}

/** HiGHS on the model without start times (an easier problem than ours), then the planner, on the same machine. */
async function peer(key: string, seconds: number): Promise<void> {
  const instance = instanceFor(key, 1)
  const found = await lowerBound(instance, { modele: 'LB3', seconds })
  const own = await improvedWithin(instance, found.secondes / 100)
  tell({ key, seed: 1, method: 'amélioration', budget: 'un centième de HiGHS' }, own)
  printTable(`${key} graine 1, HiGHS en nombres entiers, ${seconds} s au plus`, [
    { quoi: 'HiGHS, secondes de processeur', valeur: found.secondes, unite: 's' },
    { quoi: 'HiGHS, meilleur plan (sans heures de début) ; aucun : néant', valeur: found.plan ?? Number.NaN },
    { quoi: 'HiGHS, borne', valeur: found.borne ?? Number.NaN },
    { quoi: 'coût F', valeur: own.cout.total, ...barred(found.plan ?? undefined) },
    { quoi: 'secondes de processeur', valeur: own.seconds, unite: 's' },
  ])
}

const machine = (): string =>
  `Node ${process.versions.node}, ${os.availableParallelism()} cœurs, charge ${os
    .loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`

write(machine())
const some = ['s3', 's4', 'pair', 'bornes', 'croissance'].some(option)
if (!some) {
  compile(instanceFor('S1', 1))
  await tiny(RAPIDE ? 3 : 20)
  await oneLycee(RAPIDE ? [1] : [1, 2, 3, 4, 5])
  await quality({
    key: 'S2',
    seed: 1,
    budget: RAPIDE ? 3 : 20,
    bars: { borne: 11, meilleur: 1 },
  })
}
if (option('s3')) await quality({ key: 'S3', seed: 1, budget: RAPIDE ? 10 : 120, bars: { lb1: 17 } })
if (option('s4')) await quality({ key: 'S4', seed: 1, budget: RAPIDE ? 50 : 600, bars: { lb1: 19 } })
if (option('bornes')) {
  // Many times what HiGHS takes for 120 interviews.
  const whole = { modele: 'LB5', seconds: 120 } as const
  await proofs('T40', { ...whole, seeds: RAPIDE ? [1, 2] : Array.from({ length: 20 }, (_, i) => i + 1) })
  await proofs('S1', { ...whole, seeds: RAPIDE ? [1] : [1, 2, 3, 4, 5] })
  await proofs('S2', { modele: 'LB6', seconds: RAPIDE ? 10 : 120, seeds: RAPIDE ? [1] : [1, 2, 3, 4, 5] })
}
if (option('croissance')) await growth(RAPIDE ? 10 : 60)
if (option('pair')) {
  await peer('S1', RAPIDE ? 20 : 120)
  if (!RAPIDE) await peer('S2', 2000)
}
write(machine())
