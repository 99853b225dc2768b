import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { Secret, TOTP } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashOfCode, newCode } from '#src/kit/access-code.ts'
import { installationSecret, keyFor, seal, unseal } from '#src/web/identity/sealed.ts'
import { newTotpSecret, totpAddress, totpStep } from '#src/web/identity/totp.ts'

describe('codes on paper', () => {
  test('three groups of four signs that no eye confuses, never twice the same', () => {
    const codes = Array.from({ length: 200 }, newCode)
    for (const code of codes) expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}$/)
    expect(new Set(codes).size).toBe(200)
  })
  test('are read in small letters, without dashes, with spaces', () => {
    const code = newCode()
    const hash = hashOfCode(code)
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOfCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe(hash)
    expect(hashOfCode(code.replaceAll('-', '–'))).toBe(hash)
  })
  test('anything else is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const hash = hashOfCode(text)
        return hash === undefined || /^[A-HJ-NP-Z2-9\s\-–—]+$/i.test(text)
      }),
    )
    expect(hashOfCode('ABCD-EFGH-JKL0')).toBeUndefined()
  })
})

describe('second factor', () => {
  const secret = newTotpSecret()
  const at = (now: string): Date => new Date(now)
  const codeAt = (now: Date): string =>
    new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
      timestamp: now.getTime(),
    })

  test('the vector of RFC 6238, in six digits', () => {
    const ascii = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32
    expect(totpStep('287082', { secret: ascii, now: new Date(59_000), last: 0 })).toBe(1)
  })
  test('one step late or early, spaces allowed, never two', () => {
    const now = at('2027-01-11T10:00:00Z')
    const code = codeAt(now)
    const step = Math.floor(now.getTime() / 30_000)
    for (const seconds of [0, 29, 30, -1]) {
      const then = new Date(now.getTime() + seconds * 1000)
      expect(totpStep(`${code.slice(0, 3)} ${code.slice(3)}`, { secret, now: then, last: 0 })).toBe(step)
    }
    expect(totpStep(code, { secret, now: new Date(now.getTime() + 61_000), last: 0 })).toBeUndefined()
  })
  test('a code used, or an older one, opens nothing', () => {
    const now = at('2027-01-11T10:00:00Z')
    const step = Math.floor(now.getTime() / 30_000)
    expect(totpStep(codeAt(now), { secret, now, last: step })).toBeUndefined()
    expect(totpStep(codeAt(now), { secret, now, last: step - 1 })).toBe(step)
  })
  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('« %s » is no code', (code) => {
    expect(totpStep(code, { secret, now: new Date(0), last: 0 })).toBeUndefined()
  })
  test('its address names the service and the holder', () => {
    expect(totpAddress(secret, 'Odile Fictive')).toMatch(
      /^otpauth:\/\/totp\/PASSPRO:Odile%20Fictive\?.*secret=/,
    )
  })
})

describe('what is sealed', () => {
  const key = keyFor('secret', 'essai')
  test('comes back whole, and never reads the same twice', () => {
    expect(unseal(seal('un jeton', key), key)).toBe('un jeton')
    expect(seal('un jeton', key)).not.toBe(seal('un jeton', key))
  })
  test('is opened by its own key for its own purpose, and not once changed', () => {
    const sealed = seal('un jeton', key)
    expect(() => unseal(sealed, keyFor('secret', 'autre'))).toThrow(/authenticate/)
    const bytes = Buffer.from(sealed, 'base64')
    bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1)
    expect(() => unseal(bytes.toString('base64'), key)).toThrow(/authenticate/)
  })
})

describe('secret of the installation', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-secret-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  test('is made once, for its owner alone', () => {
    const file = path.join(folder, 'sous', 'secret')
    const first = installationSecret(file)
    expect(first.length).toBe(32)
    expect(installationSecret(file).equals(first)).toBe(true)
    expect(statSync(file).mode & 0o077).toBe(0)
  })
  test('anything else in its file is refused', () => {
    const file = path.join(folder, 'secret')
    writeFileSync(file, 'trop court')
    expect(() => installationSecret(file)).toThrow(/32 octets/)
  })
})
