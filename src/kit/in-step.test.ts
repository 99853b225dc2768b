import { describe, expect, test } from 'vitest'
import { inStep } from '#src/kit/in-step.ts'

/** A promise and what settles it. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => (resolve = done))
  return { promise, resolve }
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done))

describe('inStep', () => {
  test('makes the next item while the work is under way, one work at a time and in order', async () => {
    const said: string[] = []
    const gates = [deferred(), deferred()]
    async function* items(): AsyncGenerator<number> {
      for (const i of [0, 1]) {
        said.push(`made ${i}`)
        yield await Promise.resolve(i)
      }
    }
    const all = inStep(items(), async (i) => {
      said.push(`begun ${i}`)
      await gates[i]?.promise
      said.push(`done ${i}`)
    })
    await turn()
    expect(said).toEqual(['made 0', 'begun 0', 'made 1'])
    for (const gate of gates) gate.resolve()
    await all
    expect(said).toEqual(['made 0', 'begun 0', 'made 1', 'done 0', 'begun 1', 'done 1'])
  })

  test('tells the first failure of the work and takes no item after it', async () => {
    const begun: number[] = []
    async function* items(): AsyncGenerator<number> {
      for (const i of [0, 1, 2]) yield await Promise.resolve(i)
    }
    const all = inStep(items(), async (i) => {
      begun.push(i)
      await turn()
      throw new Error(`work ${i}`)
    })
    await expect(all).rejects.toThrow('work 0')
    expect(begun).toEqual([0])
  })

  test('waits for the work under way before telling that the items failed', async () => {
    const gate = deferred()
    let done = false
    async function* items(): AsyncGenerator<number> {
      yield await Promise.resolve(0)
      throw new Error('items')
    }
    const all = inStep(items(), async () => {
      await gate.promise
      done = true
    })
    await turn()
    gate.resolve()
    await expect(all).rejects.toThrow('items')
    expect(done).toBe(true)
  })
})
