import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'
import { projectFolder } from '#src/kit/project-folder.ts'
import { check } from '#src/planning/check.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { clustersOf, cutMap, moversOf } from '#src/planning/engine/cut.ts'
import type { Round } from '#src/planning/engine/rounds.ts'
import { boardOf, construct } from '#src/planning/engine/solve.ts'
import type { Standing } from '#src/planning/engine/whole.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import { improve } from '#src/planning/improve.ts'
import type { PlanAmeliore } from '#src/planning/outcomes.ts'
import { crewFor } from '#src/planning/workers/crew.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'passpro-fils-'))
const fichier = path.join(folder, 'planification.mjs')

const small = fictionalInstance({ count: 600, seed: 6 })
const compiled = compile({ ...small, requetes: small.requetes.slice(0, 250) })
const { problem } = compiled
const board = boardOf(compiled)
construct(board, 1)

/** A round of three parts, the same each time. */
function aRound(): Round {
  const next = chance(9)
  const load = new Int32Array(problem.sizes.lieux).fill(1)
  const partOf = cutMap(problem, { clusters: clustersOf(problem), load, parts: 3, next })
  const moves = moversOf(problem, { partOf, shift: board.shift, next })
  const orders = [0, 1, 2].map((part) => ({
    part,
    seed: 4 + part,
    iterations: 900,
    tries: 1,
    surcharge: { half: 20, pupilHalf: 40 },
    hot: 20,
    cold: 2,
  }))
  return { cut: { partOf, moves, turn: 0 }, orders }
}

/** Where everything stands after the round, and what its parts gained, by so many threads. */
async function afterRound(threads: number): Promise<{ standing: Standing; gain: number }> {
  const { shift, tick, bunch } = board
  const crew = crewFor(problem, { standing: { shift, tick, bunch }, parts: 3, worker: fichier, threads })
  const gains = new Map<number, number>()
  await crew.work(aRound(), ({ part, gain }) => gains.set(part, gain))
  await crew.close()
  return { standing: crew.standing, gain: [...gains.values()].reduce((sum, gain) => sum + gain, 0) }
}

beforeAll(async () => {
  await build({
    configFile: false,
    root: projectFolder(),
    logLevel: 'error',
    build: {
      ssr: 'src/planning/workers/part-worker.ts',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'planification.mjs' } },
    },
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('threads of the planner', () => {
  test('give the same as this thread alone, whatever their number', async () => {
    const alone = await afterRound(0)
    expect(alone.gain).toBeGreaterThan(0)
    expect(alone.standing.shift).not.toEqual(board.shift)
    for (const threads of [1, 2, 4]) expect(await afterRound(threads)).toEqual(alone)
  })

  test('share a campaign whose map is cut: same plan, no rule broken', async () => {
    const crowded = fictionalInstance({ count: 10_000, seed: 6 })
    const asked = { ...crowded, requetes: crowded.requetes.slice(0, 4_010) }
    const plans: PlanAmeliore[] = []
    for (const nombre of [0, 2])
      plans.push(await improve(asked, { graine: 1, iterations: 1_600, fils: { nombre, fichier } }))
    const [one, other] = plans
    expect(other).toEqual(one)
    expect(one?.cout.total).toBeLessThan(one?.depart.total ?? 0)
    expect(one && check(asked, one)).toEqual([])
  }, 120_000)

  test('tell how far they are, and stop with the best plan when asked', async () => {
    const asked = compiled.instance
    const signal = { aborted: false }
    const seen: number[] = []
    const stopped = await improve(asked, {
      graine: 1,
      iterations: 1_000_000,
      fils: { nombre: 1, fichier },
      signal,
      progres: ({ iterations, cout }) => {
        seen.push(cout)
        signal.aborted ||= iterations > 3_000
      },
    })
    expect(stopped.iterations).toBeLessThan(500_000)
    expect(check(asked, stopped)).toEqual([])
    expect(stopped.cout.total).toBeLessThan(stopped.depart.total)
    expect(seen.at(-1)).toBeCloseTo(stopped.cout.total, 3)
  })

  test('that fail are told, and no plan is given', async () => {
    const broken = { nombre: 1, fichier: path.join(folder, 'absent.mjs') }
    await expect(improve(small, { graine: 1, iterations: 100, fils: broken })).rejects.toThrow('absent.mjs')
  })
})
