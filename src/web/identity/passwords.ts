import { hash, verify } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'

/** Argon2id, the default of the library, as OWASP advises for a server: 19 MiB, two passes, one lane. About 20 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const AT_ONCE = 4
const WAITING = 60

/** Too many people sign in at this very second: the page says to try again, and nothing else of the service waits. */
export class TropDeConnexions extends Error {
  override readonly name = 'TropDeConnexions'
}

let running = 0
const waiting: (() => void)[] = []

// Hashing fills memory and cores: a flood of sign-ins must not take those of everybody else.
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw new TropDeConnexions('file des connexions pleine')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** Argon2id hash of a password, in PHC format. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFC'), COST))

/** Whether the password is the one hashed. Without a hash the same work is done, and the answer is no. */
export const samePassword = async (password: string, condense: string | undefined): Promise<boolean> => {
  const same = await inTurn(() => verify(condense ?? NOBODY, password.normalize('NFC'), COST))
  return same && condense !== undefined
}

/** The hash of a password that nobody has: an unknown address takes as long as a known one. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$TTK8t+Xf5VliBmOZ6lSuKw$e666+JhBafVt9/7n+2gSNTDq5EaLSkV9HoKSkt4PUsI'

const SHORTEST = 12
const LONGEST = 128

/**
 * The sentence that refuses a password, or undefined. No rule of composition: length, and nothing that is guessed first
 * (a name, the address, the service, one character repeated, a run of the keyboard). Source: ASVS 5.0, 6.2.
 */
export function passwordRefusal(password: string, about: readonly string[]): string | undefined {
  const length = password.normalize('NFC').length
  if (length < SHORTEST) return `Le mot de passe doit avoir au moins ${SHORTEST} caractères (ici ${length}).`
  if (length > LONGEST) return `Le mot de passe doit avoir au plus ${LONGEST} caractères (ici ${length}).`
  const plain = plainOf(password)
  if (isCommon(plain))
    return 'Ce mot de passe est parmi les plus courants de ceux qui ont été volés ailleurs. Prenez plusieurs mots sans rapport entre eux.'
  if (new Set(plain).size < 5) return 'Ce mot de passe répète trop peu de caractères différents.'
  const known = [...GUESSED, ...about.flatMap((text) => plainOf(text).split(/[^a-z0-9]+/))]
  const left = known
    .filter((word) => word.length >= 4)
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), plain)
  if (left.replaceAll(/[^a-z]/g, '').length < 4 && left.length < 8)
    return 'Ce mot de passe se devine : il tient à un nom, à une suite du clavier ou à un mot de passe courant. Prenez plusieurs mots sans rapport entre eux.'
  return undefined
}

const plainOf = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('@', 'a').replaceAll('$', 's')

/** The 49,000 commonest passwords of published leaks, as the library ships them (MIT). Source: ASVS 5.0, 6.2.4 and 6.2.12. */
const COMMON = new Set((dictionary['passwords-common'] ?? []).map((one) => plainOf(String(one))))

/** One of them, alone, twice, or dressed with digits and signs at its ends. */
function isCommon(plain: string): boolean {
  const core = plain.replaceAll(/^[^a-z]+|[^a-z]+$/g, '')
  const half = core.slice(0, core.length / 2)
  return [plain, core, half + half === core ? half : ''].some((one) => one.length >= 4 && COMMON.has(one))
}

/** What is tried first: the words and runs on which the commonest passwords of published lists are built. */
const GUESSED =
  'motdepasse password passw0rd passpro affelnet azerty azertyuiop qwerty qwertyuiop qsdfgh wxcvbn asdfgh zxcvbn 123456789 12345678 1234567 123456 12345 1234 987654321 87654321 654321 4321 1111 0000 abcdefgh abcdef abcd admin administrateur bonjour soleil doudou loulou marseille chouchou princesse college lycee rectorat academie creteil paris versailles education nationale france iloveyou jetaime welcome letmein monkey dragon football sunshine superman secret 2024 2025 2026 2027 2028'.split(
    ' ',
  )
