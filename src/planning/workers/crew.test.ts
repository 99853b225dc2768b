import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'
import { projectFolder } from '#src/kit/project-folder.ts'
import { check } from '#src/planning/check.ts'
import { fictionalInstance } from '#src/planning/fictional.ts'
import { improve } from '#src/planning/improve.ts'
import type { Placement } from '#src/planning/model.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'passpro-fils-'))
const fichier = path.join(folder, 'planification.mjs')

/** Large enough for the map to be cut, with availabilities enough for everyone. */
const crowded = fictionalInstance({ count: 10_000, seed: 6 })
const asked = { ...crowded, requetes: crowded.requetes.slice(0, 4_100) }
const options = { graine: 1, iterations: 4_800 }

const print = (places: readonly Placement[]): string =>
  createHash('sha256').update(JSON.stringify(places)).digest('hex')

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
  test('give the same plan as this thread alone, whatever their number', async () => {
    const prints: string[] = []
    for (const nombre of [0, 1, 2, 4]) {
      const { places, cout, depart } = await improve(asked, { ...options, fils: { nombre, fichier } })
      prints.push(print(places))
      expect(cout.total).toBeLessThan(depart.total)
    }
    expect(new Set(prints).size).toBe(1)
  })

  test('tell how far they are, and stop with the best plan when asked', async () => {
    const signal = { aborted: false }
    const seen: number[] = []
    const stopped = await improve(asked, {
      graine: 1,
      iterations: 10_000_000,
      fils: { nombre: 2, fichier },
      signal,
      progres: ({ iterations, cout }) => {
        seen.push(cout)
        signal.aborted ||= iterations > 12_000
      },
    })
    expect(stopped.iterations).toBeLessThan(200_000)
    expect(check(asked, stopped)).toEqual([])
    expect(stopped.cout.total).toBeLessThan(stopped.depart.total)
    expect(seen.at(-1)).toBeCloseTo(stopped.cout.total, 3)
  })

  test('that fail are told, and no plan is given', async () => {
    const broken = { nombre: 1, fichier: path.join(folder, 'absent.mjs') }
    await expect(improve(asked, { ...options, fils: broken })).rejects.toThrow('absent.mjs')
  })
})
