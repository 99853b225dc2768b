import type { Advance } from '#src/planning/engine/part-search.ts'
import type { Cut, Standing } from '#src/planning/engine/whole.ts'
import type { Problem } from '#src/planning/engine/problem.ts'
import type { Order } from '#src/planning/engine/rounds.ts'

/** What the threads of one improvement share: nothing of it is copied. */
export interface Shared {
  problem: Problem
  /** Where everything stood when the round began. */
  before: Standing
  /** Where it stands after it: each part writes its own movers. */
  after: Standing
  /** 1 at index 0: finish with the best found so far. */
  stop: Int32Array
}

export interface Task {
  shared: Shared
  cut: Cut
  order: Order
}

export interface Report {
  advance: Advance
  ended: boolean
}

function sharedCopy(array: unknown): ArrayBufferView | undefined {
  if (!ArrayBuffer.isView(array)) return undefined
  const bytes = new SharedArrayBuffer(array.byteLength)
  new Uint8Array(bytes).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  if (array instanceof Int32Array) return new Int32Array(bytes)
  if (array instanceof Int16Array) return new Int16Array(bytes)
  if (array instanceof Uint16Array) return new Uint16Array(bytes)
  if (array instanceof Float64Array) return new Float64Array(bytes)
  return new Uint8Array(bytes)
}

/** The same object with each of its arrays of numbers in memory that threads share. */
export const inSharedMemory = <T extends object>(value: T): T => moveToSharedMemory({ ...value })

/** Moves the arrays of numbers of an object there: of a large campaign, two copies would weigh. */
export function moveToSharedMemory<T extends object>(value: T): T {
  for (const [key, one] of Object.entries(value)) {
    const array = sharedCopy(one)
    if (array) Object.assign(value, { [key]: array })
  }
  return value
}
