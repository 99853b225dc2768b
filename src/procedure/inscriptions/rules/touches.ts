import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/**
 * One key per formation, in their order: a letter while they are 26 at most, else two. Source: own rule, so that a class
 * is registered with its avis in six keys a pupil.
 */
export function touchesOf<T>(formations: readonly T[]): Map<string, T> {
  const two = formations.length > ALPHABET.length
  const letter = (rank: number): string => ALPHABET.charAt(rank % ALPHABET.length)
  return new Map(
    formations.map((one, rank) => [
      two ? letter(Math.floor(rank / ALPHABET.length)) + letter(rank) : letter(rank),
      one,
    ]),
  )
}

type RefusTouches = Refus<'touche_inconnue'>

/** The formations that typed keys name, each once: `ab`, `a b` and « A, b » say the same. Source: `touchesOf`. */
export function readTouches<T>(typed: string, touches: ReadonlyMap<string, T>): Result<T[], RefusTouches> {
  const [first = ''] = touches.keys()
  const letters = typed.toLowerCase().replaceAll(/[\s,;.+/-]/g, '')
  const keys = letters.match(new RegExp(`.{1,${Math.max(1, first.length)}}`, 'gsu')) ?? []
  const unknown = keys.find((key) => !touches.has(key))
  if (unknown !== undefined) return refuse('touche_inconnue', { touche: unknown })
  return ok([...new Set(keys)].flatMap((key) => touches.get(key) ?? []))
}
