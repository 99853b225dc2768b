import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The ed25519 private key kept in a PEM file, made at first use and readable by its owner alone. Of two processes that
 * make it at once, one wins and both use its key. Throws when the file holds anything else.
 */
export function signingKey(file: string): KeyObject {
  if (!existsSync(file)) make(file)
  const key = createPrivateKey(readFileSync(file))
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error(`La clé de signature ${file} n’est pas une clé ed25519.`)
  return key
}

function make(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' })
  try {
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
