/**
 * Gives each item to `work`, in order and one at a time, while the next item is being made. When either side throws, the
 * other is waited for before the error is told: nothing is left running.
 */
export async function inStep<T>(items: AsyncIterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  let running: Promise<void> = Promise.resolve()
  try {
    for await (const item of items) {
      await running
      running = work(item)
      // Told by the next `await running`; until then it must not pass for an error that nobody handles.
      running.catch(() => undefined)
    }
  } finally {
    await running
  }
}
