import type { Problem, Surcharge } from '#src/planning/engine/problem.ts'
import type { Renumbering } from '#src/planning/engine/renumbering.ts'

/** Where every item of a problem stands; shift -1 = nowhere. */
export interface Standing {
  shift: Int32Array
  tick: Int16Array
  bunch: Int32Array
}

/** How a problem is cut for one round. */
export interface Cut {
  /** Part of each lycée. */
  partOf: Int16Array
  /** Part in which each item moves, -1 where it stays. */
  moves: Int16Array
  /** Which part has the odd seat, when free seats of a collège are shared. */
  turn: number
}

/** A problem, where its items stand, and the part of it that is looked at. */
export interface Whole {
  problem: Problem
  standing: Standing
  cut: Cut
  part: number
  surcharge: Surcharge
}

/** What a part keeps of the whole problem, numbered anew. */
export interface Kept {
  /** Movers first, then what stands at the lycées of the part, then what the pupils of movers do elsewhere. */
  items: Int32Array
  movable: number
  pupils: Renumbering
  colleges: Renumbering
  lieux: Renumbering
  shifts: Renumbering
  pairs: Renumbering
  bunches: Renumbering
}
