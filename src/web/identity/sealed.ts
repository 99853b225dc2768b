import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Key of 32 bytes for one purpose, from a secret. */
export const keyFor = (secret: string | Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `passpro:${purpose}`, 32))

/** AES-256-GCM: nonce, tag and text, in base 64. */
export function seal(text: string, key: Uint8Array): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

/** The text sealed with this key. Throws when it was sealed with another or changed. */
export function unseal(sealed: string, key: Uint8Array): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/** The secret of this installation, 32 bytes in base 64, made at first use and readable by its owner alone. */
export function installationSecret(file: string): Buffer {
  if (!existsSync(file)) make(file)
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (secret.length !== 32)
    throw new Error(`Le fichier ${file} ne contient pas un secret de 32 octets en base 64.`)
  return secret
}

function make(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another process made it at the same moment: both use its secret.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
