import { Secret, TOTP } from 'otpauth'

const STEP_S = 30

const generator = (secret: string, account: string): TOTP =>
  new TOTP({
    issuer: 'PASSPRO',
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_S,
    secret: Secret.fromBase32(secret),
  })

/** A new secret of 160 bits, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** Address that an application of codes reads, as a QR code. */
export const totpAddress = (secret: string, account: string): string => generator(secret, account).toString()

/**
 * The step of thirty seconds in which this code is right, one step late or early at most; undefined when it is wrong or
 * when a code of that step, or of a later one, has been used. Source: RFC 6238, 5.2.
 */
export function totpStep(
  code: string,
  { secret, now, last }: { secret: string; now: Date; last: number },
): number | undefined {
  const token = code.replaceAll(/\s/g, '')
  if (!/^[0-9]{6}$/.test(token)) return undefined
  const delta = generator(secret, '').validate({ token, timestamp: now.getTime(), window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(now.getTime() / 1000 / STEP_S) + delta
  return step > last ? step : undefined
}
