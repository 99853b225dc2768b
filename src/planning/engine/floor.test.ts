import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roomy } from '#src/planning/drawn-examples.ts'
import { chance } from '#src/planning/engine/chance.ts'
import { compile } from '#src/planning/engine/compile.ts'
import { Floor } from '#src/planning/engine/floor.ts'
import { insertBest } from '#src/planning/engine/insertion.ts'
import { remove } from '#src/planning/engine/moves.ts'
import { boardOf, construct } from '#src/planning/engine/solve.ts'

test('what is left to place costs at least what the floor says, at each step', () => {
  let tight = 0
  fc.assert(
    fc.property(roomy({ disponibilites: 8, requetes: 14 }), (asked) => {
      const board = boardOf(compile(asked))
      construct(board, 1)
      const { movable } = board.problem.sizes
      const floor = new Floor(board)
      const next = chance(5)
      const whim = { blink: 0.2, next, seen: 0 }
      for (let turn = 0; turn < 30; turn++) {
        const taken = [...Array(movable).keys()].filter(() => next() < 0.4)
        for (const item of taken) if (board.shift[item]! >= 0) remove(board, item)
        floor.begin(taken)
        const said = [board.cost + floor.left]
        for (const item of taken) {
          floor.pass(item)
          insertBest(board, item, whim)
          floor.settle(item)
          said.push(board.cost + floor.left)
        }
        expect(Math.max(...said)).toBeLessThanOrEqual(board.cost + 1e-6)
        expect(floor.left).toBeCloseTo(0, 6)
        if (said[0]! > 0.98 * board.cost) tight++
      }
    }),
    { seed: 21, numRuns: 60 },
  )
  expect(tight).toBeGreaterThan(0)
})
