/** Milliseconds. */
const MINUTE = 60_000

/**
 * Says the same words once a minute at most, and then how many times they came meanwhile: a base that is gone makes the
 * queue of tasks repeat itself a dozen times a second.
 */
export function onceAMinute(say: (words: string) => void, clock: () => Date): (words: string) => void {
  const known = new Map<string, { at: number; kept: number }>()
  return (words) => {
    const now = clock().getTime()
    const before = known.get(words)
    if (before && now - before.at < MINUTE) {
      before.kept += 1
      return
    }
    known.set(words, { at: now, kept: 0 })
    say(before && before.kept > 0 ? `${words} (et ${before.kept} fois depuis la dernière fois)` : words)
  }
}
