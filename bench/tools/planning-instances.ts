import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Instance } from '#src/planning/model.ts'
import { generated } from './planning-run.ts'
import type { Scale } from './scales.ts'

/** S1 made smaller: few enough interviews for a proven optimum. */
const T40: Partial<Scale> = { entretiens: 40, colleges: 6 }

/** The instance of a scale (S1 to S4, T40) and seed. */
export const instanceFor = (key: string, seed: number): Instance =>
  key === 'T40' ? generated('S1', seed, T40) : generated(key, seed)

/** A cost that no plan of an instance goes below, with what proved it. */
export interface BorneConnue {
  modele: 'LB1' | 'LB2' | 'LB3' | 'LB5' | 'LB6'
  borne: number
  solveur: string
  /** `optimal`: the model was solved; `limite` : its dual bound when the time was over; `inconnu`: not noted then. */
  statut: 'optimal' | 'limite' | 'inconnu'
  /** Processor seconds; null when they were not noted. */
  secondes: number | null
}

export interface Connue {
  echelle: string
  graine: number
  /** SHA-256 of the instance: a changed generator must be seen. */
  sha256: string
  bornes: readonly BorneConnue[]
  /** The cheapest plan that the checker accepted, ever. */
  meilleur: number | null
}

/** What is known of the instances: bounds with the solver that proved them, and the best plans. */
export function known(): Connue[] {
  const list: Connue[] = JSON.parse(readFileSync(path.resolve('bench/tools/planning-bounds.json'), 'utf8'))
  return list
}

export const knownOf = (echelle: string, graine: number): Connue | undefined =>
  known().find((one) => one.echelle === echelle && one.graine === graine)

const plain = (_key: string, value: unknown): unknown => {
  if (value instanceof Map || value instanceof Set) return [...value]
  return ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer)] : value
}

/** SHA-256 of everything that an instance holds, in the order of its properties. */
export function printOf(instance: Instance): string {
  const hash = createHash('sha256')
  const { requetes, disponibilites, ...rest } = instance
  for (const one of [...requetes, ...disponibilites]) hash.update(JSON.stringify(one))
  return hash.update(JSON.stringify(rest, plain)).digest('hex')
}
