import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** A signing key (ed25519). */
export interface Cle {
  privee: KeyObject
}

// A PKCS#8 envelope of an ed25519 key is these bytes, then the 32 of its seed (RFC 8410).
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key of a rehearsal: derived from its seed, so that it is the same each time and worth nothing outside.
 * Source: formats.md, « the signing key is derived from `graine` and marked `repetition` ».
 */
export function cleDeRepetition(graine: number): Cle {
  const seed = createHash('sha256').update(`passpro-repetition-${graine}`).digest()
  return {
    privee: createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' }),
  }
}

/**
 * Signature of a document's JSON text and the public key that checks it, both in base64.
 * Source: formats.md, « Bonus for Affelnet »: the cover bears an ed25519 signature.
 */
export function sealOf(document: object, cle: Cle): { signature: string; cle: string } {
  const publique = createPublicKey(cle.privee).export({ format: 'der', type: 'spki' })
  return {
    signature: sign(null, Buffer.from(JSON.stringify(document)), cle.privee).toString('base64'),
    cle: publique.toString('base64'),
  }
}

/**
 * True when the seal was put on this very document with the key it names.
 * Source: formats.md, « Bonus for Affelnet », the re-read check.
 */
export function isSealed(document: object, seal: { signature: string; cle: string }): boolean {
  const publique = createPublicKey({ key: Buffer.from(seal.cle, 'base64'), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(JSON.stringify(document)), publique, Buffer.from(seal.signature, 'base64'))
}
